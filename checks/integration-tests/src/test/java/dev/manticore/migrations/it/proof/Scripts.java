package dev.manticore.migrations.it.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of scripts, which several processes read. */
record Scripts(Path directory) {
    Scripts up(long version, String sql) {
        try {
            Files.writeString(directory.resolve("V" + version + "__step_" + version + ".sql"), sql);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }
}
