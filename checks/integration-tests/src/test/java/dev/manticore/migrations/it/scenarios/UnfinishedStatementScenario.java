package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.ServerProcess;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what becomes of a server process that an earlier connection has left, and of an index that it left invalid. */
@PostgresOnly("It continues a schema change as a job, which is waited for.")
class UnfinishedStatementScenario extends Scenario {
    private static final String INDEX = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (id)";
    private static final Migration MIGRATION = up(1, INDEX);
    private static final LeaseStore STORE = LeaseStore.table("public", "_migrations");

    /** The run that has lost its connection finds out by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"SHARE", "ROW EXCLUSIVE"})
    void hasEndedBeforeItsOwnRunGoesOn(String mode) throws SQLException {
        sql.run("CREATE TABLE t (id INT)");
        Events events = new Events();
        try (WireProxy proxy = WireProxy.before(database);
                Connection holder = database.dataSource().getConnection()) {
            Sql.run(holder, "BEGIN", "LOCK TABLE t IN " + mode + " MODE");
            proxy.cutAfter(frame -> frame.isFrom(Frame.Sender.CLIENT, 'Q') && INDEX.equals(frame.text()));
            var run = Background.run(
                    () -> through(open(proxy.through(database)), builder -> builder.listener(events), MIGRATION)
                            .migrate());
            await().atMost(PATIENCE)
                    .until(() ->
                            !events.of(MigrationEvent.ProcessTerminated.class).isEmpty());
            int process =
                    events.of(MigrationEvent.ProcessTerminated.class).get(0).process();
            await().atMost(PATIENCE).until(() -> !isAlive(process));
            Sql.run(holder, "ROLLBACK");

            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(validity()).isEqualTo("t");
    }

    /** It cannot begin any more what may still be on its way to it. */
    @Test
    void thatHasNotBegunIsTerminated() throws SQLException {
        prepare();
        Events events = new Events();
        try (Connection earlier = database.dataSource().getConnection()) {
            int process = leaveNote(earlier);

            with(builder -> builder.listener(events), MIGRATION).migrate();

            assertThat(events.of(MigrationEvent.ProcessTerminated.class))
                    .extracting(MigrationEvent.ProcessTerminated::process)
                    .containsExactly(process);
            assertThat(isAlive(process)).isFalse();
        }
        assertThat(validity()).isEqualTo("t");
    }

    /** An application may have pooled its connection. */
    @Test
    void thatIsIdleIsLeftAlone() throws SQLException {
        prepare();
        try (Connection earlier = database.dataSource().getConnection()) {
            int process = leaveNote(earlier);
            Sql.run(earlier, "SELECT 1");

            over(MIGRATION).migrate();

            assertThat(isAlive(process)).isTrue();
            Sql.run(earlier, "SELECT 1");
        }
        assertThat(validity()).isEqualTo("t");
    }

    /** The file may have had another wording when it began. */
    @Test
    void thatExecutesSomethingElseIsOnlyWaitedFor() throws SQLException {
        prepare();
        Migration table = up(1, "-- manticore: transaction=none\nCREATE TABLE IF NOT EXISTS made (id INT);");
        try (Connection earlier = database.dataSource().getConnection();
                Gate gate = closedGate()) {
            int process = leaveNote(earlier);
            var other = Background.run(() -> execute(earlier, "SELECT 1 FROM " + gate()));
            gate.awaitWaiting();

            DatabaseErrorException failure = failure(
                    DatabaseErrorException.class,
                    () -> with(builder -> builder.lockWait(Duration.ofMillis(200)), table)
                            .migrate());

            assertThat(failure).hasMessageContainingAll("V1", "server process " + process, "SELECT 1 FROM");
            assertThat(failure.remedy().toString()).contains("SELECT pg_terminate_backend(" + process + ");");
            assertThat(sql.history()).isEmpty();
            assertThat(sql.leaseIsFree()).isTrue();
            gate.open();
            other.result();
            over(table).migrate();
            assertThat(isAlive(process)).isTrue();
        }
        assertThat(sql.history()).containsExactly("1");
    }

    /** As behind a connection pooler: the note names no process, or another one that has executed the note alone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAnotherProcessThanTheNotedOneIsWaitedFor(boolean named) throws SQLException {
        prepare();
        String statement = "CREATE TABLE IF NOT EXISTS made AS SELECT 1 AS id FROM " + gate();
        // A run that does not wait for the other one must not wait at the gate for ever.
        Migration table = up(1, "-- manticore: transaction=none lock_timeout=1s\n" + statement + ";");
        try (Connection noting = database.dataSource().getConnection();
                Connection earlier = database.dataSource().getConnection();
                Gate gate = closedGate()) {
            leaveNote(noting, named ? new ServerProcess(process(noting), null) : null);
            Sql.run(noting, "SELECT 1");
            var begun = Background.run(() -> execute(earlier, statement));
            String process = gate.awaitWaiting(1).get(0);

            DatabaseErrorException failure = failure(
                    DatabaseErrorException.class,
                    () -> with(builder -> builder.lockWait(Duration.ofMillis(200)), table)
                            .migrate());

            assertThat(failure)
                    .hasMessageContainingAll("V1", "server process " + process, "CREATE TABLE IF NOT EXISTS");
            assertThat(isAlive(Integer.parseInt(process))).isTrue();
            gate.open();
            begun.result();
            over(table).migrate();
        }
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.rows("SELECT id FROM made")).containsExactly("1");
    }

    @Test
    void hasEndedBeforeAPersonDecides() throws SQLException {
        prepare();
        try (Connection earlier = database.dataSource().getConnection()) {
            int process = leaveNote(earlier);

            InvalidMigrationsException refused = failure(
                    InvalidMigrationsException.class, () -> over(MIGRATION).resume(Resumption.from(2)));

            assertThat(refused).hasMessageContaining("But the next one was still under way until now.");
            assertThat(isAlive(process)).isFalse();
        }
        over(MIGRATION).resume(Resumption.from(1));
        over(MIGRATION).migrate();
        assertThat(validity()).isEqualTo("t");
    }

    /** As where each session of a login assumes the role that owns the schema. */
    @Test
    void ofTheSameLoginIsTerminatedWhicheverRoleItAssumes() throws SQLException {
        prepare();
        String user = "login_" + database.name();
        String owner = "owner_" + database.name();
        sql.run(
                "CREATE ROLE " + owner,
                "CREATE ROLE " + user + " LOGIN IN ROLE " + owner,
                "ALTER ROLE " + user + " SET role = " + owner,
                "GRANT ALL ON SCHEMA public TO " + owner,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + owner,
                "ALTER TABLE t OWNER TO " + owner);
        try (Connection earlier = database.as(user).dataSource().getConnection()) {
            int process = leaveNote(earlier);

            through(open(database.as(user)), MIGRATION).migrate();

            assertThat(isAlive(process)).isFalse();
        }
        assertThat(validity()).isEqualTo("t");
        sql.run("DROP OWNED BY " + owner + " CASCADE", "DROP ROLE " + user, "DROP ROLE " + owner);
    }

    /** Another role's process cannot be seen into, nor ended. */
    @Test
    void ofAnotherRoleIsOnlyWaitedFor() throws SQLException {
        prepare();
        String user = "stranger_" + database.name();
        sql.run(
                "CREATE ROLE " + user + " LOGIN", "GRANT ALL ON SCHEMA public TO " + user,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + user, "ALTER TABLE t OWNER TO " + user);
        try (Connection earlier = database.dataSource().getConnection()) {
            int process = leaveNote(earlier);

            DatabaseErrorException failure = failure(
                    DatabaseErrorException.class,
                    () -> through(
                                    open(database.as(user)),
                                    builder -> builder.lockWait(Duration.ofMillis(200)),
                                    MIGRATION)
                            .migrate());

            assertThat(failure).hasMessageContainingAll("server process " + process, "is hidden");
            assertThat(isAlive(process)).isTrue();
        }
        await().atMost(PATIENCE).until(() -> {
            through(open(database.as(user)), MIGRATION).migrate();
            return validity().equals("t");
        });
        sql.run("REASSIGN OWNED BY " + user + " TO CURRENT_USER", "DROP OWNED BY " + user, "DROP ROLE " + user);
    }

    /** The server skips it, in a transaction as well. */
    @Test
    void anInvalidIndexIsNoAnswerToIfNotExists() throws SQLException {
        sql.run("CREATE TABLE t AS SELECT 1 AS id FROM generate_series(1, 2)");
        try (Connection connection = database.dataSource().getConnection()) {
            failure(SQLException.class, () -> Sql.run(connection, INDEX));
        }
        Migration atomic = up(
                1,
                "CREATE TABLE other (id INT);\nCREATE INDEX IF NOT EXISTS i ON t (id);\nCREATE TABLE third (id INT);");
        Migration stepwise = up(1, "-- manticore: transaction=none\nCREATE INDEX IF NOT EXISTS i ON t (id);");

        for (Migration migration : new Migration[] {atomic, stepwise}) {
            StatementFailedException failure = failure(
                    StatementFailedException.class, () -> over(migration).migrate());
            assertThat(failure).hasMessageContainingAll("An invalid index i exists", "V1__step_1.sql:2:1");
            assertThat(sql.history()).isEmpty();
            assertThat(sql.tables()).doesNotContain("other", "third");
        }
        sql.run("DROP INDEX i");
        over(atomic).migrate();
        assertThat(validity()).isEqualTo("t");
        assertThat(sql.tables()).contains("other", "third");
    }

    /** The index of a partitioned table alone is invalid until the partitions have theirs. */
    @Test
    void anIndexOfAPartitionedTableAloneMayBeInvalid() {
        over(up(
                        1,
                        "CREATE TABLE p (id INT) PARTITION BY LIST (id);\nCREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
                                + "CREATE INDEX IF NOT EXISTS i ON ONLY p (id);"))
                .migrate();

        assertThat(validity()).isEqualTo("f");
        assertThat(sql.history()).containsExactly("1");
    }

    private void prepare() {
        over().initialize();
        sql.run("CREATE TABLE t (id INT)");
    }

    /** A runner that died between its note and the statement; its connection lives. */
    private int leaveNote(Connection connection) throws SQLException {
        int process = process(connection);
        leaveNote(connection, new ServerProcess(process, null));
        return process;
    }

    private static int process(Connection connection) throws SQLException {
        return Integer.parseInt(Sql.rows(connection, "SELECT pg_backend_pid()").get(0));
    }

    private void leaveNote(Connection connection, @Nullable ServerProcess process) throws SQLException {
        sql.run(STORE.acquire("dead", Duration.ofSeconds(1)).statements().get(0));
        Lease lease = new Lease(sql.number("SELECT token FROM _migrations_lease"), "dead", Duration.ofMillis(1));
        Sql.run(
                connection,
                STORE.note(lease, new Progress(Version.of(1), Direction.APPLY, "", 0, true, null, process)));
    }

    private static boolean execute(Connection connection, String statement) {
        try {
            Sql.run(connection, statement);
            return true;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean isAlive(int process) {
        return !sql.rows("SELECT 1 FROM pg_stat_activity WHERE pid = " + process)
                .isEmpty();
    }

    private String validity() {
        return sql.row(
                        "SELECT coalesce((SELECT indisvalid::text FROM pg_index WHERE indexrelid = to_regclass('i')), '-')")
                .substring(0, 1);
    }
}
