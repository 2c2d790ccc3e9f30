package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.spi.Progress;
import org.junit.jupiter.api.Test;

/** Shows that a run with nothing to do reports a script that was executed in part. */
class LeftoverEngineTest {
    private static final Progress SECOND = new Progress(
            Version.of(2), Direction.APPLY, chain("CREATE INDEX CONCURRENTLY i2_1 ON t (a)"), 1, false, "boom");

    private static Trial left(Trial trial, Progress progress, long expires) {
        return trial.given(database -> database.state.lease = new LeaseRow(7, "earlier", expires, progress));
    }

    private static void notes(Outcome<MigrationReport> outcome, String... notes) {
        assertThat(outcome.result().steps()).isEmpty();
        assertThat(outcome.result().notes()).containsExactly(notes);
    }

    @Test
    void thatItsFileIsGone() {
        Outcome<MigrationReport> outcome =
                left(Trial.of(atomic(1)).applied(1), SECOND, 0).migrate();
        notes(
                outcome,
                "V2 is partially applied (1 statement was executed, the next one failed: boom). Its file is missing: restore it, or abandon the migration.");
        assertThat(outcome.sent()).as("in the same round trip").hasSize(1);
    }

    @Test
    void thatItIsAboveTheTarget() {
        notes(
                left(Trial.of(atomic(1), concurrent(2, 2)).applied(1), SECOND, 0)
                        .migrate(Target.version(1)),
                "V2 is partially applied (1 statement was executed, the next one failed: boom). Migrate up to it to"
                        + " continue.");
    }

    @Test
    void thatItIsAnUndo() {
        notes(
                left(
                                Trial.of(concurrent(1, 2)).applied(1),
                                new Progress(Version.of(1), Direction.REVERT, "", 0, true, null),
                                0)
                        .migrate(),
                "V1 is partially reverted (0 statements were executed). Roll it back to continue.");
    }

    @Test
    void thatAnotherRunIsAtIt() {
        Outcome<MigrationReport> outcome =
                left(Trial.of(atomic(1)).applied(1), SECOND, Long.MAX_VALUE / 2).migrate();
        assertThat(outcome.result().notes())
                .singleElement()
                .asString()
                .endsWith(
                        "Its file is missing: restore it, or abandon the migration. A run of earlier holds the lease.");
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
