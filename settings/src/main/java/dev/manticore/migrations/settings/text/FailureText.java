package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure with everything that helps to fix it. */
public final class FailureText {
    private static final String INDENT = "  ";

    /** A server's message can quote large data. JSON output contains it in full. */
    private static final int LONGEST = 4000;

    private final Style style;
    private final Commands commands;

    public FailureText(Style style, Wording wording) {
        this.style = style;
        this.commands = new Commands(wording);
    }

    public String of(Failure failure) {
        List<String> lines = new ArrayList<>();
        if (failure.problems().isEmpty()) {
            lines.add(head(failure.message()));
            if (failure.location() != null) {
                place(lines, failure.location());
            }
            server(lines, failure.error());
            before(lines, failure);
            remedy(lines, failure.remedy());
        } else {
            failure.problems().forEach(problem -> lines.add(problem(problem)));
            if (failure.problems().size() > 1) {
                lines.add(style.bold(failure.problems().size() + " problems"
                        + (failure.report().isEmpty() ? "; nothing was changed." : ".")));
            }
            before(lines, failure);
        }
        return String.join("\n", lines);
    }

    public String problem(Problem problem) {
        List<String> lines = new ArrayList<>();
        lines.add(head(problem.message()));
        if (problem.location() != null) {
            place(lines, problem.location());
        }
        remedy(lines, problem.remedy());
        return String.join("\n", lines);
    }

    private String head(String message) {
        return style.red("error: ") + style.bold(shortened(message).replace("\n", "\n" + INDENT));
    }

    private void place(List<String> lines, SourceLocation location) {
        lines.add(INDENT + "at " + location);
        location.excerpt().forEach(line -> lines.add(INDENT + INDENT + line));
    }

    private void server(List<String> lines, @Nullable SqlError error) {
        if (error == null) {
            return;
        }
        labelled(lines, "SQLSTATE", error.sqlState());
        labelled(lines, "detail", error.detail());
        labelled(lines, "hint", error.hint());
    }

    private void before(List<String> lines, Failure failure) {
        MigrationReport report = failure.report();
        done(lines, report, Direction.APPLY, "applied before");
        done(lines, report, Direction.REVERT, "reverted before");
        if (report.isEmpty()
                && (failure.code() == ErrorCode.STATEMENT_FAILED || failure.code() == ErrorCode.CALLBACK_FAILED)) {
            labelled(lines, "applied before", "none");
        }
        report.notes().forEach(note -> labelled(lines, "note", note));
    }

    private void done(List<String> lines, MigrationReport report, Direction direction, String label) {
        List<StepReport> steps = report.steps().stream()
                .filter(step -> step.direction() == direction)
                .toList();
        if (!steps.isEmpty()) {
            labelled(lines, label, Words.steps(steps));
        }
    }

    private void remedy(List<String> lines, Remedy remedy) {
        labelled(lines, "what to do", remedy.advice());
        remedy.options()
                .forEach(option ->
                        labelled(lines, option.condition(), option.action().match(commands)));
    }

    private void labelled(List<String> lines, String label, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            lines.add(INDENT + style.faint(label + ":") + " "
                    + Printable.text(shortened(text.strip())).replace("\n", "\n" + INDENT + INDENT));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + ".. (" + text.length() + " characters)";
    }
}
