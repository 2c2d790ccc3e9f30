package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.history.FlywayTable;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Loading;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files, history and lease side by side. */
public record Status() implements Operation<MigrationStatus> {

    @Override
    public MigrationStatus carryOut(Run run) {
        try (Loading loading = run.startLoading()) {
            return carryOut(run, loading);
        }
    }

    private static MigrationStatus carryOut(Run run, Loading loading) {
        Optional<History> history;
        try {
            history = HistoryReader.of(run, loading).history();
        } catch (InvalidMigrationsException refused) {
            Problem flyway = FlywayTable.in(refused).orElseThrow(() -> refused);
            return compare(run, run.completed(loading.files()), History.NONE, FoundLease.NONE, List.of(flyway));
        }
        MigrationSet files = run.completed(loading.files());
        return history.isEmpty()
                ? compare(run, files, History.NONE, FoundLease.NONE, List.of())
                : compare(run, files, history.get(), lease(run), List.of());
    }

    /**
     * What is known of the lease.
     *
     * @param error why nothing is, or null
     */
    private record FoundLease(LeaseState state, @Nullable SqlError error) {
        static final FoundLease NONE = new FoundLease(new LeaseState.Free(null, null), null);
    }

    private static FoundLease lease(Run run) {
        try {
            return new FoundLease(run.ask(run.leases().lease()), null);
        } catch (TxFailure failure) {
            if (FailureKind.isAbsent(failure)) {
                return FoundLease.NONE;
            }
            if (FailureKind.isDenied(failure)) {
                return new FoundLease(FoundLease.NONE.state(), DatabaseFailures.error(failure));
            }
            throw DatabaseFailures.of(failure, "reading the lease", MigrationReport.EMPTY);
        }
    }

    private static MigrationStatus compare(
            Run run, MigrationSet files, History read, FoundLease lease, List<Problem> more) {
        History history = read.explainedBy(lease.state().progress());
        MigrationSet seen = BaselineScripts.seen(files, history, Target.latest());
        Optional<Leftover> leftover = Leftover.of(seen, history, lease.state());
        Planning planning = new PlanMaker(run, files).planning(history, Target.latest());
        List<Problem> problems = new ArrayList<>(more);
        problems.addAll(planning.problems());
        if (planning.steps().isEmpty()) {
            leftover.filter(found -> !found.isUnderWay() && !found.isAhead())
                    .ifPresent(found -> problems.add(found.problem()));
        }
        Progress left = leftover.map(Leftover::progress).orElse(null);
        StatusEntries entries = new StatusEntries(files, seen, history, left, run.database());
        return new MigrationStatus(
                entries.list(),
                lease.state() instanceof LeaseState.Held held
                        ? new MigrationStatus.LeaseHolder(held.owner(), held.remaining())
                        : null,
                lease.error(),
                lease.state() instanceof LeaseState.Held && !run.database().isCockroach()
                        ? new RunningScript(run, seen, history, left).lockWait()
                        : null,
                problems,
                entries.notes());
    }
}
