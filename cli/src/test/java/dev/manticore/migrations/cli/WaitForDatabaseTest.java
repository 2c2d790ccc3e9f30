package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.cli.CliRun.Result;
import dev.manticore.migrations.support.FreePort;
import dev.manticore.migrations.support.WireProxy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a command waits for a database that is just being started. */
class WaitForDatabaseTest extends DatabaseTest {

    @Test
    void goesOnAsSoonAsAServerThatStartsUpAcceptsConnections() {
        try (WireProxy proxy = WireProxy.before(database)) {
            proxy.refuse(frame -> frame.type() == 'R', "57P03");
            CliRun cli = CliRun.on(proxy.through(database), directory).tables(1);

            Result run = cli.run("migrate", "--wait-for-database", "5m");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("applied V1 table 1");
            assertThat(run.err()).startsWith("waiting for the database: ");
        }
    }

    @Test
    void goesOnAsSoonAsSomebodyListens() throws Exception {
        int port = FreePort.any();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CliRun cli = CliRun.on(database.at("127.0.0.1", port), directory)
                .tables(1)
                .with("MANTICORE_WAIT_FOR_DATABASE", "5m");
        CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> cli.run(err, "migrate"));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> err.toString(StandardCharsets.UTF_8).contains("waiting for the database: "));
        assertThat(run).isNotDone();

        try (WireProxy proxy = WireProxy.at(port, database)) {
            assertThat(run.get().exitCode()).isZero();
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "no-such-host.invalid"})
    void givesUpWhenTheTimeIsOver(String host) {
        Result run = CliRun.on(database.at(host, FreePort.any()), directory)
                .tables(1)
                .file("manticore.properties", "wait-for-database=700ms")
                .run("migrate");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err())
                .contains(
                        "waiting for the database: ",
                        "error: The database did not accept connections within the time to wait for it: ");
    }

    @Test
    void doesNotWaitForWhatWillNotChange() {
        Result run = CliRun.on(database, directory)
                .with("MANTICORE_URL", database.uri().replace(database.name(), "no_such_database"))
                .tables(1)
                .run("migrate", "--wait-for-database", "5m");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("no_such_database").doesNotContain("waiting for the database");
    }
}
