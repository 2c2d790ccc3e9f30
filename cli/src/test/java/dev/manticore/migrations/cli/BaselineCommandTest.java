package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import org.junit.jupiter.api.Test;

/** Shows how {@code baseline} begins a history, and how scripts of baselines are shown. */
class BaselineCommandTest extends DatabaseTest {

    @Test
    void theVersionsUpToItCountAsApplied() {
        CliRun cli = CliRun.on(database, directory).tables(3);

        assertThat(cli.run("baseline", "2", "--description", "as we found it"))
                .isEqualTo(new Result(
                        0,
                        "The database has the baseline V2 as we found it. All versions up to it count as applied.\n",
                        ""));
        assertThat(cli.run("status").out()).contains("below baseline", "table 2", "baseline ", "1 pending.");
        assertThat(cli.run("migrate").out()).startsWith("applied V3 table 3");
        assertThat(cli.run("baseline", "2").out())
                .isEqualTo("Nothing to do: the database has the baseline V2 as we found it already.\n");
    }

    @Test
    void isRefusedWhereMigrationsAreApplied() {
        CliRun cli = CliRun.on(database, directory).tables(1);
        cli.run("migrate");

        Result result = cli.run("baseline", "5");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "The history \"public\".\"_migrations\" has V1 already. A baseline is the beginning of a history.");
    }

    @Test
    void needsAVersion() {
        CliRun cli = CliRun.on(database, directory);

        assertThat(cli.run("baseline").exitCode()).isEqualTo(2);
        assertThat(cli.run("baseline", "first").err()).contains("'first' is not a version");
    }

    @Test
    void printsJson() {
        CliRun cli = CliRun.on(database, directory);

        assertThat(cli.run("baseline", "7", "--json").json())
                .containsEntry("command", "baseline")
                .containsEntry("version", "7")
                .containsEntry("description", "<< baseline >>")
                .containsEntry("recorded", true);
        assertThat(cli.run("baseline", "7", "--json").json()).containsEntry("recorded", false);
    }

    @Test
    void aBaselineScriptIsShown() {
        CliRun cli = CliRun.on(database, directory)
                .tables(3)
                .script("B2__base.sql", "CREATE TABLE t1 (id int); CREATE TABLE t2 (id int);");

        assertThat(cli.run("validate").out())
                .contains(
                        "note: The database begins with the baseline script B2__base.sql, which stands for all versions"
                                + " up to 2.");
        assertThat(cli.run("migrate").out()).contains("applied V2 base", "applied V3 table 3");
        assertThat(cli.run("rollback", "--count", "2").err())
                .contains("V2 cannot be reverted, because it is a baseline");
        cli.script("B3__base.sql", "SELECT 1");
        assertThat(cli.run("status").out())
                .contains("note: Passed over, because versions are applied already: B3__base.sql.");
    }
}
