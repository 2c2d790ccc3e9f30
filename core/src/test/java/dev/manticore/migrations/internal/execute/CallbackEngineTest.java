package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what becomes of callbacks, and of the run, when answers are lost or refused. */
class CallbackEngineTest {
    private static final String BEFORE = "INSERT INTO t8_1 VALUES (1);\n";
    private static final String AFTER = "INSERT INTO t8_2 VALUES (1);\n";

    /** One migration, in one transaction, and callbacks that are part of it. */
    private static Trial each() {
        return Trial.of(atomic(1))
                .initialized()
                .file("beforeEachMigrate.sql", BEFORE)
                .file("afterEachMigrate.sql", AFTER);
    }

    /** One migration, statement by statement, and callbacks that are part of it. */
    private static Trial stepwise() {
        return Trial.of(concurrent(1, 2))
                .initialized()
                .file("beforeEachMigrate.sql", BEFORE)
                .file("afterEachMigrate.sql", AFTER);
    }

    private static void complete(Outcome<MigrationReport> outcome, String... objects) {
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.objects).containsExactlyInAnyOrder(objects);
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void areInTheMessageOfTheirMigration() {
        Outcome<MigrationReport> outcome = each().migrate();

        assertThat(outcome.abridged())
                .anyMatch(message ->
                        message.matches(".*t8_1.*CREATE TABLE t1_1.*INSERT INTO t1_2.*t8_2.*; WITH fence.*; record.*"));
        complete(outcome, "t1_1", "t1_2", "t8_1", "t8_2");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void ofAMigrationAreExecutedOnceWithIt(Fate fate) {
        complete(each().faults(Faults.script().at("t8_1", Fault.lost(fate))).migrate(), "t1_1", "t1_2", "t8_1", "t8_2");
    }

    @Test
    void anErrorInOneIsMappedToItsFile() {
        Outcome<MigrationReport> outcome = each().faults(
                        Faults.script().at("t8_2", new Fault.Refused("42601", sql -> sql.contains("t8_2"), 13, false)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(Outcome.summary(outcome.failure()))
                .isEqualTo(
                        "db/afterEachMigrate.sql:1:13: V1 failed in the callback afterEachMigrate.sql: STATEMENT 42601"
                                + " (SQLSTATE 42601)");
        assertThat(outcome.database().state.objects).isEmpty();
    }

    /** The note before a script, and the history row after it, are in the transactions of the callbacks. */
    @ParameterizedTest
    @EnumSource(Fate.class)
    void ofAStepwiseMigrationAreExecutedOnce(Fate fate) {
        complete(
                stepwise()
                        .faults(Faults.script().at("t8_1", Fault.lost(fate)).at("t8_2", Fault.lost(fate)))
                        .migrate(),
                "i1_1",
                "i1_2",
                "t8_1",
                "t8_2");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void ofAStepwiseMigrationAreNotRepeatedByTheNextRun(Fate fate) {
        for (String place : new String[] {"t8_1", "t8_2"}) {
            ModelDatabase database =
                    stepwise().blocking(new Migrate(Target.version(0))).database();
            stepwise()
                    .leaksAllowed()
                    .faults(Faults.script().at(place, Fault.lost(fate)).at("", 1000, new Fault.Unreachable("08001")))
                    .blockingOn(database, new Migrate(Target.latest()));
            database.pass(60_000);
            assertThat(stepwise().afterwards(database).failure()).isNull();
            assertThat(database.state.violations).isEmpty();
            assertThat(database.state.objects).containsExactlyInAnyOrder("i1_1", "i1_2", "t8_1", "t8_2");
            assertThat(database.state.history).containsOnlyKeys(1L);
        }
    }

    @Test
    void beforeAStepwiseMigrationThatFailsAreNotRepeated() {
        Outcome<MigrationReport> first = stepwise()
                .faults(Faults.script().at("CONCURRENTLY i1_1", Fault.refused("42704", "i1_1")))
                .migrate();
        assertThat(first.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(first.database().state.objects).containsExactly("t8_1");

        complete(stepwise().afterwards(first.database()), "i1_1", "i1_2", "t8_1", "t8_2");
    }

    @Test
    void thatFailBeforeAStepwiseMigrationLeaveNoNote() {
        Outcome<MigrationReport> outcome = stepwise()
                .faults(Faults.script().at("t8_1", Fault.refused("42601", "t8_1")))
                .migrate();

        assertThat(outcome.failure()).hasMessageContaining("Nothing of the migration was executed. Correct the file");
        assertThat(outcome.database().state.lease.progress()).isNull();
        complete(stepwise().afterwards(outcome.database()), "i1_1", "i1_2", "t8_1", "t8_2");
    }

    private static Trial ofRun() {
        return Trial.of(atomic(1)).initialized().file("beforeMigrate.sql", BEFORE);
    }

    /** Nothing records them. */
    @ParameterizedTest
    @EnumSource(Fate.class)
    void ofARunAreExecutedAgainAfterALostAnswer(Fate fate) {
        Outcome<MigrationReport> outcome =
                ofRun().faults(Faults.script().at("t8_1", Fault.lost(fate))).migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("t8_1")).isEqualTo(2);
        assertThat(outcome.database().state.violations).hasSize(fate == Fate.NOT_DONE ? 0 : 1);
        assertThat(outcome.events(MigrationEvent.CallbackFinished.class)).hasSize(1);
    }

    @Test
    void ofARunAreSentAgainAfterASerializationFailure() {
        Outcome<MigrationReport> outcome = ofRun().faults(Faults.script().at("t8_1", 2, Fault.refused("40001", "t8_1")))
                .migrate();

        assertThat(outcome.count("t8_1")).isEqualTo(3);
        complete(outcome, "t1_1", "t1_2", "t8_1");
    }

    @Test
    void ofARunAreFenced() {
        Outcome<MigrationReport> outcome = ofRun().file("afterMigrateError.sql", AFTER)
                .leaksAllowed()
                .faults(Faults.script().at("t8_1", Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("before the callback beforeMigrate.sql was committed; it was rolled back.");
        assertThat(outcome.database().state.objects).isEmpty();
    }

    /** Another run has migrated while the answer was missing. */
    @Test
    void areNotRepeatedWhenTheRunPlansAgain() {
        Outcome<MigrationReport> outcome = ofRun().file("beforeMigrate__b.sql", AFTER)
                .file("afterMigrateApplied.sql", "INSERT INTO t8_3 VALUES (1);")
                .file("afterMigrate.sql", "INSERT INTO t8_4 VALUES (1);")
                .faults(Faults.script()
                        .at("t8_1", Fault.lost(Fate.NOT_DONE))
                        .at("open", Fault.meanwhile(database -> Rival.migrate(database, atomic(1)))))
                .migrate();

        assertThat(outcome.result().steps()).isEmpty();
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.objects)
                .contains("t8_1", "t8_2", "t8_4")
                .doesNotContain("t8_3");
    }

    @Test
    void whoseOutcomeCannotBeFoundOut() {
        Outcome<MigrationReport> outcome = ofRun().leaksAllowed()
                .faults(Faults.script()
                        .at("t8_1", Fault.lost(Fate.DONE))
                        .at("open", 1000, new Fault.Unreachable("08001")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("The server did not answer the callback beforeMigrate.sql, which may or may not");
    }

    @Test
    void afterAFailureDoNotHideIt() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .file("afterEachMigrateError.sql", BEFORE)
                .file("afterMigrateError.sql", AFTER)
                .faults(Faults.script()
                        .at("t1_1", Fault.refused("42601", "t1_1"))
                        .at("t8_1", Fault.refused("42602", "t8_1")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        failure -> assertThat(failure.id()).isEqualTo(Version.of(1)));
        assertThat(outcome.failure().getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        CallbackFailedException.class,
                        failure -> assertThat(failure.error().sqlState()).isEqualTo("42602"));
        assertThat(outcome.events(MigrationEvent.CallbackFailed.class)).hasSize(1);
        assertThat(outcome.database().state.objects).containsExactly("t8_2");
    }

    @Test
    void afterAFailureNeedADatabase() {
        Outcome<MigrationReport> outcome = ofRun().file("afterMigrateError.sql", AFTER)
                .leaksAllowed()
                .faults(Faults.script()
                        .at("t1_1", Fault.lost(Fate.DONE))
                        .at("open", 1000, new Fault.Unreachable("08001")))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(outcome.count("t8_2")).isZero();
    }
}
