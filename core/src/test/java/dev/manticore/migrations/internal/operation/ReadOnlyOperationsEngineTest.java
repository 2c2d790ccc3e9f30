package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows what {@code status}, {@code plan} and the list of applied versions read and report. */
class ReadOnlyOperationsEngineTest {

    @Test
    void appliedVersionsAreThoseOfTheHistoryAscending() {
        Outcome<List<Version>> outcome =
                Trial.of(atomic(1)).applied(20260101000000L, 3, 1).run(new AppliedVersions());
        assertThat(outcome.result()).containsExactly(Version.of(1), Version.of(3), Version.of(20260101000000L));
        assertThat(outcome.sent()).hasSize(1);
    }

    @Test
    void withoutATableNothingIsAppliedAndNoneIsMade() {
        Outcome<List<Version>> outcome = Trial.of(atomic(1)).run(new AppliedVersions());
        assertThat(outcome.result()).isEmpty();
        assertThat(outcome.database().state.historyTable).isFalse();
        assertThat(outcome.count("CREATE")).isZero();
    }

    @Test
    void statusKnowsEveryState() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1), atomic(2), atomic(4), concurrent(5, 2), atomic(6))
                .applied(1, 3, 4, 9)
                .given(database -> {
                    database.state.history.put(4L, new ModelState.HistoryRow("d", "other", "x"));
                    database.state.lease = new LeaseRow(
                            1,
                            "rival",
                            100_000_000_000L,
                            new Progress(
                                    Version.of(5),
                                    Direction.APPLY,
                                    chain("CREATE INDEX CONCURRENTLY i5_1 ON t (a)"),
                                    1,
                                    false,
                                    "boom"));
                })
                .run(new Status());
        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(
                        State.APPLIED,
                        State.LATE,
                        State.MISSING,
                        State.CHANGED,
                        State.PARTLY_DONE,
                        State.LATE,
                        State.AHEAD);
        assertThat(outcome.result().entries().get(4).note())
                .isEqualTo("1 statement executed, statement 2 failed: boom");
        assertThat(outcome.result().lease().owner()).isEqualTo("rival");
        assertThat(outcome.result().pending()).hasValue(3);
        assertThat(outcome.result().problems())
                .extracting(Problem::kind)
                .contains(Problem.Kind.LATE_VERSION, Problem.Kind.MISSING_FILE, Problem.Kind.CHANGED_CHECKSUM);
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void statusWithoutTablesMakesNone() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1)).run(new Status());
        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.PENDING);
        assertThat(outcome.result().lease()).isNull();
        assertThat(outcome.count("CREATE")).isZero();
    }

    @Test
    void statusWithoutALeaseTableIsOneWithoutALease() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.leaseTable = false)
                .run(new Status());
        assertThat(outcome.result().lease()).isNull();
        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.APPLIED);
    }

    @Test
    void statusSaysWhenTheLeaseMayNotBeRead() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1))
                .applied(1)
                .faults(Faults.script().at("SELECT owner", Fault.refused("42501", "")))
                .run(new Status());
        assertThat(outcome.result().leaseError().sqlState()).isEqualTo("42501");
        assertThat(outcome.result().lease()).isNull();
        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.APPLIED);
    }

    @Test
    void statusFailsIfTheLeaseCannotBeReadForAnotherReason() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1))
                .applied(1)
                .faults(Faults.script().at("SELECT owner", Fault.refused("22P02", "")))
                .run(new Status());
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class).hasMessageContaining("the lease");
    }

    @Test
    void aRunningStatementShowsInTheStatus() {
        Outcome<MigrationStatus> outcome = Trial.of(concurrent(1, 2))
                .applied(1)
                .given(database -> database.state.lease =
                        new LeaseRow(1, "rival", 0, new Progress(Version.of(1), Direction.REVERT, "", 0, true, null)))
                .run(new Status());
        assertThat(outcome.result().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.PARTLY_DONE);
            assertThat(entry.note()).isEqualTo("undo: 0 statements executed, statement 1 running or interrupted");
        });
    }

    @Test
    void aPlanShowsTheSqlInOrderAndTouchesNothing() {
        Migration migration = new Migration(
                1,
                "copy",
                "-- manticore: lock_timeout=5s\nCREATE TABLE t1_1 (a text);\nCOPY t1_1 FROM STDIN;\nit's\n\\.\n",
                null);
        Outcome<Plan> outcome =
                Trial.of(migration, concurrent(2, 1)).initialized().run(new MakePlan(Target.latest()));
        List<PlanStep> steps = outcome.result().steps();
        assertThat(steps.get(0).statements())
                .hasSize(8)
                .startsWith(
                        "BEGIN ISOLATION LEVEL READ COMMITTED",
                        "SET LOCAL lock_timeout = '5000ms'",
                        "CREATE TABLE t1_1 (a text)",
                        "COPY t1_1 FROM STDIN;\nit's\n\\.",
                        "SET CONSTRAINTS ALL IMMEDIATE",
                        "SET LOCAL lock_timeout TO DEFAULT")
                .endsWith("COMMIT");
        assertThat(steps.get(0).statements().get(6))
                .startsWith("WITH written AS (INSERT INTO \"public\".\"_migrations\"");
        assertThat(steps.get(1).execution()).isEqualTo(PlanStep.Execution.STEPWISE);
        assertThat(steps.get(1).statements())
                .hasSize(2)
                .doesNotContain("BEGIN ISOLATION LEVEL READ COMMITTED", "COMMIT");
        assertThat(outcome.sent()).hasSize(1);
    }

    @Test
    void copyRowsAreSentAsData() {
        Migration migration = new Migration(1, "copy", "COPY t1_1 FROM STDIN;\na\nb\n\\.\n", null);
        Outcome<?> outcome = Trial.of(migration).initialized().migrate();
        assertThat(outcome.count("COPY t1_1 FROM STDIN\n<<a\nb\n")).isEqualTo(1);
    }

    @Test
    void onCockroachDdlIsStepwise() {
        Outcome<Plan> outcome =
                Trial.of(atomic(1)).on(Product.COCKROACHDB).initialized().run(new MakePlan(Target.latest()));
        assertThat(outcome.result().steps())
                .extracting(PlanStep::execution)
                .containsExactly(PlanStep.Execution.STEPWISE);
        assertThat(outcome.sent()).noneMatch(call -> call.contains("to_regclass"));
    }

    @Test
    void problemsAreFoundBeforeTheDatabaseIsAskedForTheLease() {
        Outcome<?> outcome = Trial.of(new Migration(1, "x", "BEGIN;", null))
                .initialized()
                .lockWait(Duration.ZERO)
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(InvalidMigrationsException.class);
        assertThat(outcome.count("AS held")).isZero();
    }

    @Test
    void whatIsPartDoneIsShownEvenWithoutItsFile() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.lease =
                        new LeaseRow(1, "earlier", 0, new Progress(Version.of(2), Direction.APPLY, "", 0, true, null)))
                .run(new Status());
        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::id, MigrationStatus.Entry::state)
                .containsExactly(tuple(Version.of(1), State.APPLIED), tuple(Version.of(2), State.PARTLY_DONE));
    }

    @Test
    void aNoteThatTheHistoryHasOvertakenIsNotShown() {
        Outcome<MigrationStatus> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.lease = new LeaseRow(
                        1, "earlier", 0, new Progress(Version.of(1), Direction.APPLY, "", 0, false, "boom")))
                .run(new Status());
        assertThat(outcome.result().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.note()).isNull());
    }

    @Test
    void aTableWhoseRowsAreNoHistoryIsNamed() {
        Outcome<List<Version>> outcome = Trial.of(atomic(1))
                .initialized()
                .given(database -> database.state.history.put(1L, new ModelState.HistoryRow(null, null, null)))
                .run(new AppliedVersions());
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageStartingWith("The table \"_migrations\" is not a migration history table: column"
                        + " description is NULL or absent.");
    }

    @Test
    void aTableWithoutVersionsIsNoHistory() {
        Outcome<List<Version>> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("SELECT *", Fault.refused("42703", "SELECT *")))
                .run(new AppliedVersions());
        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.INVALID_HISTORY);
    }
}
