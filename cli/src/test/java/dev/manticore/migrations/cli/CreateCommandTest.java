package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which version and which files {@code create} chooses. */
class CreateCommandTest {

    @TempDir
    private Path directory;

    @Test
    void takesTheNextVersionOverTheFilesWhenThereIsNoDatabase() {
        Result result = CliRun.in(directory).tables(2).run("create", "--source", "db", "add orders");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("V3__add_orders.sql", "U3__undo_add_orders.sql", "based on the files only");
        assertThat(directory.resolve("db/V3__add_orders.sql")).exists();
        assertThat(directory.resolve("db/U3__undo_add_orders.sql")).exists();
    }

    @Test
    void takesTheNextVersionOverFilesAndHistory() throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            CliRun cli = CliRun.on(database, directory).tables(5);
            cli.run("migrate");
            CliRun behind = CliRun.on(database, directory.resolve("behind")).tables(2);

            Result result = behind.run("create", "--json", "add orders");

            assertThat(result.json())
                    .containsEntry("version", "6")
                    .containsEntry("history", true)
                    .containsEntry("description", "add orders")
                    .containsOnlyKeys("command", "version", "description", "up", "down", "history");
        }
    }

    @Test
    void takesATimestampOnRequest() {
        Result result = CliRun.in(directory).run("create", "add orders", "--timestamp", "--source=db", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat((String) result.json().get("version")).matches("20[0-9]{12}");
    }

    @Test
    void takesATimestampWhileTheServerIsDown() {
        CliRun cli = CliRun.in(directory).tables(1).with("MANTICORE_URL", "postgresql://me@127.0.0.1:1/db");

        Result result = cli.run("create", "add orders", "--timestamp", "--source=db");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("note: the history was not considered. Could not connect to the database");
        assertThat(result.out()).contains("__add_orders.sql", "based on the files only");
        assertThat(cli.run("create", "add orders", "--source=db").exitCode()).isEqualTo(5);
    }

    @Test
    void refusesADescriptionThatGivesNoFileName() {
        Result result = CliRun.in(directory).run("create", "--source=db", "///");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("what to do: Describe the migration in a few words");
    }

    @Test
    void doesNotTakeTheDescriptionForTheEmbeddedDirectory() {
        Result result =
                CliRun.in(directory).run("create", "--source=db", "--embedded", "--url=postgres://h/d", "words");

        assertThat(result.err()).contains("specify two databases");
    }

    @Test
    void whatItWroteIsNotAppliedUntilSomebodyWritesIt() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            CliRun cli = CliRun.on(database, directory);
            assertThat(cli.run("create", "add orders").exitCode()).isZero();

            Result refused = cli.run("migrate");
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("The script of V1 has no statements", "V1__add_orders.sql", "--allow empty");

            cli.script("V1__add_orders.sql", "CREATE TABLE orders (id int);");
            assertThat(cli.run("migrate").out()).contains("The undo script of V1 is not written yet", "applied V1");

            Result kept = cli.run("rollback");
            assertThat(kept.exitCode()).isEqualTo(3);
            assertThat(kept.err()).contains("The undo script of V1 has no statements", "U1__undo_add_orders.sql");
            assertThat(cli.run("rollback", "--allow", "Empty").out()).contains("reverted V1 add orders");
        }
    }
}
