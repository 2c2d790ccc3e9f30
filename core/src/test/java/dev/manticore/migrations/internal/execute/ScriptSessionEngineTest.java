package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import org.junit.jupiter.api.Test;

/** Shows that a session is as it was after a script that changes it; every {@link Trial} checks that nothing leaks. */
class ScriptSessionEngineTest {
    private static final Migration DUMP = new Migration(
            1, "dump", "SET search_path = nowhere;\nSET timezone = 'UTC';\nCREATE TABLE t1_1 (a int);", null);
    private static final Migration STEPWISE = new Migration(
            1, "x", "-- manticore: transaction=none\nSET search_path = nowhere;\nCREATE TABLE t1_1 (a int);", null);
    private static final Migration LOCKING =
            new Migration(1, "x", "SELECT pg_advisory_lock(1);\nCREATE TABLE t1_1 (a int);", null);
    private static final String SAVE = "set_config('manticore.session', coalesce(";
    private static final String RESTORE = "set_config(coalesce(now.name";

    @Test
    void anAtomicScriptTakesItsChangesBackInItsOwnTransaction() {
        Outcome<MigrationReport> outcome =
                Trial.of(DUMP, atomic(2)).initialized().migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.sent().filter(call -> call.contains("t1_1")))
                .singleElement()
                .asString()
                .containsSubsequence(SAVE, "SET search_path", "t1_1", "SET CONSTRAINTS ALL IMMEDIATE", RESTORE, "fence")
                .containsSubsequence("fence", "INSERT INTO");
        assertThat(outcome.count("manticore.session")).isEqualTo(1);
    }

    @Test
    void aScriptThatChangesNothingCostsNothing() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1)).initialized().migrate();
        assertThat(outcome.count("manticore.session")).isZero();
        assertThat(outcome.count("SET CONSTRAINTS")).isZero();
    }

    @Test
    void aFailedTransactionTakesItsChangesBackItself() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("42601", "t1_1")))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
        assertThat(outcome.count("manticore.session")).isEqualTo(1);
    }

    @Test
    void theUserOfTheSessionIsRestoredBeforeTheHistoryIsWritten() {
        Migration migration = new Migration(1, "x", "SET LOCAL ROLE limited;\nCREATE TABLE t1_1 (a int);", null);
        Outcome<MigrationReport> outcome = Trial.of(migration).initialized().migrate();
        assertThat(outcome.sent().filter(call -> call.contains("t1_1")))
                .singleElement()
                .asString()
                .containsSubsequence("t1_1", "set_config('session_authorization'", "set_config('role'", "fence");
    }

    @Test
    void aDeferredConstraintIsCheckedWithTheSettingsOfTheScript() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("23503", "SET CONSTRAINTS")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageStartingWith("code:V1__dump.sql: V1 failed: ");
    }

    @Test
    void settingsThatCannotBeSavedChangeNothing() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("42501", SAVE)))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class).hasMessageContaining("preparing V1");
        assertThat(outcome.database().state.objects).isEmpty();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void aSetTransactionComesFirst() {
        Migration migration = new Migration(
                1,
                "x",
                "-- manticore: lock_timeout=5s\nSET timezone = 'UTC';\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
                        + "CREATE TABLE t1_1 (a int);",
                null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .schema("app")
                .given(database -> database.state.schema = true)
                .migrate();
        assertThat(outcome.sent().filter(call -> call.contains("t1_1")))
                .singleElement()
                .asString()
                .containsSubsequence(
                        "SET TRANSACTION ISOLATION", SAVE, "SET LOCAL lock_timeout", "search_path", "SET timezone");
    }

    @Test
    void theStatementThatFailsIsNamedAlthoughSetTransactionWasMoved() {
        Migration migration = new Migration(
                1,
                "x",
                "SET timezone = 'UTC';\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE t1_1 (a int);",
                null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("22023", "SET timezone")))
                .migrate();
        assertThat(outcome.failure()).hasMessageStartingWith("code:V1__x.sql:1:1: V1 failed: ");
    }

    @Test
    void aStepwiseScriptTakesItsChangesBackAtItsEnd() {
        Outcome<MigrationReport> outcome =
                Trial.of(STEPWISE, atomic(2)).initialized().migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.count(RESTORE)).isEqualTo(1);
    }

    @Test
    void aStepwiseScriptTakesItsChangesBackAfterAFailureToo() {
        Outcome<MigrationReport> outcome = Trial.of(STEPWISE)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("42601", "t1_1")))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
        assertThat(outcome.count(RESTORE)).isEqualTo(1);
    }

    @Test
    void aSessionThatCannotBeRestoredIsGivenUp() {
        Outcome<MigrationReport> outcome = Trial.of(STEPWISE, atomic(2))
                .initialized()
                .leaksAllowed()
                .faults(Faults.script().at(RESTORE, Fault.refused("42501", RESTORE)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.calls())
                .containsSubsequence("abort 1", "close 1", "open")
                .doesNotContain("abort 2");
    }

    @Test
    void alsoBehindAFailureASessionThatCannotBeRestoredIsGivenUp() {
        Outcome<MigrationReport> outcome = Trial.of(STEPWISE)
                .initialized()
                .leaksAllowed()
                .faults(Faults.script()
                        .at("t1_1", Fault.refused("42601", "t1_1"))
                        .at(RESTORE, Fault.refused("42501", RESTORE)))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
        assertThat(outcome.calls()).containsSubsequence("abort 1", "close 1", "open");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void whatOutlivesARollbackEndsWithTheConnection() {
        Outcome<MigrationReport> outcome =
                Trial.of(LOCKING, atomic(2)).initialized().migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.calls())
                .containsSubsequence("abort 1", "close 1", "open")
                .doesNotContain("abort 2");
    }

    @Test
    void alsoAfterAFailure() {
        Outcome<MigrationReport> outcome = Trial.of(LOCKING)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("42601", "t1_1")))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
        assertThat(outcome.calls()).containsSubsequence("abort 1", "close 1", "open");
    }

    @Test
    void behindAPoolerWhatTheTransactionCannotTakeBackIsRefused() {
        Outcome<MigrationReport> outcome = Trial.of(LOCKING)
                .initialized()
                .given(database -> database.state.pooled = true)
                .migrate();
        assertThat(problem(outcome).kind()).isEqualTo(Problem.Kind.POOLED_SESSION);
        assertThat(problem(outcome).location()).hasToString("code:V1__x.sql:1:1");
        assertThat(outcome.count("t1_1")).isZero();
    }

    @Test
    void behindAPoolerAStepwiseScriptThatChangesItsSessionIsRefused() {
        Outcome<MigrationReport> outcome = Trial.of(STEPWISE)
                .initialized()
                .given(database -> database.state.pooled = true)
                .migrate();
        assertThat(problem(outcome).location()).hasToString("code:V1__x.sql:2:1");
    }

    @Test
    void behindAPoolerAStepwiseScriptWithTimeoutsIsRefused() {
        Migration migration = new Migration(
                1, "x", "-- manticore: transaction=none lock_timeout=5s\nCREATE TABLE t1_1 (a int);", null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .given(database -> database.state.pooled = true)
                .migrate();
        assertThat(problem(outcome).message()).contains("timeouts and schema");
    }

    @Test
    void behindAPoolerWhatTheTransactionTakesBackIsExecuted() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP)
                .initialized()
                .given(database -> database.state.pooled = true)
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
    }

    @Test
    void cockroachIsNotAskedForWhatItDoesNotHave() {
        Outcome<MigrationReport> outcome =
                Trial.of(DUMP).on(Product.COCKROACHDB).initialized().migrate();
        assertThat(outcome.count("manticore.session")).isZero();
        assertThat(outcome.count("pg_backend_pid")).isZero();
    }

    @Test
    void onCockroachASessionThatAScriptHasChangedIsGivenUp() {
        Outcome<MigrationReport> outcome =
                Trial.of(DUMP, atomic(2)).on(Product.COCKROACHDB).initialized().migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.calls())
                .containsSubsequence("abort 1", "close 1", "open")
                .doesNotContain("abort 2");
    }

    private static Problem problem(Outcome<MigrationReport> outcome) {
        return ((InvalidMigrationsException) outcome.failure()).problems().get(0);
    }
}
