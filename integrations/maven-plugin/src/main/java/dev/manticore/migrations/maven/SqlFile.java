package dev.manticore.migrations.maven;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the SQL of a dry run goes. */
final class SqlFile {
    private SqlFile() {}

    /** Writes it to a file, or to the log if there is none. */
    static void write(String sql, @Nullable File output, LogFeedback feedback) {
        if (output == null) {
            feedback.result(List.of(Printable.text(sql)));
            return;
        }
        Path file = output.toPath();
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, sql);
        } catch (IOException failure) {
            throw new ToolException(
                    ErrorCode.OUTPUT_FAILED,
                    "manticore.output: " + file + " could not be written: " + failure,
                    "Correct the path, or leave the parameter out.",
                    failure);
        }
        feedback.result(List.of("Wrote the SQL to " + file + "."));
    }
}
