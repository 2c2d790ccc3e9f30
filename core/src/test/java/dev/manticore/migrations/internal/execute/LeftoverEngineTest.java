package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.operation.Status;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that a database is not up to date while a script is executed in part, unless its version is ahead of the files. */
class LeftoverEngineTest {
    private static final Progress SECOND = new Progress(
            Version.of(2), Direction.APPLY, chain("CREATE INDEX CONCURRENTLY i2_1 ON t (a)"), 1, false, "boom");

    /** A time that the model's clock does not reach. */
    private static final long HELD = 100_000_000;

    private static Trial left(Trial trial, Progress progress, long expires) {
        return trial.given(database -> database.state.lease = new LeaseRow(7, "earlier", expires, progress));
    }

    private static void notes(Outcome<MigrationReport> outcome, String... notes) {
        assertThat(outcome.result().steps()).isEmpty();
        assertThat(outcome.result().notes()).containsExactly(notes);
    }

    private static void refused(Outcome<?> outcome, String message, String... ways) {
        assertThat(outcome.failure()).isInstanceOf(InvalidMigrationsException.class);
        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .singleElement()
                .returns(Problem.Kind.PARTLY_DONE, Problem::kind)
                .returns(message, Problem::message);
        assertThat(outcome.migrationFailure().remedy().toString()).contains(ways);
        assertThat(outcome.count("AS held")).as("acquisitions of the lease").isZero();
    }

    private static Trial undoing(long expires) {
        return left(
                Trial.of(repeatable(1, 2)).applied(1),
                new Progress(Version.of(1), Direction.REVERT, "", 0, true, null),
                expires);
    }

    private static List<Operation<?>> operations(Target target) {
        return List.of(new Migrate(target), new MakePlan(target));
    }

    @Test
    void aMissingFileIsNamed() {
        Outcome<MigrationReport> outcome =
                left(Trial.of(atomic(1), atomic(3)).applied(1, 3), SECOND, 0).migrate();
        refused(
                outcome,
                "V2 is partially applied (1 statement was executed, the next one failed: boom).",
                "Its file is missing: restore it.",
                "Resumption.abandon()");
        assertThat(outcome.sent()).as("in the same round trip").hasSize(1);
    }

    @Test
    void oneAboveTheTarget() {
        Trial trial = left(Trial.of(atomic(1), concurrent(2, 2)).applied(1), SECOND, 0);
        for (Operation<?> operation : operations(Target.version(1))) {
            refused(
                    trial.run(operation),
                    "V2 is partially applied (1 statement was executed, the next one failed: boom).",
                    "Migrate up to it to continue.",
                    "Resumption.abandon()");
        }
    }

    @Test
    void anUndo() {
        for (Operation<?> operation : operations(Target.latest())) {
            refused(
                    undoing(0).run(operation),
                    "V1 is partially reverted (0 statements were executed).",
                    "Roll it back to continue.",
                    "Resumption.abandon()");
        }
    }

    @Test
    void aRollbackOfNothing() {
        Progress first = new Progress(Version.of(1), Direction.APPLY, "", 0, false, "boom");
        refused(
                left(Trial.of(concurrent(1, 2)).initialized(), first, 0).migrate(Target.rollback(1)),
                "V1 is partially applied (0 statements were executed, the next one failed: boom).",
                "Migrate up to it to continue.");
    }

    @Test
    void isAProblemOfTheStatusToo() {
        MigrationStatus status = undoing(0).run(new Status()).result();
        assertThat(status.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.PARTLY_DONE);
        assertThat(status.pending()).hasValue(1);
    }

    @Test
    void anotherRunThatIsAtItIsWaitedFor() {
        Outcome<MigrationReport> outcome = undoing(HELD)
                .faults(Faults.script().at("AS held", Fault.none()).at("AS held", Fault.meanwhile(database -> {
                    database.state.history.clear();
                    database.state.lease = new LeaseRow(8, "earlier", 0, null);
                })))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("AS held")).isEqualTo(2);
    }

    @Test
    void anotherRunThatDiesAtItLeavesItToAPerson() {
        Outcome<MigrationReport> outcome = undoing(HELD)
                .faults(Faults.script()
                        .at("AS held", Fault.none())
                        .at(
                                "AS held",
                                Fault.meanwhile(database -> database.state.lease =
                                        new LeaseRow(8, "earlier", 0, database.state.lease.progress()))))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("V1 is partially reverted");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void aPlanNamesTheRunThatIsAtIt() {
        refused(
                undoing(HELD).run(new MakePlan(Target.latest())),
                "V1 is partially reverted (0 statements were executed). A run of earlier holds the lease.",
                "Try again when that run has ended.");
    }

    @Test
    void aPlanIsRefusedWhereItsRunWouldBe() {
        Outcome<Plan> outcome =
                left(Trial.of(atomic(1), atomic(3)).applied(1), SECOND, 0).run(new MakePlan(Target.latest()));
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("This run would begin with V3 instead.");
    }

    @Test
    void aPlanThatAnotherRunCarriesOutIsShown() {
        Progress running = new Progress(Version.of(1), Direction.APPLY, "", 0, true, null);
        Outcome<Plan> outcome =
                left(Trial.of(concurrent(1, 2)).initialized(), running, HELD).run(new MakePlan(Target.latest()));
        assertThat(outcome.result().steps()).hasSize(1);
    }

    // ---- ahead of the files, as in a rolling deployment ----

    @Test
    void oneAheadOfTheFilesIsNoted() {
        notes(
                left(Trial.of(atomic(1)).applied(1), SECOND, 0).migrate(),
                "V2 is partially applied (1 statement was executed, the next one failed: boom). Its file is not here: the"
                        + " database is ahead of the files.");
    }

    @Test
    void oneAheadOfTheFilesIsNotWaitedFor() {
        Outcome<MigrationReport> outcome =
                left(Trial.of(atomic(1)).applied(1), SECOND, HELD).migrate();
        assertThat(outcome.result().notes()).singleElement().asString().endsWith("A run of earlier holds the lease.");
        assertThat(outcome.count("AS held")).isZero();
    }

    @Test
    void notWhatTheHistorySettled() {
        notes(left(Trial.of(atomic(1), atomic(2)).applied(1, 2), SECOND, 0).migrate());
    }

    @Test
    void alsoWhenAnotherRunDidTheRestInTheMeantime() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at("AS held", Fault.meanwhile(database -> {
                    Rival.migrate(database, atomic(1));
                    database.state.lease = new LeaseRow(9, "earlier", 0, SECOND);
                })))
                .migrate();
        assertThat(outcome.result().steps()).isEmpty();
        assertThat(outcome.result().notes()).singleElement().asString().startsWith("V2 is partially applied");
    }

    @Test
    void inAPlanToo() {
        Outcome<Plan> outcome = left(Trial.of(atomic(1)).applied(1), SECOND, 0).run(new MakePlan(Target.latest()));
        assertThat(outcome.result().notes()).singleElement().asString().startsWith("V2 is partially applied");
    }

    @Test
    void whereFurtherMigrationsArePendingItIsAnError() {
        Outcome<MigrationReport> outcome =
                left(Trial.of(atomic(1), atomic(3)).applied(1), SECOND, 0).migrate();
        assertThat(outcome.failure())
                .hasMessageContaining("V2 is partially applied")
                .hasMessageContaining("begin with V3");
        assertThat(outcome.migrationFailure().remedy().toString()).startsWith("Restore its file, which is missing");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    // ---- a lease that cannot be read keeps nobody from reading the history ----

    @Test
    void aHistoryWithoutALeaseTableIsReadAlone() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .applied(1)
                .given(database -> database.state.leaseTable = false)
                .migrate();
        notes(outcome);
        assertThat(outcome.sent()).hasSize(2);
        assertThat(outcome.database().state.leaseTable).isFalse();
    }

    @Test
    void aHistoryWhoseLeaseIsRefusedIsReadAlone() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .applied(1)
                .faults(Faults.script().at("SELECT * FROM", Fault.refused("42501", "_lease")))
                .migrate();
        notes(outcome);
        assertThat(outcome.sent()).hasSize(2);
    }

    @Test
    void tablesAreMadeWithTheLeaseWhereItsOwnIsKnownToBeMissing() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .applied(1)
                .given(database -> database.state.leaseTable = false)
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        // History and lease; the history alone; tables, lease and history; the migration; the release.
        assertThat(outcome.sent()).hasSize(5);
    }
}
