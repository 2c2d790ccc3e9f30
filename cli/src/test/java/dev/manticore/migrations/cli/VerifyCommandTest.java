package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.cli.CliRun.Result;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what verify prints, and on which server it tries migrations. */
class VerifyCommandTest extends DatabaseTest {
    private static final String SCRATCH =
            "SELECT datname FROM pg_database WHERE starts_with(datname, 'manticore_scratch_')";

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.in(directory)
                .with("MANTICORE_SOURCE", "db")
                .with("MANTICORE_SCRATCH_URL", database.uri())
                .script("V1__pets.sql", "CREATE TABLE pets (id INT PRIMARY KEY, name TEXT)")
                .script("U1__undo_pets.sql", "DROP TABLE pets");
    }

    @Test
    void confirmsWhatIsUndone() {
        Result run = cli.run("verify");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
            Applied, reverted and applied again: 1 migration. Applied twice: 0 repeatable migrations. Nothing is left and \
            nothing is lost.
            """);
        assertThat(cli.run("verify", "--quiet").out()).isEmpty();
    }

    @Test
    void namesWhatAnUndoLeavesAndExitsWith11() {
        cli.script("V2__index.sql", "CREATE INDEX pets_name ON pets (name)")
                .script("U2__undo_index.sql", "SELECT 1")
                .script("V3__view.sql", "CREATE VIEW names AS SELECT name FROM pets");

        Result run = cli.run("verify");

        assertThat(run.exitCode()).isEqualTo(11);
        assertThat(run.out()).isEqualTo("""
            V2 index is not undone by its undo script (%s):
              index public.pets_name of table public.pets is not expected: CREATE INDEX pets_name ON public.pets USING btree (name)

            Without undo script: V3.
            Applied, reverted and applied again: 2 migrations. Applied twice: 0 repeatable migrations. 1 fault.
            """.formatted(directory.resolve("db").resolve("U2__undo_index.sql")));
        assertThat(cli.run("verify", "--require-undo").out()).contains("V3 view has no undo script", " 2 faults.");
    }

    @Test
    void printsADocument() {
        cli.script("V2__index.sql", "CREATE INDEX pets_name ON pets (name)")
                .script("U2__undo_index.sql", "DELETE FROM pets; DROP INDEX pets_name")
                .script("V3__column.sql", "ALTER TABLE pets DROP name")
                .script("U3__undo_column.sql", "ALTER TABLE pets ADD name TEXT; CREATE INDEX pets_name ON pets (name)")
                .file("seeds/V1__pets.sql", "INSERT INTO pets VALUES (1, 'Rex')");

        Result run = cli.run("verify", "--json", "--seed", "seeds");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(11);
        assertThat(run.json())
                .containsEntry("command", "verify")
                .containsKeys("verified", "withoutUndo", "repeatables");
        assertThat((List<?>) run.json().get("faults"))
                .extracting("kind", "message")
                .containsExactly(tuple("UNDO_DIFFERS", "V2 index is not undone by its undo script"));
        assertThat((List<?>) run.json().get("notes")).extracting("rule").containsExactly("DROPPED_ROWS");
        assertThat(run.out()).contains("\"ROWS_LOST\"", "table public.pets: the undo loses 1 row");
    }

    @Test
    void theServerIsPreparedByScripts() {
        cli.script("V2__view.sql", "CREATE VIEW all_towns AS SELECT * FROM geo.towns")
                .script("U2__undo_view.sql", "DROP VIEW all_towns");

        assertThat(cli.run("verify").out()).contains("relation \"geo.towns\" does not exist");

        cli.file("init.sql", "CREATE SCHEMA geo; CREATE TABLE geo.towns (name TEXT);");
        assertThat(cli.run("verify", "--scratch-init", "init.sql").exitCode()).isZero();
        Result missing = cli.run("verify", "--scratch-init", "no.sql");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("--scratch-init: no.sql cannot be read");
    }

    @Test
    void anEmbeddedServerIsUsedWithoutAnother() {
        Result run = CliRun.in(directory).with("MANTICORE_SOURCE", "db").run("verify", "--scratch-version", "1");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("PostgreSQL 1 is required");
        assertThat(CliRun.in(directory)
                        .with("MANTICORE_SOURCE", "db")
                        .run("verify")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        Result both = cli.run("verify", "--scratch-version", "18");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err())
                .contains("--scratch-version is for the embedded server, and MANTICORE_SCRATCH_URL names another one");

        Result seed = cli.file("seeds/V7__pets.sql", "SELECT 1").run("verify", "--seed", "seeds");
        assertThat(seed.exitCode()).isEqualTo(2);
        assertThat(seed.err()).contains("There is a seed for version 7, but no migration of that version");

        Result secret = cli.run("verify", "--scratch-url", "postgresql://me:secret@localhost/x");
        assertThat(secret.exitCode()).isEqualTo(2);
        assertThat(secret.err()).contains("--scratch-url contains a password").doesNotContain("secret@");
    }

    @Test
    void aServerThatCannotBeReachedIsNamed() {
        Result run = cli.run("verify", "--scratch-url", "postgresql://localhost:1/x");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("localhost:1", "--scratch-url");
    }

    @Test
    void aUserWhoMayNotCreateDatabasesIsTold() throws SQLException {
        sql("CREATE ROLE verify_guest LOGIN");
        try {
            String url = database.as("verify_guest").uri();
            for (Result run :
                    List.of(cli.run("verify", "--scratch-url", url), cli.run("lint", "--all", "--scratch-url", url))) {
                assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
                assertThat(run.err())
                        .contains("permission denied to create database", "Check --scratch-url")
                        .doesNotContain("Unexpected", "bug");
            }
        } finally {
            sql("DROP ROLE verify_guest");
        }
    }

    @Test
    void seedsThatAreNotThereLeaveNothingOnTheServer() throws SQLException {
        Result run =
                cli.file("init.sql", "CREATE SCHEMA geo").run("verify", "--scratch-init", "init.sql", "--seed", "\0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("Unexpected");
        assertThat(strings(SCRATCH)).isEmpty();
    }
}
