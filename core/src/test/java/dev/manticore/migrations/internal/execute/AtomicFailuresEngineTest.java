package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a run handles each failure of a migration that is one transaction. */
class AtomicFailuresEngineTest {

    private static Trial two() {
        return Trial.of(atomic(1), atomic(2)).initialized();
    }

    private static Fault refusedAt(String text, int position) {
        return new Fault.Refused("42601", sql -> sql.contains(text), position, false);
    }

    private static StatementFailedException failed(Outcome<?> outcome) {
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        return (StatementFailedException) outcome.failure();
    }

    @Test
    void aFailedStatementStopsTheRunWithWhatWasDoneAndTheLeaseGivenBack() {
        Outcome<MigrationReport> outcome =
                two().faults(Faults.script().at("t2_1", refusedAt("t2_2", 13))).migrate();
        StatementFailedException failure = failed(outcome);
        assertThat(failure.id()).isEqualTo(Version.of(2));
        assertThat(failure)
                .extracting(Outcome::summary)
                .isEqualTo("code:V2__atomic.sql:2:13: V2 failed: STATEMENT 42601 (SQLSTATE 42601)");
        assertThat(failure.location().text()).isEqualTo("INSERT INTO t2_2 VALUES (1);");
        assertThat(failure.error().detail()).isEqualTo("detail of 42601");
        assertThat(failure.remedy().toString())
                .isEqualTo("It was rolled back; nothing of it remains. Correct the file and try again.");
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.events(MigrationEvent.StepFailed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).isSameAs(failure));
    }

    @Test
    void aPositionIsCountedInCodePointsAlsoBehindSettingsOfTheHeader() {
        Migration migration = new Migration(
                1,
                "x",
                "-- manticore: lock_timeout=5s statement_timeout=1min\n-- \uD83D\uDE80\n  SELECT '\uD83D\uDE80\uD83D\uDE80',\n    nonsense;",
                null);
        // The position counts within the statement: SELECT '..',\n is 13 code points long, and nonsense begins at 18.
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .schema("app")
                .given(database -> database.state.schema = true)
                .faults(Faults.script().at("nonsense", refusedAt("nonsense", 18)))
                .migrate();
        assertThat(outcome.sent().filter(call -> call.contains("nonsense")))
                .singleElement()
                .asString()
                .containsSubsequence(
                        "SET LOCAL lock_timeout = '5000ms'",
                        "SET LOCAL statement_timeout = '60000ms'",
                        "set_config('search_path', concat_ws(', ', '\"app\"',",
                        "SELECT '");
        assertThat(failed(outcome).location()).hasToString("code:V1__x.sql:4:5");
    }

    @Test
    void withoutAPositionTheStatementsStartIsNamed() {
        Outcome<MigrationReport> outcome =
                two().faults(Faults.script().at("t1_1", refusedAt("t1_2", 0))).migrate();
        assertThat(failed(outcome).location()).hasToString("code:V1__atomic.sql:2:1");
    }

    @Test
    void anUnknownStatementNamesTheFile() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", new Fault.CommitRefused("23503")))
                .migrate();
        assertThat(failed(outcome))
                .extracting(Outcome::summary)
                .isEqualTo("code:V1__atomic.sql: V1 failed at COMMIT: COMMIT 23503 (SQLSTATE 23503)");
        assertThat(failed(outcome).remedy().toString()).startsWith("It was rolled back; nothing of it remains");
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aPassingFailureIsTriedAgainFreshUntilItGoesThrough(String sqlState) {
        Outcome<MigrationReport> outcome = two().faults(Faults.script()
                        .at("t1_1", 3, Fault.refused(sqlState, "t1_2"))
                        .at("t1_1", 2, new Fault.CommitRefused(sqlState)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.count("t1_1")).isEqualTo(6);
        assertThat(outcome.events(MigrationEvent.Retrying.class))
                .extracting(MigrationEvent.Retrying::attempt)
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aPassingFailureThatDoesNotPassIsAnError() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", 100, Fault.refused("40001", "t1_2")))
                .migrate();
        assertThat(failed(outcome).error().sqlState()).isEqualTo("40001");
        assertThat(outcome.count("t1_1")).isEqualTo(8);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void afterAnUnknownOutcomeTheHistoryUnderANewLeaseDecides(Fate fate) {
        Outcome<MigrationReport> outcome =
                two().faults(Faults.script().at("t1_1", Fault.lost(fate))).migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(1), Version.of(2));
        assertThat(outcome.count("t1_1")).isEqualTo(fate == Fate.NOT_DONE ? 2 : 1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class))
                .singleElement()
                .satisfies(event -> assertThat(event.what()).isEqualTo("V1"));
        assertThat(outcome.database().state.lease.token()).isEqualTo(1001);
        assertThat(outcome.count("open")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void anOutcomeThatTheServerDoesNotKnowIsFoundOutOnTheSameConnection(Fate fate) {
        Outcome<MigrationReport> outcome = two().faults(
                        Faults.script().at("t1_1", new Fault.Lost(fate, "40003", false)))
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(1), Version.of(2));
        assertThat(outcome.count("open")).isEqualTo(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void anAnswerThatDidNotArriveIsNoRefusalEvenWhereTheConnectionLives(Fate fate) {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", new Fault.Lost(fate, null, false)))
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(1), Version.of(2));
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aServerThatStaysAwayLeavesTheOutcomeUnknown() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script()
                        .at("t2_1", Fault.lost(Fate.DONE))
                        .at("open", 100, new Fault.Unreachable("57P03")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("The server did not answer V2")
                .hasMessageContaining("may or may not have been executed");
        assertThat(outcome.migrationFailure().report().steps()).hasSize(1);
        assertThat(outcome.failure().getSuppressed()).hasExactlyElementsOfTypes(DatabaseUnreachableException.class);
        assertThat(outcome.events(MigrationEvent.StepFailed.class)).hasSize(1);
        assertThat(Trial.of(atomic(1), atomic(2)).afterwards(outcome.database()).result())
                .isEqualTo(MigrationReport.EMPTY);
    }

    @Test
    void aRivalThatKeepsTheLeaseIsNamedWhenTheOutcomeStaysUnknown() {
        Outcome<MigrationReport> outcome = two().lockWait(Duration.ofSeconds(1))
                .faults(Faults.script()
                        .at("t2_1", Fault.lost(Fate.NOT_DONE))
                        .at("AS held", Fault.meanwhile(Rival::takeLease)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("Another runner holds the lease: rival");
        assertThat(outcome.failure().getSuppressed()).hasExactlyElementsOfTypes(LeaseNotObtainedException.class);
    }

    @Test
    void whatIsNeverAnsweredAndNeverDoneIsAFailure() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", 100, Fault.lost(Fate.NOT_DONE)))
                .migrate();
        assertThat(failed(outcome).remedy().toString())
                .isEqualTo(
                        "Check that the server is up, and the network between. It was rolled back; nothing of it remains."
                                + " Then try again.");
        assertThat(outcome.database().state.objects).isEmpty();
        assertThat(outcome.count("t1_1")).isEqualTo(8);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void whatOutlastsTheConnectionsOwnTimeLimitIsNotSentAgainAndTheLimitIsNamed() {
        Outcome<MigrationReport> outcome = two().faults(
                        Faults.script().at("t1_1", 100, new Fault.TimedOut(Fate.NOT_DONE)))
                .migrate();
        assertThat(outcome.count("t1_1")).isEqualTo(1);
        assertThat(failed(outcome).remedy().toString())
                .contains("socketTimeout")
                .endsWith("It was rolled back; nothing of it remains. Then try again.");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "DONE_LATE"})
    void whatIsDoneInSpiteOfTheConnectionsTimeLimitCounts(Fate fate) {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", new Fault.TimedOut(fate)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.count("t1_1")).isEqualTo(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aTransactionThatIsStillUnderWayIsWaitedForAndNotRepeated() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", Fault.lost(Fate.DONE_LATE)))
                .migrate();
        assertThat(outcome.count("t1_1")).isEqualTo(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aServerThatGoesAwayInTheMiddleIsReachedAgain() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script()
                        .at("t1_1", new Fault.Refused("57P01", sql -> sql.contains("t1_1"), 0, true))
                        .at("open", 5, new Fault.Unreachable("57P03")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    /** As where a pooler answers for a server that it has lost, or a server says that it is about to end the session. */
    @ParameterizedTest
    @ValueSource(strings = {"08000", "08003", "08006", "57P01", "57P02", "57P03", "57P05"})
    void theEndOfTheSessionIsAnUnknownOutcomeAlsoWhereTheConnectionLives(String sqlState) {
        for (Fault fault : List.of(
                Fault.refused(sqlState, "t1_2"),
                new Fault.CommitRefused(sqlState),
                new Fault.Lost(Fate.DONE, sqlState, false))) {
            Outcome<MigrationReport> outcome =
                    two().faults(Faults.script().at("t1_1", fault)).migrate();
            assertThat(outcome.result().steps()).hasSize(2);
            assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
            assertThat(outcome.calls()).contains("abort 1", "close 1");
            assertThat(outcome.database().state.violations).isEmpty();
        }
    }

    @Test
    void aMigrationThatIsRecordedAlreadyIsRefused() {
        Outcome<MigrationReport> outcome = two().faults(
                        Faults.script().at("t1_1", Fault.refused("23505", "INSERT INTO \"public\".\"_migrations\"")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The database reported an error while recording V1: ");
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @Test
    void aSettingOfTheHeaderThatIsRefusedIsNotTakenForTheRecord() {
        Migration migration = new Migration(1, "x", "-- manticore: lock_timeout=5s\nSELECT 1;", null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at("SET LOCAL", Fault.refused("42704", "SET LOCAL")))
                .migrate();
        assertThat(outcome.failure()).hasMessageStartingWith("The database reported an error while preparing V1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"55P03", "57014", "25001", "55P04", "55006"})
    void someStatesComeWithAdvice(String sqlState) {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", Fault.refused(sqlState, "t1_1")))
                .migrate();
        assertThat(failed(outcome).remedy().advice()).endsWith("try again.").doesNotStartWith("It was rolled");
    }

    @Test
    void pendingTriggersComeWithTheWayToFireThem() {
        Outcome<MigrationReport> outcome = two().faults(Faults.script().at("t1_1", Fault.refused("55006", "t1_1")))
                .migrate();
        assertThat(failed(outcome).remedy().advice())
                .contains("write SET CONSTRAINTS ALL IMMEDIATE before the statement");
    }

    /** Locks, cancellations, a full disk, no memory, no connections, I/O errors, deadlocks to the end. */
    @ParameterizedTest
    @ValueSource(strings = {"55P03", "57014", "53000", "53100", "53200", "53400", "58030", "40001", "40P01"})
    void nobodyIsAskedToCorrectAFileThatIsNotToBlame(String sqlState) {
        Outcome<MigrationReport> outcome = two().faults(
                        Faults.script().at("t1_1", 100, Fault.refused(sqlState, "t1_1")))
                .migrate();
        assertThat(failed(outcome).remedy().advice())
                .doesNotStartWith("It was rolled")
                .endsWith("It was rolled back; nothing of it remains. Then try again.")
                .doesNotContain("orrect");
    }

    @Test
    void anEmptyScriptIsRecorded() {
        Outcome<MigrationReport> outcome = Trial.of(new Migration(1, "later", "-- nothing yet\n", null))
                .initialized()
                .migrate();
        assertThat(outcome.result().notes()).containsExactly("V1 has no statements (code:V1__later.sql).");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "55P03", "57014"})
    void aFenceThatTheServerRefusesIsNotTakenForALostLease(String sqlState) {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused(sqlState, "WITH fence")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The database reported an error while recording V1: ");
    }
}
