package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.spi.SourceScript;
import java.util.List;

/**
 * A script of ours that a file of another tool was converted to.
 *
 * @param direction whether it applies its migration or reverts it
 * @param name its name, without a directory
 * @param from the file that its statements come from
 * @param lines its text
 */
record ConvertedFile(Direction direction, String name, ForeignFile from, List<Line> lines) {

    ConvertedFile {
        lines = List.copyOf(lines);
    }

    static ConvertedFile of(ForeignMigration migration, Part part, Direction direction) {
        String name = direction == Direction.APPLY
                ? "V" + migration.digits() + "__" + migration.slug() + ".sql"
                : "U" + migration.digits() + "__undo_" + migration.slug() + ".sql";
        return new ConvertedFile(direction, name, part.file(), part.script());
    }

    /** The script as a source would find it. Its origin says which file and which part of it this is. */
    SourceScript script() {
        return new SourceScript(name, Part.bytes(lines), origin());
    }

    private String origin() {
        return from + " (as " + name + ")";
    }

    /** Whether this is a place in {@link #script}. */
    boolean isOrigin(SourceLocation location) {
        return location.origin().equals(origin());
    }

    /** A problem at a place in {@link #script}, with the place in the file that it comes from. */
    Problem original(Problem problem, SourceLocation location) {
        int index = Math.min(location.line(), lines.size()) - 1;
        return new Problem(
                problem.kind(),
                problem.message(),
                new SourceLocation(
                        from.toString(), index < 0 ? 0 : lines.get(index).number(), location.column(), location.text()),
                problem.remedy());
    }
}
