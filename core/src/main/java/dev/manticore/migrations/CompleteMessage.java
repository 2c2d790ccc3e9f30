package dev.manticore.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure's message for whoever sees nothing but that: what failed, detail, hint, what to do, what was done before. */
final class CompleteMessage {
    private static final int FEW = 10;

    private CompleteMessage() {}

    static String of(String summary, @Nullable SqlError error, Remedy remedy, MigrationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(summary);
        if (error != null && error.detail() != null) {
            lines.add("detail: " + error.detail());
        }
        if (error != null && error.hint() != null) {
            lines.add("hint: " + error.hint());
        }
        String advice = remedy.toString();
        // The summary of problems words the remedy of each.
        if (!summary.contains(advice)) {
            lines.add("what to do: " + advice);
        }
        done(lines, report, Direction.APPLY, "applied before: ");
        done(lines, report, Direction.REVERT, "reverted before: ");
        return lines.stream()
                .map(line -> Printable.text(line).replace("\n", "\n    "))
                .collect(Collectors.joining("\n  "));
    }

    private static void done(List<String> lines, MigrationReport report, Direction direction, String label) {
        List<String> steps = report.steps().stream()
                .filter(step -> step.direction() == direction)
                .map(step -> step.id().label())
                .toList();
        if (steps.size() > FEW) {
            lines.add(
                    label + steps.get(0) + " to " + steps.get(steps.size() - 1) + " (" + steps.size() + " migrations)");
        } else if (!steps.isEmpty()) {
            lines.add(label + String.join(", ", steps));
        }
    }
}
