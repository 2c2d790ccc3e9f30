package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static dev.manticore.migrations.internal.enginetest.Scripts.data;
import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a stepwise script is executed and its progress noted, and how its failures are handled. */
class StepwiseEngineTest {

    /** What was sent for a migration, each script cut down to what matters here. */
    private static List<String> sent(Outcome<?> outcome) {
        return outcome.sent()
                .filter(call -> !call.contains("SELECT *") && !call.contains("1970"))
                .map(call -> call.replaceAll("(?s)run \\d+ ", "")
                        .replaceAll("WITH fence[^;]*migration = NULL[^;]*", "clear")
                        .replaceAll(
                                "WITH fence[^;]*statements_done = (\\d+), statement_running = (\\w+)[^;]*",
                                "note $1 $2")
                        .replaceAll("WITH written AS \\(INSERT INTO \"public\"[^;]*", "record")
                        .replaceAll("WITH outdated AS \\(UPDATE \"public\"[^;]*", "erase")
                        .replaceAll(" (\\(a int\\)|VALUES \\(1\\)|ON t \\(a\\))", "")
                        .replace("\n;\n", "; ")
                        .replace('\n', ' '))
                .toList();
    }

    @Test
    void everyStatementIsNotedBeforeAndAfterAndTheLastNoteComesWithTheRecord() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1)).initialized().migrate();
        assertThat(sent(outcome))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE t1_1",
                        "AUTOCOMMIT note 1 true",
                        "AUTOCOMMIT CREATE INDEX CONCURRENTLY i1_2",
                        "AUTOCOMMIT note 2 false",
                        "TRANSACTION INSERT INTO t1_3; note 3 false",
                        "TRANSACTION INSERT INTO t1_4; note 4 false",
                        "AUTOCOMMIT note 4 true",
                        "AUTOCOMMIT CREATE TABLE IF NOT EXISTS t1_5",
                        "TRANSACTION clear; record");
        assertThat(outcome.database().state.lease.progress()).isNull();
        assertThat(outcome.events(MigrationEvent.StatementFinished.class))
                .extracting(MigrationEvent.StatementFinished::statement)
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anUndoIsErasedInTheSameWay() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 1))
                .applied(1)
                .given(database -> database.state.objects.add("i1_1"))
                .migrate(Target.version(0));
        assertThat(sent(outcome))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT DROP INDEX CONCURRENTLY i1_1",
                        "TRANSACTION clear; erase");
        assertThat(outcome.database().state.history).isEmpty();
    }

    @Test
    void settingsOfTheHeaderAreMadeOnceAndTakenBack() {
        Migration migration = new Migration(
                1,
                "x",
                "-- manticore: transaction=none lock_timeout=5s\nCREATE TABLE t1_1 (a int);\n"
                        + "CREATE TABLE t1_2 (a int);\nINSERT INTO t1_3 VALUES (1);",
                null);
        Outcome<MigrationReport> outcome = Trial.of(migration, atomic(2))
                .schema("app")
                .given(database -> database.state.schema = true)
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.count("SET lock_timeout = '5000ms'")).isEqualTo(1);
        assertThat(outcome.sent()
                        .filter(call -> call.matches("(?s).*set_config\\('search_path', concat_ws.*, false\\).*")))
                .hasSize(1);
        assertThat(outcome.count("set_config(coalesce(now.name")).isEqualTo(1);
    }

    @Test
    void aNewConnectionGetsTheSettingsAgain() {
        Migration migration = new Migration(
                1,
                "x",
                "-- manticore: transaction=none lock_timeout=5s\nCREATE TABLE IF NOT EXISTS t1_1 (a int);\n"
                        + "CREATE TABLE IF NOT EXISTS t1_2 (a int);",
                null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at("EXISTS t1_2", Fault.lost(Fault.Fate.DONE)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.sent().filter(call -> call.contains("SET lock_timeout")))
                .extracting(call -> call.substring(0, 5))
                .containsExactly("run 1", "run 2");
    }

    @Test
    void aFailedStatementIsNotedAndNamed() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1), atomic(2))
                .initialized()
                .faults(Faults.script().at("INDEX", Fault.refused("23505", "INDEX")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("code:V1__mixed.sql:2:1: V1 failed: STATEMENT 23505 (SQLSTATE 23505)");
        assertThat(outcome.migrationFailure().remedy().toString())
                .startsWith("The statement before it was executed, and its changes stay");
        assertThat(outcome.database().state.lease.progress()).satisfies(progress -> {
            assertThat(progress.done()).isEqualTo(1);
            assertThat(progress.running()).isFalse();
            assertThat(progress.error()).isEqualTo("STATEMENT 23505");
            assertThat(progress.checksum()).isEqualTo(Scripts.chain("CREATE TABLE t1_1 (a int)"));
        });
        assertThat(outcome.count("t2_1")).isZero();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"DONE", "NOT_DONE"})
    void aFailedStatementIsNotedAlsoWhereTheAnswerToItsNoteIsLost(Fate fate) {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 3))
                .initialized()
                .faults(Faults.script()
                        .at("CREATE INDEX CONCURRENTLY i1_2", Fault.refused("23505", "CREATE INDEX"))
                        .at("statement_running = false", Fault.lost(fate)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(false, Progress::running);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void aFailedDataStatementIsNotedWithTheChecksumOfThoseBefore() {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 3))
                .initialized()
                .faults(Faults.script().at("t1_2", Fault.refused("23505", "t1_2")))
                .migrate();
        assertThat(outcome.database().state.lease.progress().checksum())
                .isEqualTo(Scripts.chain("INSERT INTO t1_1 VALUES (1)"));
        assertThat(Trial.of(data(1, 3)).afterwards(outcome.database()).result().steps())
                .hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2", "t1_3");
    }

    @Test
    void theFirstStatementsFailureLeavesNoNote() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at("CREATE TABLE t1_1", Fault.refused("42601", "t1_1")))
                .migrate();
        assertThat(outcome.migrationFailure().remedy().toString())
                .isEqualTo("Nothing of it was executed. Correct the file and try again.");
        assertThat(outcome.database().state.lease.progress()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t1_3", "statement_running = true", "clear", "CREATE TABLE t1_1"})
    void aPassingFailureIsTriedAgain(String at) {
        String text = at.equals("clear") ? "migration = NULL" : at;
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at(text, 3, Fault.refused("40001", text)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(3);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aStatementThatCommitsAloneIsGivenUpAfterEightAttempts() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at("CREATE TABLE t1_1", 100, Fault.refused("40001", "CREATE TABLE t1_1")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(8);
    }

    @Test
    void aPassingFailureThatDoesNotPassIsNotedAsAFailure() {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 2))
                .initialized()
                .faults(Faults.script().at("t1_2", 100, Fault.refused("40001", "t1_2")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(7);
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
    }

    @Test
    void aDeadlockOfAConcurrentIndexIsNotTriedAgainSinceItLeavesAnInvalidOne() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 1))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX", Fault.refused("40P01", "CREATE INDEX")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.count("CREATE INDEX")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement_running = true",
                "INSERT INTO t1_3",
                "statements_done = 2, statement_running = false",
                "migration = NULL"
            })
    void aLostLeaseStopsTheScriptWhereItStands(String at) {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1), atomic(2))
                .initialized()
                .faults(Faults.script().at(at, Fault.meanwhile(Rival::takeLease)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .extracting(Outcome::summary)
                .isEqualTo("This run lost the lease to rival before V1 was recorded; no further statement was sent.");
        assertThat(outcome.database().state.lease.owner()).isEqualTo("rival");
        assertThat(outcome.count("t2_1")).isZero();
        assertThat(outcome.database().state.history).isEmpty();
    }

    @Test
    void aRecordThatIsRefusedIsNamedAsThat() {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 1))
                .initialized()
                .faults(Faults.script().at("migration = NULL", Fault.refused("23505", "INSERT INTO \"public\"")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The database reported an error while recording V1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT", "CREATE TABLE"})
    void aSettingThatIsRefusedIsNotTakenForTheStatement(String verb) {
        String statement = verb.equals("INSERT") ? "INSERT INTO t1_1 VALUES (1);" : "CREATE TABLE t1_1 (a int);";
        Outcome<MigrationReport> outcome = Trial.of(
                        new Migration(1, "x", "-- manticore: transaction=none lock_timeout=5s\n" + statement, null))
                .initialized()
                .faults(Faults.script().at("SET lock_timeout", Fault.refused("42704", "SET lock_timeout")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The database reported an error while preparing V1: ");
    }

    @Test
    void aCommitThatIsRefusedBelongsToTheStatement() {
        Outcome<MigrationReport> outcome = Trial.of(data(1, 2))
                .initialized()
                .faults(Faults.script().at("t1_2", new Fault.CommitRefused("23503")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageStartingWith("code:V1__data.sql:3:1: V1 failed at COMMIT");
    }

    @Test
    void aStatementIsNotSentAgainAfterTheLeaseWasLost() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script()
                        .at(
                                "CREATE TABLE t1_1",
                                new Fault.Meanwhile(Rival::takeLease, Fault.refused("40001", "CREATE TABLE t1_1"))))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(1);
    }

    /** A table, an index, two rows, a table IF NOT EXISTS: each statement in turn outlasts the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"t1_3", "t1_4", "t1_5"})
    void aStatementThatOutlastsTheConnectionsOwnTimeLimitIsNotSentAgain(String object) {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at(object, 100, new Fault.TimedOut(Fate.NOT_DONE)))
                .migrate();
        assertThat(outcome.count(object)).isEqualTo(1);
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.migrationFailure().remedy().toString())
                .contains("socketTimeout")
                .endsWith("Leave the script as it is, and try again. The next run continues here.");
        assertThat(Trial.of(mixed(1)).afterwards(outcome.database()).result().steps())
                .hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aStatementThatCannotBeRepeatedIsInDoubtAfterTheConnectionsTimeLimitWhichIsNamed() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX", 100, new Fault.TimedOut(Fate.NOT_DONE)))
                .migrate();
        assertThat(outcome.count("CREATE INDEX")).isEqualTo(1);
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("its answer was lost: Read timed out");
        assertThat(outcome.migrationFailure().remedy().toString()).contains("socketTimeout", "Check the database");
    }
}
