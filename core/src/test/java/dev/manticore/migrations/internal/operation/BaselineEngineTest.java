package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.HistoryRow;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows how a history begins with a baseline: declared by a person, asked for by a setting, or made by a script. */
class BaselineEngineTest {
    private static final Baseline TWO = new Baseline(Version.of(2), "before");
    private static final String ROW = "WITH written AS (INSERT INTO";

    private static Problem refused(Outcome<?> outcome) {
        assertThat(outcome.failure()).isInstanceOf(InvalidMigrationsException.class);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        return ((InvalidMigrationsException) outcome.failure()).problems().get(0);
    }

    // ---- declared ----

    @Test
    void isARowUnderTheLeaseAndItsFence() {
        Outcome<Baselined> outcome = Trial.of(atomic(1), atomic(3)).run(TWO);

        assertThat(outcome.result()).isEqualTo(new Baselined(Version.of(2), "before", true));
        assertThat(outcome.database().state.history.get(2L))
                .isEqualTo(new HistoryRow("before", null, "me", "baseline", null));
        assertThat(outcome.sent().filter(call -> call.contains("TRANSACTION")))
                .singleElement()
                .asString()
                .containsSubsequence("WITH fence AS", ROW);
        assertThat(outcome.events(MigrationEvent.BaselineRecorded.class))
                .containsExactly(new MigrationEvent.BaselineRecorded(outcome.result()));
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(Trial.of(atomic(1), atomic(3))
                        .afterwards(outcome.database())
                        .result()
                        .steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(3));
    }

    @Test
    void theSameAgainIsNothingToDo() {
        Outcome<Baselined> first = Trial.of(atomic(3)).run(TWO);
        Outcome<Baselined> again =
                Trial.of(atomic(3)).blockingOn(first.database(), new Baseline(Version.of(2), "other words"));

        assertThat(again.result()).isEqualTo(new Baselined(Version.of(2), "before", false));
        assertThat(again.sent()).hasSize(1);
        assertThat(again.events(MigrationEvent.BaselineRecorded.class)).isEmpty();
    }

    @Test
    void isRefusedWhereTheHistoryHasRows() {
        assertThat(refused(Trial.of(atomic(1)).applied(1).run(TWO)).message())
                .isEqualTo(
                        "The history \"public\".\"_migrations\" has V1 already. A baseline is the beginning of a history.");
        assertThat(refused(Trial.of(atomic(1)).applied(1, 2, 3).run(TWO)).message())
                .contains(" has 3 migrations, from V1 to V3 already.");
        Problem other = refused(Trial.of(atomic(1))
                .initialized()
                .given(database -> database.state.repeatables.put("views", new HistoryRow("views", "x", "somebody")))
                .run(TWO));
        assertThat(other.kind()).isEqualTo(Problem.Kind.HISTORY_NOT_EMPTY);
    }

    @Test
    void emptyTablesOfAFailedRunAreNoHistory() {
        assertThat(Trial.of(atomic(1)).initialized().run(TWO).result().recorded())
                .isTrue();
    }

    @Test
    void isRefusedWhileSomethingIsPartlyApplied() {
        Outcome<Baselined> outcome = Trial.of(concurrent(1, 3))
                .initialized()
                .given(database -> database.state.lease = new LeaseRow(
                        7, "earlier", 0, new Progress(Version.of(1), Direction.APPLY, "", 0, false, "boom")))
                .run(TWO);

        assertThat(refused(outcome).kind()).isEqualTo(Problem.Kind.PARTLY_DONE);
        assertThat(outcome.database().state.history).isEmpty();
    }

    @Test
    void aVersionThatTheTableCannotHoldIsRefused() {
        assertThat(refused(Trial.of(atomic(1)).run(new Baseline(Version.of(1, 2), "x")))
                        .kind())
                .isEqualTo(Problem.Kind.UNSUPPORTED_NAME);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerIsFoundOutInTheHistory(Fate fate) {
        Outcome<Baselined> outcome = Trial.of(atomic(3))
                .faults(Faults.script().at(ROW, Fault.lost(fate)))
                .run(TWO);

        assertThat(outcome.result().recorded()).isTrue();
        assertThat(outcome.database().state.history).containsOnlyKeys(2L);
        assertThat(outcome.events(MigrationEvent.BaselineRecorded.class)).hasSize(1);
    }

    // ---- asked for by a setting ----

    private static Trial filled() {
        return Trial.of(atomic(1), atomic(2))
                .baselineOnMigrate(1)
                .given(database -> database.state.objects.add("t0_1"));
    }

    @Test
    void theFirstRunOnASchemaThatIsNotEmptyBeginsWithIt() {
        Outcome<MigrationReport> outcome = filled().migrate();

        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.database().state.history.get(1L).kind()).isEqualTo("baseline");
        assertThat(outcome.database().state.history.get(1L).description()).isEqualTo("before");
    }

    @Test
    void aPlanShowsIt() {
        Outcome<Plan> outcome = filled().run(new MakePlan(Target.latest()));

        assertThat(outcome.result().steps()).extracting(PlanStep::id).containsExactly(Version.of(2));
        assertThat(outcome.result()
                        .preparation()
                        .get(outcome.result().preparation().size() - 1))
                .contains("VALUES (1, 'before', NULL, 0, 'me', 'baseline', NULL)");
        assertThat(outcome.result().notes())
                .containsExactly(
                        "The schema is not empty and has no history: the run begins with the baseline V1 before.");
        assertThat(outcome.database().state.historyTable).isFalse();
    }

    @Test
    void anEmptySchemaBeginsWithoutIt() {
        Outcome<MigrationReport> outcome =
                Trial.of(atomic(1), atomic(2)).baselineOnMigrate(1).migrate();

        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.events(MigrationEvent.BaselineRecorded.class)).isEmpty();
    }

    @Test
    void aHistoryGoesOnWithoutIt() {
        Outcome<MigrationReport> outcome =
                Trial.of(atomic(1), atomic(2)).applied(1).baselineOnMigrate(5).migrate();

        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.count("pg_proc")).isZero();
    }

    /** An earlier run may have been killed before it recorded the baseline. */
    @Test
    void anEmptyHistoryInASchemaThatIsNotEmptyIsForAPersonToJudge() {
        Problem problem = refused(filled().initialized().migrate());

        assertThat(problem.kind()).isEqualTo(Problem.Kind.BASELINE_UNCERTAIN);
    }

    @Test
    void whatIsPartlyAppliedGoesOnWithoutIt() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 3))
                .initialized()
                .baselineOnMigrate(1)
                .given(database -> database.state.lease = new LeaseRow(
                        7, "earlier", 0, new Progress(Version.of(1), Direction.APPLY, "", 0, false, "boom")))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
    }

    /** The history was read before another first run began, and the schema after that run had filled it. */
    @Test
    void whatAnotherFirstRunFillsNeedsNone() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .baselineOnMigrate(1)
                .faults(filledByAnother())
                .migrate();

        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(outcome.database().state.history.get(1L).kind()).isEqualTo("script");
    }

    private static Faults.Script filledByAnother() {
        return Faults.script().at("pg_proc", Fault.meanwhile(database -> Rival.migrate(database, atomic(1))));
    }

    // ---- refused by a setting ----

    @Test
    void aSchemaThatIsNotEmptyIsRefused() {
        Trial trial = Trial.of(atomic(1)).refuseNonEmptySchema().given(database -> database.state.objects.add("other"));

        Outcome<MigrationReport> outcome = trial.migrate();
        Problem problem = refused(outcome);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.SCHEMA_NOT_EMPTY);
        assertThat(problem.message())
                .isEqualTo("There is no history \"_migrations\", but the current schema is not empty.");
        assertThat(outcome.database().state.historyTable).isFalse();
        assertThat(refused(trial.run(new MakePlan(Target.latest()))).kind()).isEqualTo(Problem.Kind.SCHEMA_NOT_EMPTY);
    }

    @Test
    void anEmptySchemaAndAHistoryAreNotRefused() {
        assertThat(Trial.of(atomic(1)).refuseNonEmptySchema().migrate().result().steps())
                .hasSize(1);
        Outcome<MigrationReport> empty = Trial.of(atomic(1))
                .initialized()
                .refuseNonEmptySchema()
                .given(database -> database.state.objects.add("other"))
                .migrate();
        assertThat(empty.result().steps()).as("the history is there").hasSize(1);
    }

    @Test
    void whatAnotherFirstRunFillsIsNotRefused() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .refuseNonEmptySchema()
                .faults(filledByAnother())
                .migrate();

        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
    }

    // ---- made by a script ----

    private static Trial scripted() {
        return Trial.of(atomic(1), atomic(2), atomic(3)).file("B2__base.sql", "CREATE TABLE t20_1 (a int);\n");
    }

    @Test
    void aDatabaseWithoutHistoryBeginsWithTheScript() {
        Outcome<MigrationReport> outcome = scripted().migrate();

        assertThat(outcome.result().steps())
                .extracting(StepReport::origin)
                .containsExactly("db/B2__base.sql", "code:V3__atomic.sql");
        HistoryRow row = outcome.database().state.history.get(2L);
        assertThat(row.kind()).isEqualTo("baseline script");
        assertThat(row.description()).isEqualTo("base");
        assertThat(row.checksum()).hasSize(64);
        assertThat(outcome.database().state.objects).contains("t20_1").doesNotContain("t1_1", "t2_1");
        assertThat(scripted().afterwards(outcome.database()).result().steps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void itsLostAnswerIsFoundOut(Fate fate) {
        Outcome<MigrationReport> outcome =
                scripted().faults(Faults.script().at("t20_1", Fault.lost(fate))).migrate();

        assertThat(outcome.result().steps()).hasSize(2);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void oneThatIsPartlyAppliedIsContinued() {
        Trial trial = Trial.of(atomic(1), atomic(2), atomic(3))
                .file(
                        "B2__base.sql",
                        "CREATE INDEX CONCURRENTLY i20_1 ON t (a);\nCREATE INDEX CONCURRENTLY i20_2 ON t (a);\n");
        Outcome<MigrationReport> failed = trial.faults(Faults.script().at("i20_2", Fault.refused("53100", "i20_2")))
                .migrate();
        assertThat(failed.failure()).hasMessageContaining("B2__base.sql:2:1");

        Outcome<MigrationReport> next = trial.afterwards(failed.database());
        assertThat(next.result().steps()).hasSize(2);
        assertThat(next.database().state.violations).isEmpty();
        assertThat(next.database().state.history.get(2L).kind()).isEqualTo("baseline script");
    }

    @Test
    void theStatusShowsWhatItStandsFor() {
        Outcome<MigrationStatus> before = scripted().run(new Status());
        assertThat(before.result().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.BELOW_BASELINE, State.PENDING, State.PENDING);
        assertThat(before.result().entries().get(1).origin()).isEqualTo("db/B2__base.sql");
        assertThat(before.result().pending()).hasValue(2);

        Outcome<MigrationReport> migrated = scripted().migrate();
        MigrationStatus after =
                scripted().blockingOn(migrated.database(), new Status()).result();
        assertThat(after.entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.BELOW_BASELINE, State.BASELINE, State.APPLIED);
    }

    @Test
    void theStatusSaysWhereItIsPassedOver() {
        MigrationStatus status = scripted().applied(1).run(new Status()).result();

        assertThat(status.entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.APPLIED, State.PENDING, State.PENDING);
        assertThat(status.notes()).containsExactly("Passed over, because versions are applied already: B2__base.sql.");
    }
}
