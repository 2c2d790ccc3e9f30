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
 * The contract of a {@link MigrationSource} of files: the cases of {@link MigrationSourceContract}, and unusual names,
 * bytes and directories.
 */
public interface FileSourceContract extends MigrationSourceContract, FileCases {

    /**
     * A source of a place that holds exactly these files. Called one or more times in each case, for a new place each
     * time.
     *
     * @param files the content by path: a name, or directories and a name separated by {@code /}
     */
    @Override
    MigrationSource source(Map<String, byte[]> files) throws Exception;

    /** A source of a place that does not exist, and whose name contains {@code no-such-place}. */
    @Override
    MigrationSource missing() throws Exception;

    /**
     * Opens a script's origin, as a person would: a URL, or a path of the file system. Override it if origins are
     * something else.
     */
    @Override
    default byte[] read(String origin) throws IOException {
        // A single letter before the colon is a drive.
        if (!origin.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return Files.readAllBytes(Path.of(origin));
        }
        URLConnection connection = URI.create(origin).toURL().openConnection();
        // A cached jar stays open, and cannot be deleted on Windows.
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            return stream.readAllBytes();
        }
    }
}
