package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OutputSettings.Color;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import dev.manticore.migrations.settings.text.Columns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output on a terminal. */
class TerminalTest {
    private static final PlanStep STEP = step(Direction.APPLY, "add orders");
    private static final String CLEAR_LINE = "\r\u001b\\[2K";

    private static PlanStep step(Direction direction, String description) {
        return new PlanStep(
                Version.of(3), description, direction, PlanStep.Execution.ATOMIC, "V3__add_orders.sql", "", List.of());
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aShortRunShowsWhatIsUnderWayAndThenWhatWasDone() {
        run(Map.of(), 1);

        assertThat(text(err)).isEqualTo("V3 add orders ..\r\u001b[2K");
        assertThat(text(out)).isEqualTo("\u001b[32mapplied\u001b[0m V3 add orders\u001b[2m (12 ms)\u001b[0m\n");
    }

    @Test
    void aLongRunShowsABar() {
        run(Map.of(), 20);

        assertThat(text(err)).contains("migrating", "20/20");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void onANarrowTerminalALineFitsAndTheCountStays() {
        PlanStep step = step(Direction.APPLY, "add the orders of all customers, 注文, with a long description");
        try (Progress progress = progress(Map.of("COLUMNS", "60"))) {
            progress.on(new MigrationEvent.StepStarted(step, 0, 1));
            progress.on(new MigrationEvent.StatementFinished(step, 1, 12));
        }

        assertThat(text(err).split(CLEAR_LINE))
                .containsExactly(
                        "V3 add the orders of all customers, 注文, with a long d… ..",
                        "V3 add the orders of all customers,… .. 2 of 12 statements")
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThan(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 80, 200})
    void aBarFits(int columns) {
        PlanStep step = step(Direction.APPLY, "add the orders of all customers, with a long description");
        try (Progress progress = progress(Map.of("COLUMNS", Integer.toString(columns)))) {
            run(progress, step, 20);
        }

        assertThat(text(err).split(CLEAR_LINE))
                .anySatisfy(line -> assertThat(line).contains("20/20"))
                .allSatisfy(line -> assertThat(Columns.of(line.strip())).isLessThan(columns));
    }

    @Test
    void rollingBackSaysSo() {
        PlanStep step = step(Direction.REVERT, "add orders");
        try (Progress progress = progress(Map.of())) {
            run(progress, step, 1);
        }
        assertThat(text(err)).startsWith("reverting V3 add orders ..\r");

        try (Progress progress = progress(Map.of())) {
            run(progress, step, 20);
        }
        assertThat(text(err)).contains("rolling back").doesNotContain("migrating");
    }

    @Test
    void coloursAreLeftOutOnRequest() {
        run(Map.of("NO_COLOR", "1"), 1);

        assertThat(text(out)).isEqualTo("applied V3 add orders (12 ms)\n");
    }

    @Test
    void aDumbTerminalGetsLinesAlone() {
        run(Map.of("TERM", "dumb"), 20);

        assertThat(text(err)).isEmpty();
        assertThat(text(out).lines()).hasSize(20).containsOnly("applied V3 add orders (12 ms)");
    }

    private void run(Map<String, String> variables, int steps) {
        try (Progress progress = progress(variables)) {
            run(progress, STEP, steps);
        }
    }

    private static void run(Progress progress, PlanStep step, int steps) {
        progress.on(new MigrationEvent.RunStarted(new Plan(List.of(), Collections.nCopies(steps, step), List.of())));
        for (int index = 0; index < steps; index++) {
            progress.on(new MigrationEvent.StepStarted(step, index, steps));
            progress.on(new MigrationEvent.StepFinished(step, Duration.ofMillis(12)));
        }
    }

    private Progress progress(Map<String, String> variables) {
        Environment environment = new Environment(
                variables, Path.of(""), System.in, stream(out), stream(err), true, () -> ZoneOffset.UTC);
        return new TextOutput(environment, Verbosity.NORMAL, Color.AUTO).progress();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
