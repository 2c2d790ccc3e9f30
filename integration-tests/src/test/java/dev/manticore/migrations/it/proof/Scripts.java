package dev.manticore.migrations.it.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of scripts, which several processes read. */
record Scripts(Path directory) {
    Scripts up(long version, String sql) {
        return write("V" + version + "__step_" + version + ".sql", sql);
    }

    Scripts down(long version, String sql) {
        return write("U" + version + "__undo_step_" + version + ".sql", sql);
    }

    private Scripts write(String name, String sql) {
        try {
            Files.writeString(directory.resolve(name), sql);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }
}
