package dev.manticore.migrations.filesystem;

import static dev.manticore.migrations.filesystem.Tree.file;
import static dev.manticore.migrations.filesystem.Tree.found;
import static dev.manticore.migrations.filesystem.Tree.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which symbolic links are followed, and which are rejected. */
class SymbolicLinkTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void requireLinks() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        try {
            Files.delete(link(temp.resolve("probe"), "root"));
        } catch (IOException | UnsupportedOperationException refused) {
            assumeTrue(false, "symbolic links cannot be created here: " + refused);
        }
    }

    @Test
    void readsAKubernetesConfigMap() throws Exception {
        file(root, "..2024_05_06.1234/V1__one.sql");
        file(root, "..2024_05_06.1234/sub/V2__two.sql");
        file(root, "..2024_05_06.1234/README.md");
        file(root, "..2024_05_05.4321/V1__one.sql");
        link(root.resolve("..data"), "..2024_05_06.1234");
        link(root.resolve("..data_tmp"), "..2024_05_05.4321");
        link(root.resolve("V1__one.sql"), "..data/V1__one.sql");
        link(root.resolve("README.md"), "..data/README.md");
        link(root.resolve("sub"), "..data/sub");

        assertThat(FilesystemSource.of(root).load())
                .extracting(SourceScript::origin)
                .containsExactly(
                        root.resolve("V1__one.sql").toString(),
                        root.resolve("sub/V2__two.sql").toString());
    }

    @Test
    void theDirectoryItselfMayBeALink() throws Exception {
        file(root, "a/V1__one.sql");
        link(root.resolve("V2__two.sql"), "a/V1__one.sql");
        Path given = link(temp.resolve("given"), "root");

        assertThat(FilesystemSource.of(given).load())
                .extracting(SourceScript::origin)
                .containsExactly(
                        given.resolve("V2__two.sql").toString(),
                        given.resolve("a/V1__one.sql").toString());
    }

    @Test
    void cyclesEndAndNothingIsFoundTwice() throws Exception {
        file(root, "a/V1__one.sql");
        file(root, "b/V2__two.sql");
        link(root.resolve("a/up"), "..");
        link(root.resolve("a/self"), ".");
        link(root.resolve("a/across"), "../b");
        link(root.resolve("b/across"), "../a");
        link(root.resolve("V1__one.sql"), "a/V1__one.sql");

        assertThat(found(root)).containsExactly("a/V1__one.sql", "b/V2__two.sql");
    }

    @Test
    void whatOnlyLinksLeadToIsFoundOnce() throws Exception {
        file(root, ".store/V1__one.sql");
        file(root, ".store/deep/V2__two.sql");
        link(root.resolve(".store/deep/back"), "..");
        link(root.resolve("z"), ".store");
        link(root.resolve("y"), ".store");
        link(root.resolve("V1__one.sql"), ".store/V1__one.sql");

        assertThat(found(root)).containsExactly("V1__one.sql", "y/deep/V2__two.sql");
    }

    @Test
    void underAnotherNameAFileIsAnotherScript() throws Exception {
        file(root, "V1__one.sql");
        link(root.resolve("V2__two.sql"), "V1__one.sql");

        assertThat(found(root)).containsExactly("V1__one.sql", "V2__two.sql");
    }

    @Test
    void aLinkLoopIsAnError() throws Exception {
        link(root.resolve("V1__one.sql"), "V2__two.sql");
        link(root.resolve("V2__two.sql"), "V1__one.sql");

        assertRefused(root.resolve("V1__one.sql"));
    }

    @Test
    void aScriptOutsideIsRefused() throws Exception {
        file(temp, "outside/V1__one.sql");
        link(root.resolve("V1__one.sql"), "../outside/V1__one.sql");

        assertRefused(root.resolve("V1__one.sql"));
    }

    @Test
    void aSiblingWhoseNameBeginsLikeTheDirectorysIsOutside() throws Exception {
        file(temp, "root2/V1__one.sql");
        link(root.resolve("V1__one.sql"), "../root2/V1__one.sql");

        assertRefused(root.resolve("V1__one.sql"));
    }

    @Test
    void aDirectoryOutsideIsRefused() throws Exception {
        file(temp, "outside/V1__one.sql");
        link(root.resolve("a/more"), "../../outside");

        assertRefused(root.resolve("a/more"));
    }

    @Test
    void aLinkToNothingIsRefusedWhenItLooksLikeAScript() throws Exception {
        link(root.resolve("V1__one.sql"), "gone.sql");

        assertRefused(root.resolve("V1__one.sql"));
    }

    @Test
    void linksThatCannotHideAScriptAreNobodysBusiness() throws Exception {
        file(temp, "README.md");
        link(root.resolve("README.md"), "../README.md");
        link(root.resolve("LICENSE"), "gone");
        link(root.resolve(".hidden"), "..");
        link(root.resolve("V1__one.sql~"), "../V1__one.sql");

        assertThat(found(root)).isEmpty();
    }

    @Test
    void everyBadLinkIsNamedAndTheWayToFollowThose() throws Exception {
        file(temp, "outside/V1__one.sql");
        link(root.resolve("V1__one.sql"), "../outside/V1__one.sql");
        link(root.resolve("V2__two.sql"), "gone.sql");
        link(root.resolve("more"), "../outside");

        assertThatThrownBy(() -> FilesystemSource.of(root).load())
                .asInstanceOf(type(SourceException.class))
                .satisfies(first -> {
                    assertThat(first).hasMessageContaining("V1__one.sql is a symbolic link out of the directory");
                    assertThat(first.remedy().toString())
                            .endsWith("To follow such links: FilesystemSource.followingLinks().");
                    assertThat(first.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .satisfiesExactly(
                                    second -> assertThat(second).contains("V2__two.sql", "a file that does not exist"),
                                    third -> assertThat(third).contains("more is a symbolic link out of"));
                });
    }

    @Test
    void linksOutAreFollowedOnRequest() throws Exception {
        file(temp, "execroot/db/V1__one.sql");
        file(temp, "execroot/more/V2__two.sql");
        file(temp, "execroot/more/deep/V3__three.sql");
        link(root.resolve("V1__one.sql"), "../execroot/db/V1__one.sql");
        link(root.resolve("again"), "../execroot/db");
        link(root.resolve("more"), "../execroot/more");
        link(temp.resolve("execroot/more/up"), "../..");

        assertThat(FilesystemSource.of(root).followingLinks().load())
                .extracting(SourceScript::origin)
                .containsExactly(
                        root.resolve("V1__one.sql").toString(),
                        root.resolve("more/V2__two.sql").toString(),
                        root.resolve("more/deep/V3__three.sql").toString());
    }

    private void assertRefused(Path link) {
        assertThatThrownBy(() -> FilesystemSource.of(root).load())
                .asInstanceOf(type(SourceException.class))
                .satisfies(failure -> {
                    assertThat(failure).hasMessageStartingWith(link.toAbsolutePath() + " ");
                    assertThat(failure.remedy().toString()).isNotBlank();
                });
    }
}
