package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Code;
import dev.manticore.migrations.it.api.Code.Work;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that Java code that fails leaves nothing, is repeated where a script would be, and is applied once whatever is cut. */
class CodeFailuresScenario extends Scenario {
    private static final Migration TABLE = both(1, "CREATE TABLE t (id INT); CREATE SEQUENCE calls", "DROP TABLE t");
    private static final Version TWO = Version.of(2);
    private static final String INSERT = "INSERT INTO t VALUES (1)";

    private Subject over(Code code) {
        return with(builder -> builder.codeMigration(api.migration(code)), TABLE);
    }

    private StatementFailedException failureOf(Code code) {
        StatementFailedException failure =
                failure(StatementFailedException.class, () -> over(code).migrate());
        String type = api.migration(code).getClass().getName();
        assertThat(failure.location()).hasToString(type);
        assertThat(failure.id()).isEqualTo(TWO);
        assertThat(failure.summary()).startsWith(type + ": V2 failed");
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.leaseIsFree()).isTrue();
        return failure;
    }

    @Test
    void anExceptionRollsBackAndIsTheCause() {
        RuntimeException cause = new IllegalStateException("no rate for CHF");

        StatementFailedException failure =
                failureOf(Code.of(TWO, Work.of(INSERT).then(() -> CompletableFuture.failedStage(cause))));

        assertThat(failure).hasCause(cause);
        assertThat(failure.summary()).endsWith(": java.lang.IllegalStateException: no rate for CHF");
        assertThat(failure.error().sqlState()).isNull();
        assertThat(failure.remedy())
                .hasToString("It was rolled back; nothing of it remains in the database. Correct the class and try"
                        + " again.");
        assertThat(sql.rows("SELECT id FROM t")).isEmpty();
    }

    @Test
    void aRefusedStatementIsNamedWithItsSqlState() {
        StatementFailedException failure = failureOf(Code.of(TWO, Work.of(INSERT, "INSERT INTO missing VALUES (1)")));

        assertThat(failure.error().sqlState()).isEqualTo("42P01");
        assertThat(failure.summary()).endsWith(": relation \"missing\" does not exist (SQLSTATE 42P01)");
        assertThat(sql.rows("SELECT id FROM t")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aSerializationFailureCallsTheCodeAgain(String sqlState) {
        Events events = new Events();
        // A sequence counts calls that were rolled back, too.
        Code code = Code.of(
                TWO,
                Work.of(
                        INSERT,
                        "DO $$ BEGIN IF nextval('calls') < 3 THEN RAISE EXCEPTION 'not yet' USING ERRCODE = '"
                                + sqlState + "'; END IF; END $$"));

        with(builder -> builder.codeMigration(api.migration(code)).listener(events), TABLE)
                .migrate();

        assertThat(code.up().calls()).hasValue(3);
        assertThat(events.of(MigrationEvent.Retrying.class)).hasSize(2);
        assertThat(sql.rows("SELECT id FROM t")).containsExactly("1");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ROLLBACK", "COMMIT; BEGIN", "ROLLBACK; BEGIN"})
    void codeThatEndsItsTransactionIsRefused(String end) {
        StatementFailedException failure = failureOf(Code.of(TWO, Work.of(INSERT, end, "INSERT INTO t VALUES (2)")));

        assertThat(failure.summary())
                .endsWith(
                        ": the code ended the transaction that it was given. What it committed is in the database, but"
                                + " the migration is not recorded.");
        assertThat(failure.remedy().toString()).startsWith("Take COMMIT and ROLLBACK out of the class");
    }

    @Test
    void codeThatFailsAfterItsOwnCommitIsToldApart() {
        IllegalStateException cause = new IllegalStateException("too late");

        StatementFailedException failure =
                failureOf(Code.of(TWO, Work.of(INSERT, "COMMIT").then(() -> CompletableFuture.failedStage(cause))));

        assertThat(failure.summary()).contains(": the code ended the transaction that it was given.");
        assertThat(failure).hasCause(cause);
        assertThat(sql.rows("SELECT id FROM t"))
                .as("the row that the code committed")
                .containsExactly("1");
    }

    /** As after a transient failure, and yet it is not called again. */
    @Test
    void codeThatHasCommittedIsNotRepeated() {
        Code code = Code.of(
                TWO,
                Work.of(
                        INSERT,
                        "COMMIT",
                        "BEGIN",
                        "DO $$ BEGIN RAISE EXCEPTION 'later' USING ERRCODE = '40001'; END $$"));

        failureOf(code);

        assertThat(code.up().calls()).hasValue(1);
        assertThat(sql.rows("SELECT id FROM t")).containsExactly("1");
    }

    @Test
    void theLeaseIsRenewedWhileTheCodeRuns() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Code code = Code.of(TWO, Work.of(INSERT).then(() -> ready));
        Events events = new Events();
        var run = Background.run(() -> with(
                        builder -> builder.codeMigration(api.migration(code))
                                .lease(Duration.ofSeconds(1))
                                .listener(events),
                        TABLE)
                .migrate());
        await().atMost(PATIENCE).until(() -> code.up().calls().get() == 1);
        await().atMost(PATIENCE)
                .until(() -> sql.row("SELECT expires_at > acquired_at + interval '1.2 s' FROM _migrations_lease")
                        .equals("t"));

        ready.complete(null);
        run.result();

        assertThat(code.up().calls()).hasValue(1);
        assertThat(events.of(MigrationEvent.Retrying.class)).isEmpty();
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void aRunThatHasLostItsLeaseDoesNotCommit() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Code code = Code.of(TWO, Work.of(INSERT).then(() -> ready));
        var run = Background.run(() -> over(code).migrate());
        await().atMost(PATIENCE).until(() -> code.up().calls().get() == 1);
        over(code).unlock();

        ready.complete(null);

        failure(LeaseLostException.class, run::result);
        assertThat(sql.rows("SELECT id FROM t")).isEmpty();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void aCutBeforeTheCommitIsMended() {
        Code code = Code.of(TWO, Work.of(INSERT));

        assertThat(callsWithACut(code, true)).as("calls").isEqualTo(2);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsFoundOut() {
        Code code = Code.of(TWO, Work.of(INSERT));

        assertThat(callsWithACut(code, false)).as("calls").isEqualTo(1);
    }

    /** Cuts the connection before the message that commits, or before its answer. Returns how often the code was called. */
    private int callsWithACut(Code code, boolean before) {
        with(builder -> {}, TABLE).migrate();
        try (WireProxy proxy = WireProxy.before(database);
                Connections connections = open(Access.to(proxy.through(database)))) {
            Fault fault =
                    before ? proxy.cutBefore(Frame.sql("RELEASE SAVEPOINT")) : proxy.cutBefore(Frame.answer("RELEASE"));
            through(connections, builder -> builder.codeMigration(api.migration(code)), TABLE)
                    .migrate();
            assertThat(fault.happened()).isTrue();
        }
        assertThat(sql.rows("SELECT id FROM t")).containsExactly("1");
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.leaseIsFree()).isTrue();
        return code.up().calls().get();
    }
}
