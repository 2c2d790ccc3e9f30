package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.HistoryRepair.Kind;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.HistoryRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.load.Checksum;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that a repair changes the history once, in one transaction under the lease, whatever happens to its answer. */
class RepairEngineTest {
    private static final Migration BEFORE = atomic(1);
    private static final String TEXT = "-- Why.\n" + BEFORE.upSql();
    private static final Migration AFTER = new Migration(1, "atomic", TEXT, null);
    private static final String UPDATE = "WITH written AS (UPDATE";

    /** V1 was applied as it was before a comment was added, V2 under another description. */
    private static Trial changed() {
        ModelDatabase before = Trial.of(BEFORE, atomic(2)).migrate().database();
        HistoryRow first = before.state.history.get(1L);
        HistoryRow second = before.state.history.get(2L);
        return Trial.of(AFTER, atomic(2)).initialized().given(database -> {
            database.state.history.put(1L, first);
            database.state.history.put(2L, new HistoryRow("old", second.checksum(), "me", "script", second.content()));
            database.state.objects.addAll(before.state.objects);
        });
    }

    private static Outcome<RepairReport> repair(Trial trial, RepairOption... options) {
        return trial.run(new Repair(Set.of(options), false));
    }

    private static void assertRepaired(Outcome<RepairReport> outcome) {
        assertThat(outcome.result().repairs())
                .extracting(HistoryRepair::kind)
                .containsExactly(Kind.CHECKSUM, Kind.DESCRIPTION);
        assertThat(outcome.database().state.history.get(1L).checksum()).isEqualTo(Checksum.of(TEXT));
        assertThat(outcome.database().state.history.get(2L).description()).isEqualTo("atomic");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.events(MigrationEvent.HistoryRepaired.class))
                .containsExactly(new MigrationEvent.HistoryRepaired(outcome.result()));
    }

    @Test
    void everyChangeIsInOneTransactionBehindTheFence() {
        Outcome<RepairReport> outcome = repair(changed());

        assertRepaired(outcome);
        assertThat(outcome.sent().filter(call -> call.contains("TRANSACTION")))
                .singleElement()
                .asString()
                .containsSubsequence("WITH fence AS", "WHERE version = 1", "WHERE version = 2")
                .doesNotContain("CREATE TABLE t1_1");
        MigrationReport next =
                Trial.of(AFTER, atomic(2)).afterwards(outcome.database()).result();
        assertThat(next.steps()).isEmpty();
        assertThat(next.notes()).isEmpty();
    }

    @Test
    void nothingToDoIsOneRoundTripWithoutTheLease() {
        Outcome<RepairReport> repaired = repair(changed());
        Outcome<RepairReport> outcome =
                Trial.of(AFTER, atomic(2)).blockingOn(repaired.database(), new Repair(Set.of(), false));

        assertThat(outcome.result().repairs()).isEmpty();
        assertThat(outcome.sent()).hasSize(1);
        assertThat(outcome.count("AS held")).isZero();
        assertThat(outcome.events(MigrationEvent.HistoryRepaired.class)).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() {
        Outcome<RepairReport> outcome = changed().run(new Repair(Set.of(), true));

        assertThat(outcome.result().repairs()).hasSize(2);
        assertThat(outcome.sent()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.HistoryRepaired.class)).isEmpty();
    }

    @Test
    void aDatabaseWithoutHistoryHasNothingToRepair() {
        Outcome<RepairReport> outcome = repair(Trial.of(atomic(1)), RepairOption.values());

        assertThat(outcome.result().repairs()).isEmpty();
        assertThat(outcome.database().state.historyTable).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerIsFoundOutInTheHistory(Fate fate) {
        Outcome<RepairReport> outcome = repair(changed().faults(Faults.script().at(UPDATE, Fault.lost(fate))));

        assertRepaired(outcome);
        assertThat(outcome.sent().filter(call -> call.contains(UPDATE))).hasSize(fate == Fate.NOT_DONE ? 2 : 1);
        assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
    }

    @Test
    void aDatabaseThatStaysAwayLeavesTheOutcomeUnknown() {
        Outcome<RepairReport> outcome = repair(changed()
                .faults(Faults.script()
                        .at(UPDATE, Fault.lost(Fate.DONE))
                        .at("open", 100, new Fault.Unreachable("08001"))));

        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("The answer to the repair of the history did not arrive");
    }

    @Test
    void aSerializationFailureIsTriedAgain() {
        Outcome<RepairReport> outcome =
                repair(changed().faults(Faults.script().at(UPDATE, new Fault.CommitRefused("40001"))));

        assertRepaired(outcome);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(1);
    }

    @Test
    void aLostLeaseChangesNothing() {
        Outcome<RepairReport> outcome =
                repair(changed().faults(Faults.script().at(UPDATE, Fault.meanwhile(Rival::takeLease))));

        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(outcome.database().state.history.get(2L).description()).isEqualTo("old");
    }

    @Test
    void whatAnotherRunDidInTheMeantimeIsNotDoneAgain() {
        Outcome<RepairReport> outcome =
                repair(changed().faults(Faults.script().at("AS BIGINT), 'me'", Fault.meanwhile(database -> {
                    database.state.history.put(
                            1L, new HistoryRow("atomic", Checksum.of(TEXT), "rival", "script", null));
                    database.state.history.put(2L, new HistoryRow("atomic", null, "rival"));
                }))));

        assertThat(outcome.result().repairs()).isEmpty();
        assertThat(outcome.count(UPDATE)).isZero();
        assertThat(outcome.events(MigrationEvent.HistoryRepaired.class)).isEmpty();
    }

    @Test
    void aMigrationWithoutFileIsMarkedOnlyIfAsked() {
        Trial trial = Trial.of(atomic(2)).applied(1, 2).given(database -> {
            database.state.history.put(1L, new HistoryRow("gone", null, "before"));
            database.state.history.put(2L, new HistoryRow("atomic", null, "before"));
        });

        assertThat(repair(trial).result().left())
                .extracting(HistoryRepair::kind)
                .containsExactly(Kind.MISSING_FILE);
        Outcome<RepairReport> asked = repair(trial, RepairOption.MISSING);
        assertThat(asked.database().state.history.get(1L).kind()).isEqualTo("without file");
        assertThat(Trial.of(atomic(2)).afterwards(asked.database()).result().steps())
                .isEmpty();
    }

    @Test
    void whatIsPartlyAppliedStaysSo() {
        ModelDatabase half = new Holder(concurrent(3, 3)).left();
        Trial trial = Trial.of(AFTER, atomic(2), concurrent(3, 3));
        Outcome<RepairReport> outcome = trial.blockingOn(half, new Repair(Set.of(), false));

        assertThat(outcome.result().repairs()).hasSize(1);
        assertThat(half.state.lease.progress()).isNotNull();
        assertThat(trial.afterwards(half).result().steps()).hasSize(1);
    }

    /** A run that died at the second index of V3, after it had applied V1 as it was before. */
    private record Holder(Migration third) {
        ModelDatabase left() {
            ModelDatabase database = new ModelDatabase(dev.manticore.migrations.spi.Database.Product.POSTGRESQL);
            Rival.dieAt(database, "i3_2", Fate.NOT_DONE, BEFORE, atomic(2), third);
            database.state.lease = new dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow(
                    database.state.lease.token(),
                    "rival",
                    Long.MIN_VALUE / 2,
                    new dev.manticore.migrations.spi.Progress(
                            dev.manticore.migrations.Version.of(3),
                            dev.manticore.migrations.Direction.APPLY,
                            database.state.lease.progress().checksum(),
                            database.state.lease.progress().done(),
                            false,
                            "stopped"));
            return database;
        }
    }

    @Test
    void invalidFilesAreRefusedBeforeAnythingIsChanged() {
        Outcome<RepairReport> outcome = repair(changed().file("V1__atomic_again.sql", "SELECT 1"));

        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.DUPLICATE_VERSION);
        assertThat(outcome.count(UPDATE)).isZero();
    }
}
