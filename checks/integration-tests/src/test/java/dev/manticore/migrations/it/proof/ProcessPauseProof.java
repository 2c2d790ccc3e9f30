package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that a process that is paused past the end of its lease, so that another runner takes over, changes nothing
 * when it continues, and says that it lost the lease or finds that all is done.
 */
@ParameterizedClass
@EnumSource(Api.class)
class ProcessPauseProof {
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameter
    private Api api;

    private final TestDatabase database = Databases.take(Place.POSTGRESQL);
    private final Sql sql = new Sql(database.dataSource());
    private final ChildProcesses children = new ChildProcesses();

    @BeforeEach
    void prepare() {
        ProofSet.prepare(database);
    }

    @AfterEach
    void end() {
        children.close();
        Databases.drop(database);
    }

    /** Behind which events it stops: before a script in one transaction, and before, in and behind a stepwise one. */
    private static List<String> events() {
        return Proof.isFull()
                ? List.of(
                        "RunStarted",
                        "finished V1",
                        "begun V3",
                        "statement 1 of V3",
                        "statement 5 of V3",
                        "finished V5")
                : List.of("RunStarted");
    }

    @ParameterizedTest
    @MethodSource("events")
    void betweenTwoStatements(String event) {
        ChildProcess paused = start();
        paused.send(ChildProgram.goAndPauseAt(event));
        paused.awaitLine(event);
        paused.stop();
        paused.send("go on");

        Verdict verdict = finishWithAnother();

        assertThat(verdict).isEqualTo(Verdict.BY_THE_NEXT_RUN);
        changesNothing(paused, "behind \"" + event + "\"");
    }

    /** The server finishes a message that it received, although nobody waits for the answer. */
    @Test
    void inAStatementOfATransaction() throws Exception {
        ChildProcess paused = start();
        try (Connection holder = database.dataSource().getConnection()) {
            Sql.run(holder, "BEGIN", "LOCK TABLE trace IN SHARE MODE");
            paused.send(ChildProgram.GO);
            awaitWaiting("INSERT INTO trace");
            paused.stop();
            awaitLeaseExpired();
            var other = Background.run(this::finishWithAnother);
            awaitTakeover();
            Sql.run(holder, "COMMIT");

            assertThat(other.result()).isEqualTo(Verdict.BY_THE_NEXT_RUN);
        }
        changesNothing(paused, "in an atomic script");
    }

    /** Its server process is terminated, and it finds out that all is done. */
    @Test
    void inAStatementThatCommitsAlone() throws Exception {
        ChildProcess paused = start();
        try (Connection holder = database.dataSource().getConnection()) {
            paused.send(ChildProgram.goAndPauseAt("finished V1"));
            paused.awaitLine("finished V1");
            Sql.run(holder, "BEGIN", "LOCK TABLE accounts IN ROW EXCLUSIVE MODE");
            paused.send("go on");
            awaitWaiting("CREATE INDEX CONCURRENTLY");
            paused.stop();
            awaitLeaseExpired();
            List<ScriptStatement> doubts = new ArrayList<>();
            var other = Background.run(() -> finishWithAnother(doubts));
            awaitEnded("CREATE INDEX CONCURRENTLY");
            Sql.run(holder, "COMMIT");

            assertThat(other.result()).isEqualTo(Verdict.IN_DOUBT);
            assertThat(doubts)
                    .extracting(ScriptStatement::sql)
                    .containsExactly("CREATE INDEX CONCURRENTLY accounts_n ON accounts (n)");
        }
        paused.goOn();

        assertThat(paused.exitCode()).as(paused.text()).isZero();
        assertThat(paused.text()).contains("OutcomeUnknown", "done 2");
        assertThat(EndState.of(database, LEASE).differencesFrom(expected())).isEmpty();
        report("in CREATE INDEX CONCURRENTLY: exit code 0");
    }

    /** All was done; what it still has to do, to release the lease, does no harm. */
    @Test
    void behindTheLastStep() {
        ChildProcess paused = start();
        paused.send(ChildProgram.goAndPauseAt("finished V10"));
        paused.awaitLine("finished V10");
        paused.stop();
        paused.send("go on");
        awaitLeaseExpired();

        finishWithAnother();
        paused.goOn();

        assertThat(paused.exitCode()).as(paused.text()).isZero();
        assertThat(paused.said("done 10")).isTrue();
        assertThat(EndState.of(database, LEASE).differencesFrom(expected())).isEmpty();
        report("behind the last step: exit code 0");
    }

    private ChildProcess start() {
        return children.start(RunRequest.proofSet(api, database, true).lease(LEASE))
                .awaitReady();
    }

    private Verdict finishWithAnother() {
        return finishWithAnother(new ArrayList<>());
    }

    /** With a runner that uses the other API. */
    private Verdict finishWithAnother(List<ScriptStatement> doubts) {
        Api other = api == Api.BLOCKING ? Api.NON_BLOCKING : Api.BLOCKING;
        RunRequest request = RunRequest.proofSet(other, database, true).lease(LEASE);
        try (Connections connections = request.connect()) {
            return new Oracle(expected(), request.asTarget(), LEASE)
                    .judgeDead(database, () -> request.subject(connections, builder -> {}), doubts::add);
        }
    }

    private static EndState expected() {
        return ExpectedEndState.UP;
    }

    private void changesNothing(ChildProcess paused, String where) {
        List<String> before = everything();
        paused.goOn();

        assertThat(paused.exitCode()).as(paused.text()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
        assertThat(paused.text()).contains("LeaseLostException: ", "lost the lease to ");
        List<String> lines = paused.lines();
        report(where + ": " + lines.get(lines.size() - 1));
    }

    private void report(String line) {
        ProofRun.report(ProcessPauseProof.class, api + ", " + line);
    }

    private List<String> everything() {
        EndState state = EndState.of(database, LEASE);
        List<String> lines = new ArrayList<>(state.contents());
        lines.add(state.catalog().text());
        lines.addAll(sql.rows("SELECT * FROM _migrations ORDER BY 1"));
        lines.addAll(sql.rows("SELECT * FROM _migrations_lease"));
        return lines;
    }

    private void awaitWaiting(String statement) {
        await().atMost(PATIENCE)
                .until(() -> sql.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock' AND query LIKE '%" + statement + "%'")
                        > 0);
    }

    private void awaitEnded(String statement) {
        await().atMost(PATIENCE)
                .until(() -> sql.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND pid <> pg_backend_pid() AND query LIKE '" + statement + "%'")
                        == 0);
    }

    private void awaitLeaseExpired() {
        await().atMost(PATIENCE).until(sql::leaseIsFree);
    }

    private void awaitTakeover() {
        await().atMost(PATIENCE).until(() -> sql.number("SELECT token FROM _migrations_lease") > 1);
    }
}
