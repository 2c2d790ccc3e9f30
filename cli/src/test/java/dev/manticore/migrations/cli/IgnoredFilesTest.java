package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which files beside the migrations trouble no run, and how others are left out. */
class IgnoredFilesTest extends DatabaseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                ".keep",
                ".gitkeep",
                ".DS_Store",
                "V1__a.sql~",
                "#V1__a.sql#",
                ".V1__a.sql.swp",
                ".#V1__a.sql",
                "V1__a.sql.bak",
                ".idea/V7__x.sql"
            })
    void whatIsNoScriptTroublesNoRun(String name) {
        CliRun cli = CliRun.on(database, directory)
                .script("V1__a.sql", "CREATE TABLE a (id int);")
                .script(name, "not SQL");

        Result result = cli.run("migrate");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("applied V1 a").doesNotContain("V7");
    }

    @Test
    void runsAMountedConfigMapWithoutFollowingLinksOut() throws IOException {
        CliRun cli = CliRun.on(database, directory)
                .script("..2026_05_06_10_11_12.1234/V1__a.sql", "CREATE TABLE a (id int);")
                .script("..2026_05_06_10_11_12.1234/U1__undo_a.sql", "DROP TABLE a;");
        Path mount = directory.resolve("db");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_05_06_10_11_12.1234"));
        Files.createSymbolicLink(mount.resolve("V1__a.sql"), Path.of("..data/V1__a.sql"));
        Files.createSymbolicLink(mount.resolve("U1__undo_a.sql"), Path.of("..data/U1__undo_a.sql"));

        assertThat(cli.run("migrate").out()).startsWith("applied V1 a");
        assertThat(cli.run("rollback").out()).startsWith("reverted V1 a");
    }

    @Test
    void aScriptThatNobodyWouldRunIsRefusedUntilItIsLeftOut() {
        CliRun cli = CliRun.on(database, directory)
                .script("V1__a.sql", "CREATE TABLE a (id int);")
                .script("seed.sql", "SELECT 1;")
                .script("old/V1__b.sql", "SELECT 1;");

        Result refused = cli.run("migrate", "--ignore", "old/**");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("seed.sql", "to leave the file out: --ignore PATTERN");
        assertThat(refused.err()).doesNotContain("old/V1__b.sql");

        assertThat(cli.run("migrate", "--ignore", "old/**", "--ignore=seed*").out())
                .startsWith("applied V1 a");
        assertThat(cli.run("status", "--ignore", "old, seed.sql").exitCode()).isZero();
        assertThat(cli.run("status").exitCode()).isEqualTo(3);
        assertThat(cli.with("MANTICORE_IGNORE", "old,seed.sql").run("status").exitCode())
                .isZero();
    }

    @Test
    void aPatternThatIsNoneIsNamedWithItsPlace() {
        CliRun cli = CliRun.on(database, directory).file("manticore.properties", "ignore=seed.sql\nignore=../old\n");

        Result refused = cli.run("status");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("manticore.properties:2: \"../old\" is not a pattern of paths");
    }
}
