package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that migrations that take 30 times as long as the lease are applied once, while another runner waits and the
 * server ends sessions that are idle in a transaction.
 */
@EnabledIfSystemProperty(named = "manticore.proof", matches = "full", disabledReason = "takes three minutes: -Pproof")
class LongMigrationProof {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Longer than the migrations take. */
    private static final Duration LOCK_WAIT = Duration.ofMinutes(4);

    private static final String LONG =
            "CREATE TABLE done (version INT);\nSELECT pg_sleep(180);\nINSERT INTO done VALUES (1);\n";

    @TempDir
    private Path directory;

    private record Runner(Background<MigrationReport> running, List<MigrationEvent> events) {
        static Runner start(RunRequest request) {
            List<MigrationEvent> events = new CopyOnWriteArrayList<>();
            return new Runner(
                    Background.run(() -> {
                        try (Connections connections = request.connect()) {
                            return request.subject(
                                            connections,
                                            builder ->
                                                    builder.lockWait(LOCK_WAIT).listener(events::add))
                                    .migrate();
                        }
                    }),
                    events);
        }

        long count(Class<? extends MigrationEvent> type) {
            return events.stream().filter(type::isInstance).count();
        }
    }

    private record Run(String name, TestDatabase database, Runner first, Runner second) {}

    @Test
    void areDoneOnce() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (Api api : Api.values()) {
            runs.add(start("atomic", "", api));
            runs.add(start("stepwise", "-- manticore: transaction=none\n", api));
        }
        for (Run run : runs) {
            MigrationReport report = run.first().running().result();
            MigrationReport nothing = run.second().running().result();
            Sql sql = new Sql(run.database().dataSource());
            ProofRun.report(
                    LongMigrationProof.class,
                    "%s, lease %s, idle_in_transaction_session_timeout=%s: done in %.1f s, history %s, not renewed %d times, another runner found it held %d times"
                            .formatted(
                                    run.name(),
                                    LEASE,
                                    sql.row("SHOW idle_in_transaction_session_timeout"),
                                    report.steps().get(0).duration().toMillis() / 1000.0,
                                    sql.history(),
                                    run.first().count(MigrationEvent.LeaseNotRenewed.class),
                                    run.second().count(MigrationEvent.LeaseAwaited.class)));
            assertThat(sql.history()).as(run.name()).containsExactly("1");
            assertThat(sql.rows("SELECT version FROM done")).as(run.name()).containsExactly("1");
            assertThat(run.first().events())
                    .as(run.name())
                    .noneMatch(MigrationEvent.LeaseNotRenewed.class::isInstance)
                    .noneMatch(MigrationEvent.Retrying.class::isInstance);
            // Who is overtaken takes the lease a second time, or fails.
            assertThat(run.first().count(MigrationEvent.LeaseAcquired.class))
                    .as(run.name())
                    .isEqualTo(1);
            assertThat(run.second().count(MigrationEvent.LeaseAwaited.class))
                    .as(run.name())
                    .isPositive();
            assertThat(nothing.steps()).as(run.name()).isEmpty();
            run.database().close();
        }
    }

    private Run start(String kind, String header, Api api) throws Exception {
        String name = kind + " " + api;
        TestDatabase database = PostgresServer.shared().newDatabase();
        new Sql(database.dataSource())
                .run("ALTER DATABASE " + database.name() + " SET idle_in_transaction_session_timeout = '1s'");
        Path scripts = Files.createDirectory(directory.resolve(database.name()));
        new Scripts(scripts).up(1, header + LONG);
        RunRequest request = RunRequest.migrate(api, database, scripts).lease(LEASE);
        Runner first = Runner.start(request);
        await().atMost(PATIENCE).until(() -> first.count(MigrationEvent.LeaseAcquired.class) > 0);
        return new Run(name, database, first, Runner.start(request));
    }
}
