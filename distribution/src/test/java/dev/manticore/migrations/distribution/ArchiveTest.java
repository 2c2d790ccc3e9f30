package dev.manticore.migrations.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CommandModel;
import dev.manticore.migrations.cli.completion.Shell;
import dev.manticore.migrations.distribution.Installation.Result;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** Unpacks the archive of the build and uses it where there is no Maven. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {
    private static final Map<String, String> NO_ARCHIVE = Map.of("MANTICORE_CLASS_ARCHIVE", "off");

    private Path directory;
    private Installation installation;

    @BeforeAll
    void unpack(@TempDir Path shared) throws Exception {
        directory = shared;
        installation = Installation.unpack(directory, "with blanks");
        Path files = Files.createDirectories(directory.resolve("project/db"));
        Files.writeString(files.resolve("V1__one.sql"), "CREATE TABLE one (id int);\n");
    }

    @Test
    void runsFromAnyDirectoryThroughLinksAndWithBlanksInPaths() throws Exception {
        Path link = Files.createDirectories(directory.resolve("a link")).resolve("manticore");
        Files.createSymbolicLink(
                Files.createDirectories(directory.resolve("links")).resolve("first"), installation.script());
        Files.createSymbolicLink(link, Path.of("../links/first"));

        Result run = installation.run(directory.resolve("project"), NO_ARCHIVE, link.toString(), "--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("manticore " + Installation.version() + " (Java ");
    }

    @Test
    void migratesAndPrintsNothingBesideTheJson() throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Map<String, String> variables = Map.of(
                    "MANTICORE_URL", database.uri(), "MANTICORE_SOURCE", "db", "MANTICORE_CLASS_ARCHIVE", "create");

            Result migrate = installation.manticore(directory.resolve("project"), variables, "migrate", "--json");
            Result status = installation.manticore(directory.resolve("project"), variables, "status", "--exit-code");

            assertThat(migrate.out()).startsWith("{").endsWith("}\n");
            assertThat(migrate.err()).startsWith("applied V1 one ");
            assertThat(status.exitCode()).isZero();
        }
    }

    @Test
    void saysThatThereIsNoJavaOrAnOldOne() throws Exception {
        Path empty = Files.createDirectories(directory.resolve("no java"));
        for (String name : List.of("readlink", "sed")) {
            Files.copy(installation.programs().resolve(name), empty.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        assertThat(installation.manticore(directory, Map.of("PATH", empty.toString()), "--version"))
                .isEqualTo(new Result(
                        1, "", "manticore: java not found: install a Java runtime (17 or later), or set JAVA_HOME\n"));

        // A directory that says of itself that it is an old runtime.
        Path old = Files.createDirectories(directory.resolve("old/bin"));
        Files.copy(Path.of("/bin/sh"), old.resolve("java"));
        Files.writeString(directory.resolve("old/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");
        String home = old.getParent().toString();
        assertThat(installation.manticore(directory, Map.of("JAVA_HOME", home), "--version"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "manticore: " + home + "/bin/java is Java 11: install a Java runtime (17 or later), or set"
                                + " JAVA_HOME\n"));
    }

    @Test
    void hasAManPageAndCompletionForEachCommand() throws IOException {
        CommandSpec commands = CommandModel.load();
        assertThat(hasManPages(commands)).isGreaterThan(commands.subcommands().size() + 1);
        assertThat(installation.home().resolve("share/man/man1/manticore.1"))
                .content()
                .contains("EXIT CODES", "*, ? and ** in it stand for", "flyway[:TABLE]", "${name}");
        for (Shell shell : Shell.values()) {
            assertThat(installation.home().resolve("completion/manticore." + shell.label()))
                    .hasContent(shell.script(commands));
        }
    }

    /** Returns how many. */
    private int hasManPages(CommandSpec command) {
        String name = command.qualifiedName("-");
        assertThat(installation.home().resolve("share/man/man1/" + name + ".1"))
                .content()
                .contains(".TH \"" + name.toUpperCase(Locale.ROOT).replace("-", "\\-") + "\" \"1\"");
        return 1
                + command.subcommands().values().stream()
                        .mapToInt(nested -> hasManPages(nested.getCommandSpec()))
                        .sum();
    }

    @Test
    void namesTheLicenseOfEachLibrary() throws IOException {
        String list = Files.readString(installation.home().resolve("licenses/THIRD-PARTY.txt"));
        try (Stream<Path> jars = Files.list(installation.home().resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())
                            .filter(name -> name.endsWith(".jar") && !name.startsWith("manticore-migrations-")))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(name ->
                            assertThat(list).containsPattern(":" + name.replaceFirst("-(\\d[^/]*)\\.jar$", ":$1")));
        }
        assertThat(installation.home().resolve("LICENSE")).content().contains("Apache License");
    }

    @Test
    void holdsTheSameAsAZip() throws IOException {
        try (ZipFile zip = new ZipFile(Installation.archive() + ".zip");
                Stream<Path> files = Files.walk(installation.home())) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(Object::toString))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> installation
                                    .home()
                                    .getParent()
                                    .relativize(file)
                                    .toString())
                            .toList())
                    .anyMatch(name -> name.endsWith("bin/manticore.bat"));
        }
    }
}
