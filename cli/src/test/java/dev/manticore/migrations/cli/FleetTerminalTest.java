package dev.manticore.migrations.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Shows what a terminal shows while {@code fleet migrate} runs. */
class FleetTerminalTest extends DatabaseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aTableShowsHowFarTheFleetIsAndWhatWaits() throws Exception {
        CliRun cli = CliRun.on(database, directory).tables(1);
        cli.run("fleet", "migrate", "--schemas=a,b,c");
        cli.script("V2__note.sql", "ALTER TABLE t1 ADD COLUMN note text;");
        CliRun terminal = cli.answering("").with("TERM", "xterm").with("COLUMNS", "70");
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        try (Connection application = database.dataSource().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE b.t1");
            CompletableFuture<Result> migrating =
                    CompletableFuture.supplyAsync(() -> terminal.run(err, "fleet", "migrate", "--schemas=a,b,c"));
            await().atMost(PATIENCE)
                    .until(() -> err.toString(UTF_8).contains("2 of 3 targets: 2 done\n  b: V2 note .."));
            application.rollback();
            Result result = migrating.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).isEqualTo("3 targets: 3 migrated.\n");
            assertThat(result.err()).endsWith("\u001b[J");
        }
    }
}
