package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;

/** Describes the decision about a partially applied migration, and what comes next. */
final class ResumptionText {
    private ResumptionText() {}

    static String of(Resumption resumption, Resumed resumed) {
        boolean apply = resumed.direction() == Direction.APPLY;
        String name = (apply ? "" : "The undo of ") + resumed.id().label();
        if (resumption instanceof Resumption.Done) {
            return apply ? name + " counts as applied." : name + " counts as executed.";
        }
        String next = "Run manticore " + (apply ? "migrate" : "rollback") + ": it ";
        if (resumption instanceof Resumption.Abandon) {
            return name + " counts as not begun. " + next + "starts at statement 1" + place(resumed);
        }
        return resumed.location() == null
                ? "All statements of "
                        + (apply ? name : "the undo of " + resumed.id().label()) + " count as executed. " + next
                        + "updates the history."
                : next + "continues at statement " + resumed.statement() + place(resumed);
    }

    private static String place(Resumed resumed) {
        return resumed.location() == null ? "." : ", " + resumed.location() + ".";
    }
}
