package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.MigrationSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a {@link MigrationSource} of files has to keep: {@link MigrationSourceContract}, and besides whatever names, bytes
 * and directories a user may come up with.
 */
public interface FileSourceContract extends MigrationSourceContract, FileCases {

    /**
     * A source of a place that holds exactly these files, asked for once or more in each case; each time a new place.
     *
     * @param files the content by path: a name, or directories and a name with {@code /} between
     */
    @Override
    MigrationSource source(Map<String, byte[]> files) throws Exception;

    /** A source of a place that does not exist, and whose name contains {@code no-such-place}. */
    @Override
    MigrationSource missing() throws Exception;

    /**
     * Opens what a script's origin names, as a person would: a URL, or a path of the file system. To be overridden where
     * origins are something else.
     */
    @Override
    default byte[] read(String origin) throws IOException {
        // A letter alone before the colon is a drive.
        if (!origin.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return Files.readAllBytes(Path.of(origin));
        }
        URLConnection connection = URI.create(origin).toURL().openConnection();
        // Or a jar stays open, and cannot be deleted everywhere.
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            return stream.readAllBytes();
        }
    }
}
