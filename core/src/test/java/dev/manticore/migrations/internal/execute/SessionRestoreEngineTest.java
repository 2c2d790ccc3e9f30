package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import org.junit.jupiter.api.Test;

/** Shows that a session is restored after a script that changes it; every {@link Trial} checks that nothing leaks. */
class SessionRestoreEngineTest {
    private static final Migration DUMP = new Migration(
            1, "dump", "SET search_path = nowhere;\nSET timezone = 'UTC';\nCREATE TABLE t1_1 (a int);", null);

    @Test
    void aScriptThatChangesTheSessionCostsALookBeforeAndAfterAndARestoration() {
        Outcome<MigrationReport> outcome =
                Trial.of(DUMP, atomic(2)).initialized().migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.count("SELECT 'setting' AS kind")).isEqualTo(2);
        assertThat(outcome.calls())
                .filteredOn(call -> call.contains("RESET"))
                .singleElement()
                .asString()
                .contains("RESET \"search_path\"", "RESET \"timezone\"");
    }

    @Test
    void aScriptThatDoesNotCostsNothing() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1)).initialized().migrate();
        assertThat(outcome.count("'setting'")).isZero();
    }

    @Test
    void theSessionIsRestoredAfterAFailureToo() {
        Migration migration = new Migration(
                1, "x", "-- manticore: transaction=none\nSET search_path = nowhere;\nCREATE TABLE t1_1 (a int);", null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.refused("42601", "t1_1")))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
        assertThat(outcome.count("RESET \"search_path\"")).isEqualTo(1);
    }

    @Test
    void aLostSessionNeedsNoRestoration() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP, atomic(2))
                .initialized()
                .faults(Faults.script().at("t1_1", Fault.none()).at("'setting'", Fault.lost(Fate.NOT_DONE)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.count("RESET")).isZero();
    }

    @Test
    void aSessionThatCannotBeLookedAtIsNotChanged() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP)
                .initialized()
                .faults(Faults.script().at("'setting'", Fault.refused("42501", "")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("looking at the session");
        assertThat(outcome.count("t1_1")).isZero();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void aSessionThatCannotBeRestoredIsGivenUp() {
        Outcome<MigrationReport> outcome = Trial.of(DUMP, atomic(2))
                .initialized()
                .leaksAllowed()
                .faults(Faults.script().at("RESET", Fault.refused("42501", "")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.calls())
                .containsSubsequence("abort 1", "close 1", "open")
                .doesNotContain("abort 2");
    }

    @Test
    void cockroachIsNotAskedForWhatItDoesNotHave() {
        Outcome<MigrationReport> outcome =
                Trial.of(DUMP).on(Product.COCKROACHDB).initialized().migrate();
        assertThat(outcome.count("'setting'")).isZero();
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

    @Test
    void alsoBehindAFailureASessionThatCannotBeRestoredIsGivenUp() {
        Migration migration = new Migration(
                1, "x", "-- manticore: transaction=none\nSET search_path = nowhere;\nCREATE TABLE t1_1 (a int);", null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .leaksAllowed()
                .faults(Faults.script()
                        .at("t1_1", Fault.refused("42601", "t1_1"))
                        .at("RESET", Fault.refused("42501", "RESET")))
                .migrate();
        assertThat(outcome.failure()).hasMessageContaining("42601");
        assertThat(outcome.calls()).containsSubsequence("abort 1", "close 1", "open");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }
}
