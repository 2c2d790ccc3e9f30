package dev.manticore.migrations.settings.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.lint.ChangedFiles.Changes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which files of a git repository count as changed, and what is said where git cannot tell. */
class ChangedFilesTest {
    @TempDir
    Path directory;

    private Path top;
    private Path work;

    /** The revision main, and a branch that begins there. */
    @BeforeEach
    void makeRepository() throws Exception {
        top = Files.createDirectories(directory.resolve("repo").resolve("sub ü"))
                .getParent();
        work = top.resolve("sub ü");
        git("init", "--quiet", "--initial-branch=main");
        write("V1__kept.sql");
        write("V2__changed.sql");
        write("V3__gone.sql");
        write("V4__edited.sql");
        write("V5__settings.sql");
        commit();
        git("switch", "--quiet", "--create", "branch");
    }

    private Path write(String name) throws IOException {
        return Files.writeString(work.resolve(name), name);
    }

    private void append(String name) throws IOException {
        Files.writeString(work.resolve(name), name + "\n-- more");
    }

    private void commit() throws Exception {
        git("add", "--all");
        git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message=x");
    }

    private String git(String... arguments) throws Exception {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(top.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Changes since(String revision) {
        return in(work, revision);
    }

    private static Changes in(Path directory, String revision) {
        return new ChangedFiles(new ProcessEnvironment(Map.of(), directory), "--since").since(revision);
    }

    @Test
    void filesCountThatTheBranchOrTheUserHasChanged() throws Exception {
        append("V2__changed.sql");
        Files.delete(work.resolve("V3__gone.sql"));
        write("V6__committed.sql");
        commit();
        append("V4__edited.sql");
        write("V7__staged.sql");
        git("add", "--all");
        write("V8__untracked.sql");
        write("V5__settings.sql.conf");

        Changes changes = since("main");

        assertThat(Stream.of(
                                "V1__kept.sql",
                                "V2__changed.sql",
                                "V3__gone.sql",
                                "V4__edited.sql",
                                "V5__settings.sql",
                                "V6__committed.sql",
                                "V7__staged.sql",
                                "V8__untracked.sql")
                        .filter(name -> changes.contains(work.resolve(name))))
                .containsExactly(
                        "V2__changed.sql",
                        "V4__edited.sql",
                        "V5__settings.sql",
                        "V6__committed.sql",
                        "V7__staged.sql",
                        "V8__untracked.sql");
        assertThat(List.of("V2__changed.sql", "V4__edited.sql", "V5__settings.sql"))
                .noneMatch(name -> changes.isAdded(work.resolve(name)));
        assertThat(List.of("V6__committed.sql", "V7__staged.sql", "V8__untracked.sql"))
                .allMatch(name -> changes.isAdded(work.resolve(name)));
        assertThat(in(top, "main")).isEqualTo(changes);
    }

    @Test
    void aMigrationThatWasMovedIsChangedAndNotAdded() throws Exception {
        git("mv", "sub ü/V2__changed.sql", "sub ü/V12__renumbered.sql");
        commit();
        Files.delete(work.resolve("V3__gone.sql"));
        Files.writeString(work.resolve("V3__renamed.sql"), "another text that is not alike");

        Changes changes = since("main");

        assertThat(List.of("V12__renumbered.sql", "V3__renamed.sql"))
                .allMatch(name -> changes.contains(work.resolve(name)))
                .noneMatch(name -> changes.isAdded(work.resolve(name)));
    }

    @Test
    void whatOthersHaveAddedSinceThenDoesNotCount() throws Exception {
        git("switch", "--quiet", "main");
        append("V1__kept.sql");
        write("V9__of_others.sql");
        commit();
        git("switch", "--quiet", "branch");
        write("V6__new.sql");

        assertThat(since("main").files())
                .containsExactly(work.resolve("V6__new.sql").toRealPath());
    }

    @Test
    void ignoredFilesDoNotCount() throws Exception {
        Files.writeString(top.resolve(".gitignore"), "V6__*\n");
        write("V6__ignored.sql");

        assertThat(since("main").files())
                .containsExactly(top.resolve(".gitignore").toRealPath());
    }

    @Test
    void aDirectoryThatIsInNoRepositoryIsNamed() {
        assertThatThrownBy(() -> in(directory, "main"))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith(directory + " is not in the working tree of a git repository");
    }

    @Test
    void anUnknownRevisionIsNamed() {
        for (String unknown : List.of("origin/main", "--upload-pack=x", "no such", "")) {
            assertThatThrownBy(() -> since(unknown))
                    .isInstanceOf(ToolException.class)
                    .hasMessageStartingWith("--since: the repository has no revision '" + unknown + "'");
        }
    }

    @Test
    void aRevisionWithoutACommonCommitIsNamed() throws Exception {
        git("switch", "--quiet", "--orphan", "other");
        Files.createDirectories(work);
        write("V1__x.sql");
        commit();

        assertThatThrownBy(() -> since("main"))
                .isInstanceOf(ToolException.class)
                .hasMessage("--since: 'main' and the current commit have no common one in this repository.");
    }
}
