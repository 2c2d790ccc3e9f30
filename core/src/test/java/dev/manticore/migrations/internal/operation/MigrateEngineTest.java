package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which messages {@code migrate} sends, in which order, and which events it reports. */
class MigrateEngineTest {

    @Test
    void nothingToDoIsOneRoundTripWithoutTheLease() {
        Outcome<MigrationReport> outcome =
                Trial.of(atomic(1), atomic(2)).applied(1, 2).migrate();
        assertThat(outcome.result()).isEqualTo(MigrationReport.EMPTY);
        assertThat(outcome.calls()).hasSize(4);
        assertThat(outcome.sent())
                .singleElement()
                .asString()
                .contains("SELECT * FROM")
                .doesNotContain("AS held");
        assertThat(outcome.events())
                .hasSize(4)
                .startsWith(
                        new MigrationEvent.RunRequested(Target.latest()),
                        new MigrationEvent.HistoryRead("PostgreSQL", "17.0", null, null, "public", Version.of(2)))
                .endsWith(new MigrationEvent.RunFinished(MigrationReport.EMPTY, Version.of(2), Duration.ofMillis(100)));
        assertThat(outcome.events().get(2))
                .isInstanceOfSatisfying(
                        MigrationEvent.NothingToDo.class,
                        found -> assertThat(found.entries())
                                .extracting(MigrationStatus.Entry::state)
                                .containsExactly(MigrationStatus.State.APPLIED, MigrationStatus.State.APPLIED));
    }

    @Test
    void anAtomicMigrationIsAtMostOneRoundTripAndThreeMoreSurroundThem() {
        Outcome<MigrationReport> outcome =
                Trial.of(atomic(1), atomic(2), atomic(3)).initialized().migrate();
        assertThat(outcome.sent()).hasSize(2 + 3);
        assertThat(outcome.result().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(1), Version.of(2), Version.of(3));
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2", "t2_1", "t2_2", "t3_1", "t3_2");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L, 2L, 3L);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void theFenceAndTheRecordStandBehindTheScriptInOneTransaction() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1)).initialized().migrate();
        assertThat(outcome.sent().filter(call -> call.contains("t1_1")))
                .singleElement()
                .asString()
                .containsSubsequence(
                        "TRANSACTION",
                        "CREATE TABLE t1_1",
                        "INSERT INTO t1_2",
                        "WITH fence AS (UPDATE \"public\".\"_migrations_lease\"",
                        "INSERT INTO \"public\".\"_migrations\" (version,");
    }

    @Test
    void aFreshDatabaseGetsItsTablesInTheMessageThatTakesTheLease() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1)).migrate();
        assertThat(outcome.sent()).hasSize(1 + 3);
        assertThat(outcome.calls().get(3))
                .containsSubsequence("CREATE TABLE IF NOT EXISTS", "CREATE TABLE IF NOT EXISTS", "AS held", "SELECT *");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void aMissingLeaseTableIsMade() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .applied(1)
                .given(database -> database.state.leaseTable = false)
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.count("CREATE TABLE IF NOT EXISTS \"public\".\"_migrations_lease\""))
                .isEqualTo(1);
    }

    @Test
    void aTableOfThreeColumnsIsCompletedUnderTheLease() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .applied(1)
                .given(database -> {
                    database.state.narrow = true;
                    database.state.leaseTable = false;
                })
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.sent().filter(call -> call.contains("ALTER TABLE")))
                .hasSize(7)
                .allMatch(call -> call.split("ALTER TABLE", -1).length == 2);
        assertThat(outcome.database().state.narrow).isFalse();
    }

    /** From 26.1 on new tables are locked, and a cluster may not unlock them by itself. */
    @Test
    void aTableThatIsLockedAgainstSchemaChangesComesWithTheWayToUnlockIt() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .on(Product.COCKROACHDB)
                .applied(1)
                .given(database -> database.state.narrow = true)
                .faults(Faults.script().at("ALTER TABLE", Fault.schemaLocked()))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.migrationFailure().remedy().toString())
                .contains(
                        "sql.schema.auto_unlock.enabled is off",
                        "ALTER TABLE \"public\".\"_migrations\" SET (schema_locked = false);");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void aTableOfThreeColumnsIsLeftAloneWhileThereIsNothingToDo() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.narrow = true)
                .migrate();
        assertThat(outcome.count("ALTER")).isZero();
    }

    @Test
    void whatAnotherRunnerDidInTheMeantimeIsNotDoneAgain() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .initialized()
                .faults(Faults.script().at("AS held", Fault.meanwhile(database -> Rival.migrate(database, atomic(1)))))
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void whereAnotherRunnerDidItAllTheLeaseIsReleasedAndNothingIsSaidToHaveStarted() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("AS held", Fault.meanwhile(database -> Rival.migrate(database, atomic(1)))))
                .migrate();
        assertThat(outcome.result().isEmpty()).isTrue();
        assertThat(outcome.events(MigrationEvent.RunStarted.class)).isEmpty();
        assertThat(outcome.events(MigrationEvent.LeaseReleased.class)).hasSize(1);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void problemsThatAppearOnlyUnderTheLeaseGiveItBack() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .initialized()
                .faults(Faults.script().at("AS held", Fault.meanwhile(database -> Rival.migrate(database, atomic(2)))))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("V1 is not applied, but the higher version V2 is.");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT *", "AS held"})
    void readingIsTriedAgainAfterASerializationFailure(String at) {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at(at, 3, Fault.refused("40001", at)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(3);
    }

    @Test
    void revertsInDescendingOrder() {
        Outcome<MigrationReport> up = Trial.of(atomic(1), atomic(2), atomic(3)).migrate();
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2), atomic(3))
                .given(database -> database.state = new ModelState(up.database().state))
                .migrate(Target.version(1));
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(3), Version.of(2));
        assertThat(outcome.result().steps()).extracting(StepReport::direction).containsOnly(Direction.REVERT);
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void eventsComeInOrder() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2)).migrate();
        assertThat(outcome.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "RunRequested",
                        "LeaseAcquired",
                        "HistoryRead",
                        "RunStarted",
                        "StepStarted",
                        "StepFinished",
                        "StepStarted",
                        "StepFinished",
                        "LeaseReleased",
                        "RunFinished");
    }

    /** To ask for it before the lease is taken would be a round trip more. */
    @Test
    void aFirstRunTellsTheSchemaWhenItHasTakenTheLease() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1)).migrate();

        assertThat(outcome.sent()).hasSize(1 + 3);
        assertThat(outcome.events())
                .filteredOn(MigrationEvent.HistoryRead.class::isInstance)
                .containsExactly(new MigrationEvent.HistoryRead("PostgreSQL", "17.0", null, null, "public", null));
    }

    @Test
    void aFailureIsTheLastEvent() {
        Outcome<MigrationReport> outcome = Trial.of().migrate();

        assertThat(outcome.events()).hasSize(3);
        assertThat(outcome.events().get(0)).isEqualTo(new MigrationEvent.RunRequested(Target.latest()));
        assertThat(outcome.events().get(2))
                .isInstanceOfSatisfying(
                        MigrationEvent.RunFailed.class,
                        it -> assertThat(it.failure()).isSameAs(outcome.failure()));
    }
}
