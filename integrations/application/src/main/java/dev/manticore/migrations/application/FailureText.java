package dev.manticore.migrations.application;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failure in two parts.
 *
 * @param description what failed, where, and what was done before
 * @param action what to do
 */
public record FailureText(String description, String action) {
    private static final String INDENT = "    ";
    private static final int FEW = 10;

    /**
     * The failure in words.
     *
     * @param words for the actions of its remedy
     */
    public static FailureText of(MigrationException failure, Remedy.Cases<String> words) {
        return failure.match(new FailureTexts(words));
    }

    /** One failure, which is perhaps in a file and perhaps the server's. */
    static FailureText of(
            MigrationException failure,
            @Nullable SourceLocation location,
            @Nullable SqlError error,
            Remedy.Cases<String> words) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(failure, error));
        lines.addAll(place(location, failure.summary()));
        if (error != null) {
            labelled(lines, "SQLSTATE", error.sqlState());
            labelled(lines, "Detail", error.detail());
            labelled(lines, "Hint", error.hint());
        }
        before(lines, failure.report(), location != null);
        return new FailureText(printable(lines), sentences(failure.remedy(), words));
    }

    /** Without the SQLSTATE, which has a line of its own. */
    private static String summary(MigrationException failure, @Nullable SqlError error) {
        return error == null
                ? failure.summary()
                : failure.summary().replace(" (SQLSTATE " + error.sqlState() + ")", "");
    }

    /** All problems of files and history. */
    static FailureText of(List<Problem> problems, MigrationReport report, Remedy.Cases<String> words) {
        List<String> lines = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        for (int index = 0; index < problems.size(); index++) {
            Problem problem = problems.get(index);
            String number = problems.size() == 1 ? "" : (index + 1) + ". ";
            lines.add(number + problem.message());
            lines.addAll(place(problem.location(), problem.message()));
            actions.add(number + sentences(problem.remedy(), words));
        }
        before(lines, report, true);
        return new FailureText(printable(lines), printable(actions));
    }

    /** The place, unless the text before has it, and the line. */
    private static List<String> place(@Nullable SourceLocation location, String before) {
        if (location == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (!before.contains(location.toString())) {
            lines.add(INDENT + "at " + location);
        }
        location.excerpt().forEach(line -> lines.add(INDENT + INDENT + line));
        return lines;
    }

    private static void labelled(List<String> lines, String label, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            lines.add(label + ": " + text.strip());
        }
    }

    private static void before(List<String> lines, MigrationReport report, boolean tellsNone) {
        done(lines, report, Direction.APPLY, "Applied before");
        done(lines, report, Direction.REVERT, "Reverted before");
        if (report.isEmpty() && tellsNone) {
            lines.add("Applied before: none");
        }
        report.notes().forEach(note -> lines.add("Note: " + note));
    }

    private static void done(List<String> lines, MigrationReport report, Direction direction, String label) {
        List<String> steps = report.steps().stream()
                .filter(step -> step.direction() == direction)
                .map(step -> step.id().label(step.description()))
                .toList();
        if (steps.size() > FEW) {
            lines.add(label + ": " + steps.get(0) + " to " + steps.get(steps.size() - 1) + " (" + steps.size()
                    + " migrations)");
        } else if (!steps.isEmpty()) {
            lines.add(label + ": " + String.join(", ", steps));
        }
    }

    /** The advice, and each way out on a line of its own. */
    private static String sentences(Remedy remedy, Remedy.Cases<String> words) {
        List<String> lines = new ArrayList<>();
        if (!remedy.advice().isBlank()) {
            lines.add(remedy.advice());
        }
        for (Remedy.Option option : remedy.options()) {
            String condition = option.condition();
            lines.add(condition.substring(0, 1).toUpperCase(Locale.ROOT) + condition.substring(1) + ": "
                    + option.action().match(words) + ".");
        }
        return printable(lines);
    }

    private static String printable(List<String> lines) {
        return lines.stream().map(Printable::text).collect(Collectors.joining("\n"));
    }
}
