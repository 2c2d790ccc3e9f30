package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a run begins on a new database, and how it reports one that it cannot use. */
class BootstrapEngineTest {

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P07", "42P06", "42710", "42701", "40001", "40P01", "XX000"})
    void aRaceForTheTablesIsRunAgain(String sqlState) {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .faults(Faults.script().at("CREATE TABLE IF", 3, Fault.refused(sqlState, "CREATE TABLE IF")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.Retrying.class))
                .extracting(MigrationEvent.Retrying::attempt)
                .containsExactly(1, 2, 3);
    }

    @Test
    void aRaceThatNeverEndsIsGivenUp() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .faults(Faults.script().at("CREATE TABLE IF", 100, Fault.refused("23505", "CREATE TABLE IF")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("taking the lease");
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(20);
    }

    @Test
    void aSchemaThatWasAskedForIsMade() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1)).schema("app").migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("CREATE SCHEMA IF NOT EXISTS \"app\"")).isEqualTo(1);
        assertThat(outcome.database().state.schema).isTrue();
    }

    @Test
    void aSchemaThatIsThereIsNotMade() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .schema("app")
                .given(database -> database.state.schema = true)
                .migrate();
        assertThat(outcome.count("CREATE SCHEMA")).isZero();
    }

    @Test
    void whereNoSchemaWasAskedForAMissingOneIsAnError() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .faults(Faults.script().at("CREATE TABLE IF", Fault.refused("3F000", "CREATE TABLE IF")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.migrationFailure().remedy().toString())
                .isEqualTo("Specify a schema, or set a search_path that contains an existing schema.");
        assertThat(outcome.count("CREATE SCHEMA")).isZero();
    }

    @Test
    void aSchemaThatStaysMissingIsAnError() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .schema("app")
                .faults(Faults.script().at("CREATE TABLE IF", 2, Fault.refused("3F000", "CREATE TABLE IF")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.count("CREATE SCHEMA")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, 'Check the user and the password. To set the password: the password of the DataSource or the pool.'",
        "28000, pg_hba.conf",
        "3D000, 'Check the database''s name, or create the database'",
        "22023, -Duser.timezone=UTC",
        "42501, GRANT CONNECT ON DATABASE",
        "53300, raise max_connections",
        "57P03, 'Wait a moment. Then try again.'",
        "08001, 'Check host and port, and that the server is up and accepts connections.'"
    })
    void noConnectionAtFirstIsSaidAtOnce(String sqlState, String remedy) {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .faults(Faults.script().at("open", new Fault.Unreachable(sqlState)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseUnreachableException.class)
                .extracting(Outcome::summary)
                .isEqualTo("Could not connect to the database: CONNECT " + sqlState + " (SQLSTATE " + sqlState + ")");
        assertThat(outcome.migrationFailure().remedy().toString()).contains(remedy);
        assertThat(outcome.calls()).containsExactly("open");
    }

    @ParameterizedTest
    @CsvSource({
        "on, off, default, 'This server is a standby'",
        "on, on, database, 'This server is a standby'",
        "off, on, database, 'default_transaction_read_only is on for this database.'",
        "off, on, user, 'default_transaction_read_only is on for this user.'",
        "off, on, client, 'default_transaction_read_only is on by the options of this connection.'",
        "off, off, default, 'The server accepts no changes on this connection.'"
    })
    void aServerThatAcceptsNoChangesIsAskedWhy(String standby, String setting, String source, String advice) {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .given(database -> database.state.readOnly = List.of(standby, setting, source))
                .faults(Faults.script().at("AS held", Fault.refused("25006", "AS held")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.migrationFailure().remedy().toString()).contains(advice);
    }

    @Test
    void aConnectionThatIsLostAtTheFirstReadingIsSaidAtOnce() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .faults(Faults.script().at("SELECT * FROM", Fault.lost(Fate.NOT_DONE)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageStartingWith("The connection was lost while reading the history: ");
    }

    @Test
    void aHistoryThatMayNotBeReadIsSaid() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .faults(Faults.script().at("SELECT * FROM", Fault.refused("42501", "SELECT")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageStartingWith("The database reported an error while reading the history: ");
        assertThat(((DatabaseErrorException) outcome.failure()).error().hint()).isEqualTo("hint for 42501");
    }

    @Test
    void initializeMakesTheTablesAndGivesTheLeaseBack() {
        Outcome<Void> outcome = Trial.of(atomic(1)).run(new Initialize());
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.historyTable).isTrue();
        assertThat(outcome.database().state.leaseTable).isTrue();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.database().state.history).isEmpty();
    }

    @Test
    void initializeCompletesATableOfThreeColumns() {
        Outcome<Void> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.narrow = true)
                .run(new Initialize());
        assertThat(outcome.database().state.narrow).isFalse();
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void initializeAgainDoesNoHarm() {
        Outcome<Void> outcome = Trial.of(atomic(1)).applied(1).run(new Initialize());
        assertThat(outcome.count("CREATE")).isZero();
        assertThat(outcome.count("ALTER")).isZero();
    }
}
