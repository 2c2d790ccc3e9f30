package dev.manticore.migrations.filesystem;

import static dev.manticore.migrations.filesystem.Tree.file;
import static dev.manticore.migrations.filesystem.Tree.link;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows how files and directories are left out of a source. */
class IgnoringTest {
    @TempDir
    Path temp;

    @Test
    void leavesOutNamesAtAnyDepthAndPathsFromTheDirectory() throws Exception {
        file(temp, "V1__one.sql");
        file(temp, "seed1.sql");
        file(temp, "a/seed2.sql");
        file(temp, "a/V2__two.sql");
        file(temp, "old/V3__three.sql");
        file(temp, "a/old/V4__four.sql");

        assertThat(FilesystemSource.of(temp)
                        .ignoring("seed*.sql", "/old")
                        .ignoring("a/V?__*.sql")
                        .load())
                .extracting(SourceScript::name)
                .containsExactly("V1__one.sql", "V4__four.sql");
    }

    @Test
    void aLinkThatIsIgnoredMayLeadAnywhere() throws Exception {
        file(temp, "outside/V9__nine.sql");
        Path root = temp.resolve("root");
        file(root, "V1__one.sql");
        link(root.resolve("V2__two.sql"), "gone.sql");
        link(root.resolve("more"), "../outside");

        assertThat(FilesystemSource.of(root).ignoring("V2__*", "more").load())
                .extracting(SourceScript::name)
                .containsExactly("V1__one.sql");
    }

    @Test
    void nothingIsWrittenThatWouldBeIgnored() {
        FilesystemSource source = FilesystemSource.of(temp).ignoring("*seed*");
        SourceScript script = new SourceScript("V1__seed_users.sql", "SELECT 1;".getBytes(UTF_8), "");

        assertThatThrownBy(() -> source.write(List.of(script)))
                .isInstanceOf(SourceException.class)
                .hasMessage(temp.toAbsolutePath().resolve("V1__seed_users.sql")
                        + " would be ignored; nothing was written.");
        assertThat(temp).isEmptyDirectory();
    }
}
