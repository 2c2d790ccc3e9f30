package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.ReadableHistory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the history of another tool is adopted once and as a whole, whatever happens meanwhile. */
class AdoptEngineTest {
    private static final Adopt ADOPT = new Adopt(ReadableHistory.goose());
    /** In what is sent with the rows alone. */
    private static final String WRITE = "description, applied_at, checksum";

    private static final Migration[] MIGRATIONS = {atomic(1), atomic(2), atomic(3)};

    private static void applied(ModelDatabase database) {
        database.state.goose = List.of(1L, 2L);
    }

    private static Trial trial() {
        return Trial.of(MIGRATIONS).given(AdoptEngineTest::applied);
    }

    private static void assertAdopted(Outcome<Adoption> outcome) {
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.result().migrations())
                .extracting(AppliedMigration::id)
                .containsExactly(Version.of(1), Version.of(2));
        assertThat(outcome.database().state.history).containsOnlyKeys(1L, 2L);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.events(MigrationEvent.HistoryAdopted.class))
                .containsExactly(new MigrationEvent.HistoryAdopted(outcome.result()));
    }

    @Test
    void writesAllRowsBehindTheFenceInOneTransaction() {
        Outcome<Adoption> outcome = trial().run(ADOPT);

        assertAdopted(outcome);
        assertThat(outcome.result().isEmpty()).isFalse();
        assertThat(outcome.sent().filter(call -> call.contains(WRITE)))
                .singleElement()
                .asString()
                .containsSubsequence(
                        "TRANSACTION",
                        "SELECT 1 / count(*) FROM fence",
                        "VALUES (1, 'atomic'",
                        "'2025-01-01T00:00:00Z'",
                        "VALUES (2, 'atomic'",
                        "'2025-01-02T00:00:00Z'");
        assertThat(outcome.database().state.history.get(1L).checksum()).hasSize(64);
        assertThat(outcome.count("CREATE TABLE t")).isZero();
        assertThat(Trial.of(MIGRATIONS).afterwards(outcome.database()).result().steps())
                .singleElement()
                .satisfies(step -> assertThat(step.id()).isEqualTo(Version.of(3)));
    }

    @Test
    void onceAdoptedNothingIsLeftToDo() {
        Outcome<Adoption> first = trial().run(ADOPT);
        Outcome<Adoption> again = Trial.of(MIGRATIONS).blockingOn(first.database(), ADOPT);

        assertThat(again.failure()).isNull();
        assertThat(again.result().isEmpty()).isTrue();
        assertThat(again.result().migrations()).hasSize(2);
        assertThat(again.sent()).as("our history, and the other one").hasSize(2);
        assertThat(again.events(MigrationEvent.LeaseAcquired.class)).isEmpty();
    }

    @Test
    void thePlanHasTheStatementsOfTheRun() {
        Outcome<Adoption> planned = trial().run(new PlanAdoption(ReadableHistory.goose()));
        Outcome<Adoption> carriedOut = trial().run(ADOPT);

        assertThat(planned.result()).isEqualTo(carriedOut.result());
        assertThat(planned.result().statements()).contains("COMMIT").anyMatch(sql -> sql.startsWith("CREATE TABLE"));
        assertThat(planned.database().state.historyTable).isFalse();
    }

    @Test
    void nothingAppliedIsNothingToDo() {
        Outcome<Adoption> outcome =
                trial().given(database -> database.state.goose = List.of()).run(ADOPT);

        assertThat(outcome.result().migrations()).isEmpty();
        assertThat(outcome.result().isEmpty()).isTrue();
        assertThat(outcome.database().state.historyTable).isFalse();
    }

    @Test
    void withoutItsTableThereIsNothingToAdopt() {
        Outcome<Adoption> outcome =
                trial().given(database -> database.state.goose = null).run(ADOPT);

        assertRefused(outcome, Problem.Kind.NO_HISTORY, "no table \"goose_db_version\" in the current schema");
        assertThat(outcome.database().state.historyTable).isFalse();
    }

    private static void assertRefused(Outcome<?> outcome, Problem.Kind kind, String message) {
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining(message);
        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .extracting(Problem::kind)
                .containsExactly(kind);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.events(MigrationEvent.HistoryAdopted.class)).isEmpty();
    }

    @Test
    void aHistoryWithOtherRowsIsLeftAsItIs() {
        Outcome<Adoption> outcome =
                Trial.of(MIGRATIONS).applied(1).given(AdoptEngineTest::applied).run(ADOPT);

        assertRefused(outcome, Problem.Kind.HISTORY_NOT_EMPTY, "Applied by goose only: V2 atomic.");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerIsFoundOut(Fate fate) {
        Outcome<Adoption> outcome =
                trial().faults(Faults.script().at(WRITE, Fault.lost(fate))).run(ADOPT);

        assertAdopted(outcome);
        assertThat(outcome.result().isEmpty()).isFalse();
        assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void anAnswerThatCannotBeFoundOutIsSaidToBeUnknown(Fate fate) {
        Outcome<Adoption> outcome = trial().faults(
                        Faults.script().at(WRITE, Fault.lost(fate)).at("open", 1000, new Fault.Unreachable("08001")))
                .run(ADOPT);

        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("The answer to the adoption of the history did not arrive");
        assertThat(outcome.database().state.history.keySet()).isIn(Set.of(), Set.of(1L, 2L));
        outcome.database().pass(60_000);
        assertAdopted(Trial.of(MIGRATIONS)
                .owner("next")
                .lockWait(Duration.ofMinutes(5))
                .blockingOn(outcome.database(), ADOPT));
    }

    @Test
    void aSerializationFailureIsRetried() {
        assertAdopted(trial().faults(Faults.script()
                        .at(WRITE, new Fault.CommitRefused("40001"))
                        .at(WRITE, Fault.refused("40001", WRITE)))
                .run(ADOPT));
    }

    @Test
    void whoHasLostTheLeaseWritesNothing() {
        Outcome<Adoption> outcome = trial().faults(Faults.script().at(WRITE, Fault.meanwhile(Rival::takeLease)))
                .run(ADOPT);

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.database().state.history).isEmpty();
    }

    @Test
    void aRowThatIsNotWrittenLeavesNone() {
        Outcome<Adoption> outcome = trial().faults(Faults.script()
                        .at(WRITE, new Fault.Refused("22012", sql -> sql.contains("VALUES (2"), 0, false)))
                .run(ADOPT);

        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("no row of \"public\".\"_migrations\" was changed; nothing was changed.");
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    /** While this one waits for the lease, another one adopts. */
    @Test
    void whatAnotherRunHasAdoptedMeanwhileIsNotWrittenAgain() {
        Outcome<Adoption> outcome = trial().faults(Faults.script()
                        .at(
                                "AS held (id, token",
                                Fault.meanwhile(database ->
                                        Trial.of(MIGRATIONS).owner("rival").blockingOn(database, ADOPT))))
                .run(ADOPT);

        assertAdopted(outcome);
        assertThat(outcome.result().isEmpty()).isTrue();
        assertThat(outcome.count(WRITE)).isZero();
    }

    /** The other tool went on while this run waited for the lease. */
    @Test
    void theOtherHistoryIsReadAgainUnderTheLease() {
        Outcome<Adoption> outcome = trial().faults(Faults.script()
                        .at(
                                "AS held (id, token",
                                Fault.meanwhile(database -> database.state.goose = List.of(1L, 2L, 3L))))
                .run(ADOPT);

        assertThat(outcome.database().state.history).containsOnlyKeys(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void underRandomFaultsItIsAdoptedOrNot(long seed) {
        List<Fault> faults = List.of(
                new Fault.Unreachable("08001"),
                Fault.lost(Fate.NOT_DONE),
                Fault.lost(Fate.DONE),
                Fault.lost(Fate.DONE_LATE),
                new Fault.Lost(Fate.DONE, "40003", false),
                new Fault.CommitRefused("40001"),
                Fault.refused("40P01", ""),
                new Fault.Refused("57P01", sql -> true, 0, true),
                Fault.meanwhile(Rival::takeLease));
        for (int i = 0; i < 100; i++) {
            long trialSeed = seed * 1000 + i;
            Outcome<Adoption> outcome = trial().leaksAllowed()
                    .faults(() -> Faults.random(trialSeed, faults))
                    .run(ADOPT);

            assertThat(outcome.database().state.history.keySet())
                    .as("seed %d: %s", trialSeed, outcome.failure())
                    .isIn(Set.of(), Set.of(1L, 2L));
            outcome.database().pass(60_000);
            Outcome<Adoption> next = Trial.of(MIGRATIONS)
                    .owner("next")
                    .lockWait(Duration.ofMinutes(5))
                    .leaksAllowed()
                    .blockingOn(outcome.database(), ADOPT);
            assertThat(next.failure()).as("seed %d", trialSeed).isNull();
            assertThat(next.database().state.history).containsOnlyKeys(1L, 2L);
        }
    }
}
