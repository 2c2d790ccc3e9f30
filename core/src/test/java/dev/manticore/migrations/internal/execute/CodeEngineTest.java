package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelCode;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a run handles each failure of a migration in Java code. */
class CodeEngineTest {
    private static final String CODE = "CREATE TABLE t2_1";
    private static final String RELEASE = "RELEASE SAVEPOINT";
    private static final String CLASS = ModelCode.class.getName();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static Trial trial() {
        return Trial.of(atomic(1)).code(ModelCode.of(Version.of(2))).initialized();
    }

    private static StatementFailedException failed(Outcome<?> outcome) {
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        return (StatementFailedException) outcome.failure();
    }

    @Test
    void runsBetweenASavepointAndTheHistoryRow() {
        Outcome<MigrationReport> outcome = trial().migrate();

        assertThat(outcome.result().steps())
                .extracting(StepReport::origin)
                .containsExactly("code:V1__atomic.sql", CLASS);
        assertThat(outcome.sent().filter(call -> call.contains(CODE)))
                .singleElement()
                .asString()
                .containsSubsequence("SAVEPOINT manticore_code", CODE, RELEASE, "WITH fence AS", "INSERT INTO");
        assertThat(outcome.database().state.history.keySet()).containsExactly(1L, 2L);
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2", "t2_1");
    }

    @Test
    void isReverted() {
        Outcome<MigrationReport> outcome = trial().applied(1, 2).migrate(Target.version(1));

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.sent()).anyMatch(call -> call.contains("DROP TABLE t2_1") && call.contains(RELEASE));
        assertThat(outcome.database().state.history.keySet()).containsExactly(1L);
    }

    @Test
    void whatItThrowsStopsTheRunWithWhatWasDone() {
        Outcome<MigrationReport> outcome = trial().faults(Faults.script().at(CODE, Fault.refused("23505", CODE)))
                .migrate();

        StatementFailedException failure = failed(outcome);
        assertThat(failure)
                .extracting(Outcome::summary)
                .isEqualTo(CLASS + ": V2 failed: STATEMENT 23505 (SQLSTATE 23505)");
        assertThat(failure.remedy())
                .hasToString("It was rolled back; nothing of it remains in the database. Correct the class and try"
                        + " again.");
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2");
    }

    @ParameterizedTest
    @CsvSource({
        "3B001, the code ended the transaction that it was given. What it committed is in the database",
        "25P01, the code ended the transaction that it was given. What it committed is in the database",
        "25P02, the code went on after an error of the database"
    })
    void aSavepointThatCannotBeReleasedSaysWhatTheCodeDid(String sqlState, String text) {
        Outcome<MigrationReport> outcome = trial().faults(Faults.script().at(CODE, Fault.refused(sqlState, RELEASE)))
                .migrate();

        assertThat(failed(outcome).summary()).startsWith(CLASS + ": V2 failed: " + text);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).isEmpty();
        assertThat(outcome.database().state.history.keySet()).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aSerializationFailureCallsItAgain(String sqlState) {
        Outcome<MigrationReport> outcome = trial().faults(Faults.script().at(CODE, 2, Fault.refused(sqlState, CODE)))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.sent().filter(call -> call.contains(CODE))).hasSize(3);
        assertThat(outcome.database().state.objects).contains("t2_1");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerIsFoundOut(Fate fate) {
        Outcome<MigrationReport> outcome =
                trial().faults(Faults.script().at(CODE, Fault.lost(fate))).migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.sent().filter(call -> call.contains(CODE))).hasSize(fate == Fate.NOT_DONE ? 2 : 1);
        assertThat(outcome.database().state.history.keySet()).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerOfARepeatableOneWithoutChecksumIsFoundOut(Fate fate) {
        ModelCode code = new ModelCode(new RepeatableName("code"), null, CODE, null);
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .code(code)
                .initialized()
                .faults(Faults.script().at(CODE, Fault.lost(fate)))
                .migrate();

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.sent().filter(call -> call.contains(CODE))).hasSize(fate == Fate.NOT_DONE ? 2 : 1);
    }

    @Test
    void anOutcomeThatCannotBeFoundOutIsUnknown() {
        Outcome<MigrationReport> outcome = trial().faults(
                        Faults.script().at(CODE, Fault.lost(Fate.DONE)).at("open", 100, new Fault.Unreachable("08001")))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aLostLeaseKeepsItFromCommitting() {
        Outcome<MigrationReport> outcome = trial().faults(Faults.script().at(CODE, Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.database().state.history.keySet()).containsExactly(1L);
    }

    @Test
    void isRefusedWithItsClassWhereTheRunnerCannotRunIt() {
        dev.manticore.migrations.CodeMigration foreign = new dev.manticore.migrations.CodeMigration() {
            @Override
            public Version id() {
                return Version.of(2);
            }

            @Override
            public String description() {
                return "foreign";
            }
        };
        Outcome<MigrationReport> outcome =
                Trial.of(atomic(1)).code(foreign).initialized().migrate();

        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("This migrator cannot run the Java code of "
                        + foreign.getClass().getName() + ". Use ModelCode.");
        assertThat(outcome.database().state.history).isEmpty();
    }

    /** The connection is not given back, since nobody knows what the code has changed in it. */
    @Test
    void itsConnectionIsGivenUp() {
        Migration next = atomic(3);
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), next)
                .code(ModelCode.of(Version.of(2)))
                .initialized()
                .migrate();

        assertThat(outcome.calls()).containsSubsequence("abort 1", "close 1", "open");
    }
}
