package dev.manticore.migrations.filesystem;

import static dev.manticore.migrations.filesystem.Tree.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that new files are written all or none, and never over others. */
class DirectoryWriterTest {
    @TempDir
    Path temp;

    @Test
    void whatIsWrittenIsLoadedAgainFromTheSameOrigins() throws Exception {
        FilesystemSource source = FilesystemSource.of(temp.resolve("new/db"));

        List<String> origins = source.write(List.of(script("V1__é.sql", "select 'é'\n"), script("U1__undo_é.sql", "")));

        List<SourceScript> loaded = source.load();
        assertThat(origins)
                .containsExactly(
                        temp.resolve("new/db/V1__é.sql").toString(),
                        temp.resolve("new/db/U1__undo_é.sql").toString());
        assertThat(loaded).extracting(SourceScript::origin).containsExactlyInAnyOrderElementsOf(origins);
        assertThat(loaded.get(1).read()).asString(StandardCharsets.UTF_8).isEqualTo("select 'é'\n");
    }

    @Test
    void writesIntoADirectoryThatIsALink() throws Exception {
        Files.createDirectory(temp.resolve("real"));
        Path given = Files.createSymbolicLink(temp.resolve("given"), Path.of("real"));

        FilesystemSource.of(given).write(List.of(script("V1__one.sql", "x")));

        assertThat(temp.resolve("real/V1__one.sql")).hasContent("x");
    }

    @Test
    void allOrNoneWhenOneExists() throws Exception {
        Path existing = file(temp, "U1__undo_one.sql");

        assertRefused(
                existing + " already exists; nothing was written.",
                script("V1__one.sql", "a"),
                script("U1__undo_one.sql", "b"),
                script("V2__two.sql", "c"));

        assertThat(existing).hasContent("U1__undo_one.sql");
        assertThat(temp).isDirectoryNotContaining("glob:**V*.sql");
    }

    @Test
    void aDirectoryOfThatNameExistsToo() throws Exception {
        Files.createDirectory(temp.resolve("V1__one.sql"));

        assertRefused(temp.resolve("V1__one.sql") + " already exists; nothing was written.", script("V1__one.sql", ""));
    }

    @Test
    void theSameNameTwiceInOneCallLeavesNothing() throws Exception {
        assertRefused(
                temp.resolve("V1__one.sql") + " already exists; nothing was written.",
                script("V1__one.sql", "a"),
                script("V1__one.sql", "b"));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void allOrNoneWhenOneCannotBeWritten() throws Exception {
        String tooLong = "V2__" + "x".repeat(400) + ".sql";

        assertRefused(
                temp.resolve(tooLong) + " cannot be written; nothing was written.",
                script("V1__one.sql", "a"),
                script(tooLong, "b"));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aLinkToNothingIsNotWrittenThrough() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("V1__one.sql"), Path.of("elsewhere.sql"));

        assertRefused(link + " already exists; nothing was written.", script("V1__one.sql", "a"));

        assertThat(temp.resolve("elsewhere.sql")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../V1__x.sql",
                "a/V1__x.sql",
                "/V1__x.sql",
                "a\\V1__x.sql",
                "V1__x\0.sql",
                ".V1__x.sql",
                "x.txt",
                "V1__x.sql~"
            })
    void refusesWhatIsNoScriptsName(String name) throws Exception {
        assertRefused("\"" + name + "\" is not a valid script file name.", script("V1__one.sql", ""), script(name, ""));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aFileWhereTheDirectoryShouldBeIsAnError() throws Exception {
        Path file = file(temp, "file");

        assertThatThrownBy(() -> FilesystemSource.of(file).write(List.of(script("V1__x.sql", ""))))
                .isInstanceOf(SourceException.class)
                .hasMessage("The directory " + file + " cannot be created: " + file + " is a file.");
        assertThatThrownBy(() -> FilesystemSource.of(file.resolve("db")).write(List.of(script("V1__x.sql", ""))))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("The directory " + file.resolve("db") + " cannot be created");
    }

    @Test
    void ofConcurrentWritersOneWinsAndItsFilesAreWhole() throws Exception {
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 0; round < 50; round++) {
                Path directory = temp.resolve("r" + round);
                CyclicBarrier start = new CyclicBarrier(writers);
                List<Callable<Boolean>> tasks = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    String content = Integer.toString(writer).repeat(10_000);
                    tasks.add(() -> wins(directory, content, start));
                }
                int winners = 0;
                for (Future<Boolean> task : threads.invokeAll(tasks)) {
                    winners += task.get() ? 1 : 0;
                }
                String up = Files.readString(directory.resolve("V1__one.sql"));
                assertThat(winners).isEqualTo(1);
                assertThat(up).hasSize(10_000).isEqualTo(up.substring(0, 1).repeat(10_000));
                assertThat(directory.resolve("U1__undo_one.sql")).hasContent(up);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean wins(Path directory, String content, CyclicBarrier start) throws Exception {
        start.await();
        try {
            FilesystemSource.of(directory)
                    .write(List.of(script("V1__one.sql", content), script("U1__undo_one.sql", content)));
            return true;
        } catch (SourceException lost) {
            return false;
        }
    }

    private void assertRefused(String message, SourceScript... scripts) {
        assertThatThrownBy(() -> FilesystemSource.of(temp).write(List.of(scripts)))
                .asInstanceOf(type(SourceException.class))
                .satisfies(failure -> {
                    assertThat(failure).hasMessage(message);
                    assertThat(failure.remedy().toString()).isNotBlank();
                });
    }

    private static SourceScript script(String name, String content) {
        return new SourceScript(name, content.getBytes(StandardCharsets.UTF_8), "");
    }
}
