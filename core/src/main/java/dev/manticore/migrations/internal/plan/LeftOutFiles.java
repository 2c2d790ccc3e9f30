package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.internal.load.MigrationSet;
import java.util.Optional;

/** Says which files are left out because of their names. */
public final class LeftOutFiles {
    private static final int FEW = 10;

    private LeftOutFiles() {}

    /** The note; empty if there are no such files. */
    public static Optional<String> note(MigrationSet files) {
        int count = files.leftOut().size();
        if (count == 0) {
            return Optional.empty();
        }
        String names = String.join(", ", files.leftOut().subList(0, Math.min(count, FEW)));
        return Optional.of((count == 1
                        ? "A file is left out, since its name is not that of a script: "
                        : count + " files are left out, since their names are not those of scripts: ")
                + names + (count > FEW ? ", .." : "") + ".");
    }
}
