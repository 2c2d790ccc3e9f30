package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.Direction;
import java.util.List;

/**
 * The result of a conversion.
 *
 * @param tool whose files were converted
 * @param files in the order of their versions; an undo script follows its migration
 * @param notes what is different with Manticore, each with file and line
 */
public record Conversion(Tool tool, List<File> files, List<String> notes) {

    public Conversion {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * A file of ours.
     *
     * @param direction whether it applies its migration or reverts it
     * @param path where it was written, or would be
     * @param from the path of the file that its statements come from
     */
    public record File(Direction direction, String path, String from) {}
}
