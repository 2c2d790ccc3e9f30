package dev.manticore.migrations.filesystem;

import static dev.manticore.migrations.filesystem.Tree.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unreadable files are errors. Root can read everything, so a child process runs as another user. */
class UnreadableTest {
    private static final String NOBODY = "65534";

    @TempDir
    Path temp;

    /** The child process. */
    public static void main(String[] arguments) {
        try {
            for (SourceScript script :
                    FilesystemSource.of(Path.of(arguments[0])).load()) {
                script.read();
            }
            System.out.println("loaded");
        } catch (SourceException failure) {
            System.out.println(failure.getMessage() + " " + failure.remedy());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/V1__one.sql", "db/sub", "db"})
    void accessDenied(String culprit) throws Exception {
        file(temp, "db/V1__one.sql");
        file(temp, "db/sub/V2__two.sql");
        Path denied = temp.resolve(culprit);

        String answer = loadedByAnotherUser(denied);

        assertThat(answer).startsWith(denied + " cannot be read: access denied. Give the user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/.hidden", "db/README.md"})
    void whatIsNoScriptMayBeUnreadable(String unreadable) throws Exception {
        file(temp, "db/.hidden/V1__one.sql");
        file(temp, "db/README.md");

        assertThat(loadedByAnotherUser(temp.resolve(unreadable))).isEqualTo("loaded\n");
    }

    @Test
    void aPipeWouldBlockForEver() throws Exception {
        Path pipe = temp.resolve("V1__one.sql");
        run(List.of("mkfifo", pipe.toString()));

        assertThatThrownBy(() -> FilesystemSource.of(temp).load())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(pipe + " is not a regular file");

        Path root = Files.createDirectory(temp.resolve("root"));
        Files.createDirectory(root.resolve(".hidden"));
        Files.move(pipe, root.resolve(".hidden/pipe"));
        Files.createSymbolicLink(root.resolve("V2__two.sql"), Path.of(".hidden/pipe"));
        assertThatThrownBy(() -> FilesystemSource.of(root).load())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(root.resolve("V2__two.sql") + " is not a regular file");
    }

    private String loadedByAnotherUser(Path denied) throws Exception {
        assumeTrue(Files.getFileStore(temp).supportsFileAttributeView("posix"), "no POSIX permissions here");
        boolean isRoot = Files.getAttribute(temp, "unix:uid").equals(0);
        assumeTrue(!isRoot || Files.isExecutable(Path.of("/usr/bin/setpriv")), "root without setpriv may read all");
        Path classes = Files.createDirectory(temp.resolve("classes"));
        for (Class<?> type : List.of(UnreadableTest.class, FilesystemSource.class, MigrationSource.class)) {
            copyClassesWith(type, classes);
        }
        allowAll(temp);
        Files.setPosixFilePermissions(denied, PosixFilePermissions.fromString("---------"));
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Stream<String> prefix =
                    isRoot ? Stream.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups") : Stream.of();
            Stream<String> child = Stream.of(
                    java,
                    "-cp",
                    classes.toString(),
                    UnreadableTest.class.getName(),
                    temp.resolve("db").toString());
            return run(Stream.concat(prefix, child).toList());
        } finally {
            Files.setPosixFilePermissions(denied, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    private static void copyClassesWith(Class<?> type, Path target) throws Exception {
        Path origin =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(origin)) {
            run(List.of("unzip", "-qo", origin.toString(), "-d", target.toString()));
            return;
        }
        try (Stream<Path> files = Files.walk(origin)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(origin.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void allowAll(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private static String run(List<String> command) throws Exception {
        assumeTrue(!File.separator.equals("\\"), "needs a Unix");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
        return output;
    }
}
