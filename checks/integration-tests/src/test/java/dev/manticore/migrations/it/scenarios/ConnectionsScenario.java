package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.support.FreePort;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows what happens without a connection, without access, and when a connection is lost during a statement. */
class ConnectionsScenario extends Scenario {
    private static final String CUTS = "It reports a waiting query or job, not a process to end.";

    @Test
    void noServer() {
        TestDatabase nowhere = database.at(database.host(), FreePort.any());
        long start = System.nanoTime();

        DatabaseUnreachableException failure = failure(
                DatabaseUnreachableException.class,
                () -> through(open(nowhere), table(1)).migrate());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(failure).hasMessageContaining("refused");
        assertThat(failure.remedy().toString()).contains("host and port");
        assertThat(failure.report().isEmpty()).isTrue();
    }

    @Test
    @PostgresOnly("It may report the missing database only at the first statement.")
    void noSuchDatabase() {
        TestDatabase unknown = database.named("nowhere");

        DatabaseUnreachableException failure = failure(
                DatabaseUnreachableException.class,
                () -> through(open(unknown), table(1)).status());

        assertThat(failure).hasMessageContaining("nowhere").hasMessageContaining("3D000");
        assertThat(failure.remedy().toString()).contains("create the database");
    }

    /** The server trusts everybody but this one user of this one database. */
    @Test
    @PostgresOnly("Passwords belong to the cluster, and an insecure one requires none.")
    void aWrongPassword() throws IOException {
        String user = "guarded_" + database.name();
        sql.run("CREATE ROLE " + user + " LOGIN PASSWORD 'right'");
        Path rules = Path.of(sql.row("SHOW hba_file"));
        java.nio.file.Files.writeString(
                rules,
                "host " + database.name() + " " + user + " 127.0.0.1/32 scram-sha-256\n"
                        + java.nio.file.Files.readString(rules));
        sql.run("SELECT pg_reload_conf()");
        await().atMost(PATIENCE)
                .until(() -> sql.rows("SELECT 1 FROM pg_hba_file_rules WHERE user_name = ARRAY['" + user + "'] AND"
                                        + " pg_conf_load_time() > now() - interval '1 minute'")
                                .size()
                        == 1);
        Connections wrong = withPassword(user, "wr0ng-secret");

        DatabaseUnreachableException failure = await().atMost(PATIENCE)
                .until(
                        () -> catchThrowableOfType(
                                DatabaseUnreachableException.class,
                                () -> through(wrong, table(1)).migrate()),
                        thrown -> thrown != null);

        assertThat(failure).hasMessageContaining("28P01").hasMessageNotContaining("wr0ng-secret");
        assertThat(failure.remedy().toString()).contains("password").doesNotContain("wr0ng-secret");
        assertThat(through(withPassword(user, "right"), table(1)).status().pending())
                .hasValue(1);
    }

    private Connections withPassword(String user, String password) {
        TestDatabase guarded = database.as(user);
        return open(Access.to(guarded).password(password));
    }

    @Test
    @PostgresOnly(value = CUTS, alsoSimulated = true)
    void aConnectionThatGoesInAnAtomicMigration() {
        Events events = new Events();
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> with(
                            builder -> builder.listener(events),
                            table(1),
                            up(2, "INSERT INTO t1 SELECT 1 FROM " + gate()),
                            table(3))
                    .migrate());
            gate.terminateWaiting();
            gate.awaitWaiting();
            gate.open();

            assertThat(run.result().steps())
                    .extracting(StepReport::id)
                    .containsExactly(Version.of(1), Version.of(2), Version.of(3));
        }
        assertThat(events.of(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(sql.rows("SELECT * FROM t1")).containsExactly("1");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    @PostgresOnly(value = CUTS, alsoSimulated = true)
    void aConnectionThatGoesFromAPoolOfOne() {
        Connections pool = open(Access.to(database).poolOf(1).initSql("SET search_path = public"));
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> through(
                            pool,
                            builder -> builder.lease(Duration.ofSeconds(1)),
                            table(1),
                            up(2, "INSERT INTO t1 SELECT 1 FROM " + gate()))
                    .migrate());
            gate.terminateWaiting();
            gate.awaitWaiting();
            gate.open();

            assertThat(run.result().steps()).hasSize(2);
        }
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.rows("SELECT * FROM t1")).containsExactly("1");
    }

    @Test
    @PostgresOnly(value = CUTS, alsoSimulated = true)
    void aConnectionThatGoesInAStatementThatCannotBeRepeated() {
        Migration migration = up(
                1,
                "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nCREATE TABLE b AS SELECT 1 FROM " + gate()
                        + ";\nCREATE TABLE c (id INT);");
        OutcomeUnknownException unknown;
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.terminateWaiting();

            unknown = failure(OutcomeUnknownException.class, run::result);
        }
        assertThat(unknown).hasMessageContainingAll("code:V1__step_1.sql:3:1", "statement 2 of 3", "may or may not");
        assertThat(unknown.remedy().toString()).contains("If it was not: Migrator.resume(Resumption.from(2)).");
        assertThat(sql.leaseIsFree()).isTrue();
        assertThat(over(migration).status().entries().get(0).state()).isEqualTo(State.PARTLY_DONE);
        assertThat(sql.tables()).contains("a").doesNotContain("b", "c");
        failure(OutcomeUnknownException.class, () -> over(migration).migrate());
        assertThat(sql.history()).isEmpty();
    }

    @Test
    @PostgresOnly(value = CUTS, alsoSimulated = true)
    void aConnectionThatGoesInAStatementThatCanBeRepeated() {
        Migration migration = up(
                1,
                "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nCREATE TABLE IF NOT EXISTS b AS SELECT 1 AS id FROM "
                        + gate() + ";\nINSERT INTO a SELECT * FROM b;");
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.terminateWaiting();
            gate.awaitWaiting();
            gate.open();

            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.rows("SELECT * FROM a")).containsExactly("1");
    }

    /** The statement that is repeated on another connection finds the session as the script had made it. */
    @Test
    @PostgresOnly(value = CUTS, alsoSimulated = true)
    void whatTheScriptHasSetIsSetAgain() {
        sql.run("CREATE SCHEMA app");
        Migration migration = up(
                1,
                "-- manticore: transaction=none\nSET search_path = app, public;\nCREATE TABLE IF NOT EXISTS a AS SELECT 1 FROM "
                        + gate() + ";\nCREATE TABLE b (id INT);");
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.terminateWaiting();
            gate.awaitWaiting();
            gate.open();
            run.result();
        }
        assertThat(sql.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'app' ORDER BY 1"))
                .containsExactly("a", "b");
    }

    @Test
    @PostgresOnly(value = CUTS, alsoSimulated = true)
    void aConnectionThatGoesInAStatementThatChangesData() {
        Migration migration = up(
                1,
                "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nINSERT INTO a SELECT 1 FROM " + gate()
                        + ";");
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.terminateWaiting();
            gate.awaitWaiting();
            gate.open();

            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(sql.rows("SELECT * FROM a")).containsExactly("1");
    }
}
