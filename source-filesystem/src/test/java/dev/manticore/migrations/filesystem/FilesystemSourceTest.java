package dev.manticore.migrations.filesystem;

import static dev.manticore.migrations.filesystem.Tree.file;
import static dev.manticore.migrations.filesystem.Tree.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which files of a directory are scripts. */
class FilesystemSourceTest {
    @TempDir
    Path temp;

    @Test
    void readsScriptsAtAnyDepthInTheOrderOfTheirPaths() throws Exception {
        file(temp, "b/c/U2__undo_two.sql");
        file(temp, "b/V2__two.sql");
        file(temp, "V10__ten.sql");
        file(temp, "V1__one.SQL");

        List<SourceScript> scripts = FilesystemSource.of(temp).load();

        assertThat(scripts)
                .extracting(SourceScript::name)
                .containsExactly("V10__ten.sql", "V1__one.SQL", "V2__two.sql", "U2__undo_two.sql");
        assertThat(scripts)
                .extracting(SourceScript::origin)
                .containsExactly(
                        temp.resolve("V10__ten.sql").toString(),
                        temp.resolve("V1__one.SQL").toString(),
                        temp.resolve("b").resolve("V2__two.sql").toString(),
                        temp.resolve("b")
                                .resolve("c")
                                .resolve("U2__undo_two.sql")
                                .toString());
        assertThat(scripts.get(2).read()).asString(StandardCharsets.UTF_8).isEqualTo("b/V2__two.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes.sql",
                "V1_one_underscore.sql",
                "v1__x.Sql",
                "V1__no_extension",
                "V1__x.txt",
                "u7__x.bak.sql",
                "V1.2__x.orig",
                "V2024_01_02__x.sq",
                "#V1__x.sql",
                "V1__with blank.sql",
                "V1__héllo+%20#.sql"
            })
    void answersWithWhateverMayHaveBeenMeantAsAScript(String name) throws Exception {
        file(temp, name);

        assertThat(found(temp)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "notes.txt",
                "V1",
                "Vx__y.txt",
                ".V1__x.sql",
                ".hidden.sql",
                "V1__x.sql~",
                "V1__x.sql.swp",
                ".V1__x.sql.swp",
                ".#V1__x.sql",
                "#V1__x.sql#",
                "V1__x.sql.bak",
                "u7__x.sql.orig",
                "V1__x.sql.rej",
                "V1__x.sql.swo",
                "V1__x.sql___jb_tmp___",
                ".keep",
                ".gitkeep",
                ".DS_Store",
                "._V1__x.sql",
                ".git/V1__x.sql",
                "a/.b/c/V1__x.sql",
                "sql",
                "xsql"
            })
    void passesOverHiddenFilesBackupsAndWhatIsNoScript(String name) throws Exception {
        file(temp, name);

        assertThat(found(temp)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with blank", "a+b", "a%20b", "a#b", "ünïcode", ".hidden", "x.sql"})
    void theDirectoryItselfMayHaveAnyName(String directory) throws Exception {
        Path root = temp.resolve(directory);
        file(root, "V1__one.sql");

        assertThat(FilesystemSource.of(root).load())
                .extracting(SourceScript::origin)
                .containsExactly(root.resolve("V1__one.sql").toString());
    }

    @Test
    void anOriginBeginsWithTheDirectoryAsItWasGiven() throws Exception {
        file(temp, "db/V1__one.sql");
        Path relative =
                Path.of("").toAbsolutePath().relativize(temp.toAbsolutePath()).resolve("db");
        assumeTrue(!relative.isAbsolute());

        assertThat(FilesystemSource.of(relative).load())
                .extracting(SourceScript::origin)
                .containsExactly(relative.resolve("V1__one.sql").toString());
    }

    @Test
    void aDirectoryWithNothingInItHasNoScripts() throws Exception {
        assertThat(FilesystemSource.of(temp).load()).isEmpty();
    }

    @Test
    void anEmptyFileIsAScriptToo() throws Exception {
        Files.createFile(temp.resolve("V1__empty.sql"));

        assertThat(FilesystemSource.of(temp).load())
                .singleElement()
                .satisfies(script -> assertThat(script.content().read()).isEmpty());
    }

    @Test
    void sameFileNamesInTwoDirectoriesAreTwoScripts() throws Exception {
        file(temp, "a/V1__one.sql");
        file(temp, "b/V1__one.sql");

        assertThat(found(temp)).containsExactly("a/V1__one.sql", "b/V1__one.sql");
    }

    @Test
    void aDirectoryCalledLikeAScriptIsADirectory() throws Exception {
        file(temp, "V1__one.sql/V2__two.sql");

        assertThat(found(temp)).containsExactly("V1__one.sql/V2__two.sql");
    }

    @Test
    void readsFromAnyFileSystem() throws Exception {
        try (var zip = FileSystems.newFileSystem(temp.resolve("x.zip"), Map.of("create", "true"))) {
            Path root = Files.createDirectories(zip.getPath("/db/migration"));
            file(root, "sub/V1__one.sql");

            assertThat(FilesystemSource.of(root).load())
                    .extracting(SourceScript::origin)
                    .containsExactly("/db/migration/sub/V1__one.sql");
        }
    }

    @Test
    void aMissingDirectoryIsAnError() {
        Path missing = temp.resolve("missing");

        assertThatThrownBy(() -> FilesystemSource.of(missing).load())
                .asInstanceOf(type(SourceException.class))
                .satisfies(failure -> {
                    assertThat(failure).hasMessage("The directory " + missing.toAbsolutePath() + " does not exist.");
                    assertThat(failure.remedy().toString())
                            .contains("Migrator.create(..)", "MigratorBuilder.source(..)");
                });
    }

    @Test
    void aFileInsteadOfTheDirectoryIsAnError() throws IOException {
        Path file = file(temp, "V1__one.sql");

        assertThatThrownBy(() -> FilesystemSource.of(file).load())
                .isInstanceOf(SourceException.class)
                .hasMessage(file.toAbsolutePath() + " is not a directory.");
    }

    @Test
    void namesItself() {
        FilesystemSource source = FilesystemSource.of(Path.of("db"));

        assertThat(source.description()).isEqualTo("filesystem:db");
        assertThat(source).hasToString("filesystem:db");
        assertThatThrownBy(() -> FilesystemSource.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void loadsTenThousandFilesInAboutWhatReadingThemTakes() throws Exception {
        for (int number = 1; number <= 10_000; number++) {
            file(temp, "d" + number % 10 + "/V" + number + "__m.sql");
        }
        long reading = nanosOf(() -> readAll(temp)); // also warms the file system's cache
        long loading =
                nanosOf(() -> assertThat(FilesystemSource.of(temp).load()).hasSize(10_000));

        System.out.printf("10,000 files: read in %d ms, loaded in %d ms%n", reading / 1_000_000, loading / 1_000_000);
        assertThat(loading).isLessThan(4 * reading + 1_000_000_000L);
    }

    private static void readAll(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.readAllBytes(file);
            }
        }
    }

    private static long nanosOf(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private interface Work {
        void run() throws Exception;
    }
}
