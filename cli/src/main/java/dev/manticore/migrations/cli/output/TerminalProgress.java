package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.RunStarted;
import dev.manticore.migrations.MigrationEvent.StepFailed;
import dev.manticore.migrations.MigrationEvent.StepFinished;
import dev.manticore.migrations.MigrationEvent.StepStarted;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import dev.manticore.migrations.settings.text.Words;
import java.io.PrintStream;
import java.util.List;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the current step on a terminal, and a progress bar for many migrations. */
final class TerminalProgress implements Progress {
    private static final int MANY = 10;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream err;
    private final Progress lines;
    private final int columns;
    private @Nullable ProgressBar bar;
    private boolean transientLine;

    TerminalProgress(Environment environment, Progress lines) {
        this.err = environment.err();
        this.lines = lines;
        // In the last column, some terminals begin a new line.
        this.columns = TerminalWidth.of(environment) - 1;
    }

    @Override
    public void on(MigrationEvent event) {
        clear();
        if (event instanceof RunStarted started && started.plan().steps().size() >= MANY) {
            bar = bar(started.plan().steps());
        }
        if (bar == null) {
            lines.on(event);
            UnderWay.of(event).ifPresent(this::show);
        } else {
            advance(bar, event);
        }
    }

    private void advance(ProgressBar running, MigrationEvent event) {
        if (event instanceof StepStarted started) {
            running.setExtraMessage(name(started.step()));
        } else if (event instanceof StepFinished) {
            running.step();
        } else if (event instanceof StepFailed) {
            close();
        } else {
            lines.on(event);
        }
    }

    private void show(UnderWay underWay) {
        err.print(underWay.line(columns));
        err.flush();
        transientLine = true;
    }

    private void clear() {
        if (transientLine) {
            err.print(CLEAR_LINE);
            err.flush();
            transientLine = false;
        }
    }

    private void overwrite(String text) {
        err.print(CLEAR_LINE + text);
        err.flush();
    }

    private ProgressBar bar(List<PlanStep> steps) {
        boolean back = steps.stream().allMatch(step -> step.direction() == Direction.REVERT);
        return new ProgressBarBuilder()
                .setTaskName(back ? "rolling back" : "migrating")
                .setInitialMax(steps.size())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new DelegatingProgressBarConsumer(this::overwrite, columns))
                .clearDisplayOnFinish()
                .build();
    }

    private static String name(PlanStep step) {
        return Words.migration(step.id(), step.description());
    }

    @Override
    public void close() {
        clear();
        if (bar != null) {
            bar.close();
            bar = null;
            overwrite("");
        }
    }
}
