package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import org.junit.jupiter.api.Test;

/** Errors of the server are reported as they are. */
interface RefusalCases extends RunnerHooks {

    @Test
    default void aRefusalSaysWhatTheServerSaid() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("its DO is limited");
            TxFailure failure = trial.refused(Scripts.transaction(
                    "DO $$ BEGIN RAISE 'it broke: é' USING ERRCODE = 'P7001', DETAIL = 'the detail',"
                            + " HINT = 'the hint'; END $$"));

            assertThat(failure.sqlState()).as("SQLSTATE").isEqualTo("P7001");
            assertThat(failure.text()).as("the server's message").contains("it broke: é");
            assertThat(failure.detail()).as("the server's DETAIL").contains("the detail");
            assertThat(failure.hint()).as("the server's HINT").contains("the hint");
        }
    }

    @Test
    default void aRefusalIsOfPhaseStatementAndKeepsTheSession() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            for (TxScript script : new TxScript[] {
                Scripts.transaction("SELECT 1 / 0"),
                Scripts.autocommit("SELECT 1 / 0"),
                Scripts.transaction("SELEC 1"),
                Scripts.autocommit("SELEC 1")
            }) {
                TxFailure failure = trial.refused(script);

                assertThat(failure.phase())
                        .as("the phase of %s, which the server refused", script)
                        .isEqualTo(Phase.STATEMENT);
                assertThat(failure.sessionLost())
                        .as("whether the connection is gone after %s; a refusal does not end it", script)
                        .isFalse();
                if (trial.isPostgres() || failure.text().contains("zero")) {
                    assertThat(failure.statement()).isZero();
                }
            }
        }
    }

    @Test
    default void aRunTimeErrorNamesItsStatementThoughItHasNoPosition() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            TxFailure failure = trial.refused(Scripts.transaction(
                    "CREATE TABLE testkit.t (id INT UNIQUE)",
                    "INSERT INTO testkit.t VALUES (1)",
                    "INSERT INTO testkit.t VALUES (1)",
                    "SELECT 1"));

            assertThat(failure.sqlState()).isEqualTo("23505");
            assertThat(failure.statement())
                    .as("the index of the failed statement; count the answers before the error")
                    .isEqualTo(2);
            assertThat(failure.position())
                    .as("the position, which the server did not give")
                    .isZero();
        }
    }

    @Test
    default void commentsCountAsStatements() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            TxFailure failure = trial.refused(
                    Scripts.transaction("-- nothing", "SELECT 1", "/* nothing /* at all */ */", "SELECT 1 / 0"));

            assertThat(failure.statement())
                    .as("the index of the failed statement; the server does not answer comments")
                    .isEqualTo(3);
        }
    }

    @Test
    default void noticesAndQueriesAreReadPast() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("its DO is limited");
            TxFailure failure = trial.refused(Scripts.transaction(
                    "CREATE TABLE IF NOT EXISTS testkit.t (id INT)",
                    "CREATE TABLE IF NOT EXISTS testkit.t (id INT)",
                    "DO $$ BEGIN RAISE WARNING 'a warning'; RAISE NOTICE 'a notice'; END $$",
                    "SELECT * FROM generate_series(1, 3000)",
                    "SET LOCAL TimeZone = 'Asia/Tokyo'",
                    "SELECT 1 / 0"));

            assertThat(failure.statement())
                    .as("the index of the failed statement; do not count notices or rows")
                    .isEqualTo(5);
        }
    }

    @Test
    default void aRefusedCommitIsOfPhaseCommitAndLeavesNothing() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it has no deferred constraints");
            TxFailure failure = trial.refused(Scripts.transaction(
                    "CREATE TABLE testkit.p (id INT PRIMARY KEY)",
                    "CREATE TABLE testkit.t (id INT REFERENCES testkit.p DEFERRABLE INITIALLY DEFERRED)",
                    "INSERT INTO testkit.t VALUES (1)"));

            assertThat(failure.phase())
                    .as("the phase of a constraint that is checked at COMMIT")
                    .isEqualTo(Phase.COMMIT);
            assertThat(failure.sqlState()).isEqualTo("23503");
            assertThat(failure.statement())
                    .as("the index of the failed statement; none failed, COMMIT did")
                    .isEqualTo(-1);
            assertThat(failure.sessionLost()).isFalse();
            assertThat(trial.exists("testkit.t")).isFalse();
            assertThat(trial.read("SELECT 1"))
                    .as("the answer of the session after a refused COMMIT")
                    .isEqualTo("1");
        }
    }
}
