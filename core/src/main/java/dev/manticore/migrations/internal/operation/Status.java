package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files, history and lease side by side. */
public record Status() implements Operation<MigrationStatus> {

    private static final LeaseState NEVER_HELD = new LeaseState.Free(null, null);

    @Override
    public MigrationStatus carryOut(Run run) {
        MigrationSet files = run.load();
        Optional<History> history = new HistoryReader(run).history();
        return history.isEmpty()
                ? compare(run, files, History.NONE, NEVER_HELD)
                : compare(run, files, history.get(), lease(run));
    }

    private static LeaseState lease(Run run) {
        try {
            return run.ask(run.leases().lease());
        } catch (TxFailure failure) {
            if (FailureKind.isAbsent(failure)) {
                return NEVER_HELD;
            }
            throw DatabaseFailures.of(failure, "reading the lease", MigrationReport.EMPTY);
        }
    }

    private static MigrationStatus compare(Run run, MigrationSet files, History history, LeaseState lease) {
        Planning planning = new PlanMaker(run, files).planning(history, Target.latest());
        List<Problem> problems = planning.problems();
        NavigableMap<MigrationId, AppliedMigration> applied = new TreeMap<>();
        history.entries().forEach(entry -> applied.put(entry.id(), entry));
        TreeSet<MigrationId> ids = new TreeSet<>(applied.keySet());
        ids.addAll(files.byVersion().keySet());
        MigrationId highestApplied = applied.isEmpty() ? Version.ZERO : applied.lastKey();
        Progress progress = lease.progress();
        if (progress != null && !ProgressCheck.isSettled(progress, history)) {
            // Part done, and perhaps without a file any more.
            ids.add(progress.id());
        }
        List<Entry> entries = new ArrayList<>(ids.size());
        for (MigrationId id : ids) {
            entries.add(entry(
                    files,
                    id,
                    files.byVersion().get(id),
                    applied.get(id),
                    highestApplied,
                    progress != null && progress.id().equals(id) ? progress : null));
        }
        return new MigrationStatus(
                entries,
                lease instanceof LeaseState.Held held
                        ? new MigrationStatus.LeaseHolder(held.owner(), held.remaining())
                        : null,
                problems);
    }

    private static Entry entry(
            MigrationSet files,
            MigrationId id,
            @Nullable ResolvedMigration file,
            @Nullable AppliedMigration applied,
            MigrationId highestApplied,
            @Nullable Progress progress) {
        State state = state(files, id, file, applied, highestApplied, progress);
        return new Entry(
                id,
                file != null ? file.description() : applied != null ? applied.description() : "",
                state,
                file == null ? null : file.up().origin(),
                file != null && file.down() != null,
                applied == null ? null : applied.appliedAt(),
                applied == null ? null : applied.duration(),
                applied == null ? null : applied.appliedBy(),
                progress == null || state != State.PARTLY_DONE ? null : note(progress));
    }

    private static State state(
            MigrationSet files,
            MigrationId id,
            @Nullable ResolvedMigration file,
            @Nullable AppliedMigration applied,
            MigrationId highestApplied,
            @Nullable Progress progress) {
        if (progress != null && (applied == null) == (progress.direction() == Direction.APPLY)) {
            return State.PARTLY_DONE;
        }
        if (applied == null) {
            return id.compareTo(highestApplied) < 0 ? State.LATE : State.PENDING;
        }
        if (file == null) {
            return id.compareTo(files.highest()) > 0 ? State.AHEAD : State.MISSING;
        }
        String recorded = applied.checksum();
        return recorded == null || recorded.equals(file.up().checksum()) ? State.APPLIED : State.CHANGED;
    }

    private static String note(Progress progress) {
        String next = "statement " + (progress.done() + 1);
        return (progress.direction() == Direction.APPLY ? "" : "undo: ") + progress.done() + " statements done"
                + (ProgressCheck.isPartial(progress)
                        ? ", " + next + " done in part: " + progress.error()
                        : progress.running()
                                ? ", " + next + " under way or interrupted"
                                : progress.error() == null ? "" : ", " + next + " failed: " + progress.error());
    }
}
