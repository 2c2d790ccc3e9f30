package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;

/** What was decided about a migration that is part done, and what is next. */
final class ResumptionText {
    private ResumptionText() {}

    static String of(Resumption resumption, Resumed resumed) {
        boolean apply = resumed.direction() == Direction.APPLY;
        String name = (apply ? "V" : "The undo of V") + resumed.version();
        if (resumption instanceof Resumption.Done) {
            return apply ? name + " counts as applied." : name + " counts as carried out.";
        }
        String next = "Run manticore " + (apply ? "migrate" : "rollback") + ": it ";
        if (resumption instanceof Resumption.Abandon) {
            return name + " counts as not begun. " + next + "begins at statement 1" + place(resumed);
        }
        return resumed.location() == null
                ? "All statements of " + (apply ? name : "the undo of V" + resumed.version()) + " count as done. "
                        + next + "records that."
                : next + "goes on at statement " + resumed.statement() + place(resumed);
    }

    private static String place(Resumed resumed) {
        return resumed.location() == null ? "." : ", " + resumed.location() + ".";
    }
}
