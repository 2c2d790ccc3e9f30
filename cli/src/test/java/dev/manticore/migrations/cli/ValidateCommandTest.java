package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what {@code validate} checks and prints. */
class ValidateCommandTest {
    @TempDir
    private Path directory;

    @Test
    void checksTheFilesWithoutADatabase() {
        CliRun cli = CliRun.in(directory).tables(3).with("MANTICORE_SOURCE", "db");

        assertThat(cli.run("validate"))
                .isEqualTo(new Result(
                        0, "Valid: 3 migrations. The history was not checked, since no database was specified.\n", ""));
        assertThat(cli.run("validate", "--json").json())
                .containsEntry("valid", true)
                .containsEntry("pending", null)
                .containsEntry("history", false)
                .containsOnlyKeys("command", "valid", "pending", "history", "notes");
    }

    @Test
    void namesEveryProblemOfTheFilesWithoutADatabase() {
        Result result = CliRun.in(directory)
                .script("V1_a.sql", "SELECT 1")
                .script("V2__b.sql", "-- manticore: lock_timeout=5, colour=red\nSELECT 1;\nROLLBACK;")
                .script("U3__undo_c.sql", "SELECT 1")
                .script("V4__d.sql", "")
                .run("validate", "--source", "db");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "V1_a.sql",
                        "invalid duration '5'",
                        "unknown header key 'colour'",
                        "V2__b.sql:3:1",
                        "U3__undo_c.sql",
                        "The script of V4 has no statements")
                .endsWith("6 problems; nothing was changed.\n");
    }

    @Test
    void comparesWithTheHistoryAndShortensALongList() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            CliRun cli = CliRun.on(database, directory).tables(3);
            assertThat(cli.run("validate").out()).isEqualTo("Valid. 3 pending: V1, V2, V3.\n");

            cli.tables(200);

            assertThat(cli.run("validate").out()).isEqualTo("Valid. 200 pending: V1 to V200.\n");
            assertThat(cli.run("validate", "--json").json())
                    .containsEntry("history", true)
                    .satisfies(document ->
                            assertThat((List<?>) document.get("pending")).hasSize(200));
        }
    }
}
