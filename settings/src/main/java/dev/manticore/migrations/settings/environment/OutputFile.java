package dev.manticore.migrations.settings.environment;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file for what a command makes.
 *
 * @param path where it is written
 * @param option that names it, for messages
 */
public record OutputFile(Path path, String option) {

    /**
     * The file that an option names.
     *
     * @throws ToolException if it is not a path, or a directory
     */
    public static OutputFile of(ProcessEnvironment environment, String file, String option) {
        try {
            Path path = environment.resolve(file);
            if (Files.isDirectory(path)) {
                throw ToolException.usage(option + ": " + file + " is a directory.", "Name a file in it.");
            }
            return new OutputFile(path, option);
        } catch (InvalidPathException refused) {
            throw ToolException.usage(option + ": '" + file + "' is not a path: " + refused.getReason(), "Correct it.");
        }
    }

    /**
     * Writes a text in UTF-8, and makes missing directories. An earlier file is overwritten.
     *
     * @throws ToolException if that fails
     */
    public void write(String text) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(path, text);
        } catch (IOException failure) {
            throw new ToolException(
                    ErrorCode.OUTPUT_FAILED,
                    option + ": " + path + " could not be written: " + failure,
                    "Correct the path, or make the directory writable.",
                    failure);
        }
    }
}
