package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows how a statement on CockroachDB shares a message with its note, and what follows from its failures. */
class NotesWithStatementsEngineTest {
    private static final String SERIALIZABLE =
            "TRANSACTION SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET LOCAL autocommit_before_ddl = off; ";

    private static final Migration THREE = new Migration(
            1, "three", "CREATE TABLE t1_1 (a int);\nCREATE TABLE t1_2 (a int);\nCREATE TABLE t1_3 (a int);", null);

    private static Trial trial(Migration... migrations) {
        return Trial.of(migrations).initialized().on(Product.COCKROACHDB).notesWithStatements();
    }

    @Test
    void aStatementTakesOneRoundTrip() {
        Outcome<MigrationReport> outcome = trial(THREE).migrate();

        assertThat(outcome.abridged())
                .containsExactly(
                        SERIALIZABLE + "note 0 true;; AUTOCOMMIT CREATE TABLE t1_1",
                        SERIALIZABLE + "note 1 true;; AUTOCOMMIT CREATE TABLE t1_2",
                        SERIALIZABLE + "note 2 true;; AUTOCOMMIT CREATE TABLE t1_3",
                        SERIALIZABLE + "clear; record");
        assertThat(Trial.of(THREE)
                        .initialized()
                        .on(Product.COCKROACHDB)
                        .migrate()
                        .abridged())
                .hasSize(7);
    }

    @Test
    void nothingChangesOnPostgreSql() {
        assertThat(trial(mixed(1)).on(Product.POSTGRESQL).migrate().calls())
                .isEqualTo(Trial.of(mixed(1)).initialized().migrate().calls());
    }

    @Test
    void aRefusedStatementIsReportedAndContinuedAsAnyOther() {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script().at("t1_2", Fault.refused("23505", "t1_2")))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(((StatementFailedException) outcome.failure()).location().line())
                .isEqualTo(2);
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
        assertThat(outcome.database().state.lease.progress().running()).isFalse();
        assertThat(Trial.of(THREE)
                        .on(Product.COCKROACHDB)
                        .afterwards(outcome.database())
                        .failure())
                .isNull();
    }

    /** The server finds it before it executes anything. */
    @Test
    void aSyntaxErrorIsTheStatements() {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script().at("t1_2", Fault.refused("42601", "t1_2")))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(((StatementFailedException) outcome.failure()).location().line())
                .isEqualTo(2);
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
    }

    /** CockroachDB gives no positions. */
    @Test
    void aSyntaxErrorWithoutAPositionIsFoundByANoteAndAStatementApart() {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script()
                        .at("t1_2", Fault.refusedAsWhole("42601", "t1_2"))
                        .at("t1_2", Fault.refused("42601", "t1_2")))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(((StatementFailedException) outcome.failure()).location().line())
                .isEqualTo(2);
        assertThat(outcome.abridged())
                .containsSubsequence(
                        SERIALIZABLE + "note 1 true;; AUTOCOMMIT CREATE TABLE t1_2",
                        "AUTOCOMMIT note 1 true",
                        "AUTOCOMMIT CREATE TABLE t1_2");
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
        assertThat(outcome.database().state.lease.progress().running()).isFalse();
    }

    @Test
    void whatOnlyTheMessageCannotDoIsExecutedApart() {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script().at("t1_2", Fault.refusedAsWhole("54000", "t1_2")))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.objects).containsExactlyInAnyOrder("t1_1", "t1_2", "t1_3");
    }

    @Test
    void aSerializationFailureOfTheStatementSendsItsNoteAgain() {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script().at("t1_2", Fault.refused("40001", "t1_2")))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.count("t1_2")).isEqualTo(2);
    }

    @Test
    void nothingIsExecutedByARunnerThatHasLostItsLease() {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script().at("statements_done = 1", Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerMeansWhatTheNoteSays(Fate fate) {
        Outcome<MigrationReport> outcome = trial(THREE)
                .faults(Faults.script().at("statements_done = 1", Fault.lost(fate)))
                .migrate();

        boolean done = fate != Fate.NOT_DONE;
        assertThat(outcome.failure() instanceof OutcomeUnknownException).isEqualTo(done);
        assertThat(outcome.database().state.violations).isEmpty();
        if (!done) {
            assertThat(outcome.failure()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void whatIsSafeToRepeatIsRepeatedAfterALostAnswer(Fate fate) {
        Outcome<MigrationReport> outcome = trial(repeatable(1, 3))
                .faults(Faults.script().at("statements_done = 1", Fault.lost(fate)))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.objects).containsExactlyInAnyOrder("t1_1", "t1_2", "t1_3");
    }

    /** Whatever happens to a message, the next run finishes the migration or says what is in doubt. */
    @Test
    void randomFaultsLeaveNothingThatTheNextRunDoesNotKnow() {
        List<Fault> faults = List.of(
                Fault.lost(Fate.NOT_DONE),
                Fault.lost(Fate.DONE),
                Fault.lost(Fate.DONE_LATE),
                new Fault.Lost(Fate.DONE, "40003", false),
                Fault.refused("40001", ""),
                Fault.refused("23505", "CREATE TABLE"),
                Fault.refused("42601", "CREATE TABLE"),
                Fault.refusedAsWhole("42601", "CREATE TABLE"),
                Fault.meanwhile(database -> database.pass(60_000)));
        int completed = 0;
        int unknown = 0;
        for (int seed = 0; seed < 300; seed++) {
            int number = seed;
            Outcome<MigrationReport> outcome = trial(THREE, repeatable(2, 2))
                    .leaksAllowed()
                    .faults(() -> Faults.random(number, faults))
                    .migrate();
            assertThatCode(() -> check(outcome))
                    .as("seed %d%n%s", seed, outcome.describe())
                    .doesNotThrowAnyException();
            completed += outcome.failure() == null ? 1 : 0;
            unknown += outcome.failure() instanceof OutcomeUnknownException ? 1 : 0;
        }
        assertThat(completed).isBetween(30, 270);
        assertThat(unknown).isPositive();
    }

    private static void check(Outcome<MigrationReport> outcome) {
        assertThat(outcome.database().state.violations).isEmpty();
        outcome.database().pass(60_000);
        Outcome<MigrationReport> later = Trial.of(THREE, repeatable(2, 2))
                .on(Product.COCKROACHDB)
                .lockWait(Duration.ofMinutes(5))
                .afterwards(outcome.database());
        assertThat(outcome.database().state.violations).isEmpty();
        if (later.failure() == null) {
            assertThat(outcome.database().state.objects)
                    .containsExactlyInAnyOrder("t1_1", "t1_2", "t1_3", "t2_1", "t2_2");
        } else {
            assertThat(later.failure()).isInstanceOf(OutcomeUnknownException.class);
        }
    }
}
