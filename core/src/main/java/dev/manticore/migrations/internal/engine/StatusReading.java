package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.script.ResolvedMigration;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files, history and lease side by side. */
final class StatusReading {
    private final Context context;
    private final Reading reading;

    StatusReading(Context context) {
        this.context = context;
        this.reading = new Reading(context);
    }

    Step<MigrationStatus> start() {
        return reading.files(() -> reading.history(history -> history.isPresent()
                ? Asking.query(
                        context,
                        context.store().lease(),
                        lease -> status(history.get(), lease),
                        failure -> Failures.isAbsent(failure)
                                ? status(history.get(), new LeaseState.Free(null, null))
                                : Asking.fail(Failures.of(failure, "reading the lease", MigrationReport.EMPTY)))
                : status(History.NONE, new LeaseState.Free(null, null))));
    }

    private Step<MigrationStatus> status(History history, LeaseState lease) {
        return new Step.Work<>(() -> compare(history, lease), Step.Done::new);
    }

    private MigrationStatus compare(History history, LeaseState lease) {
        Planning planning = reading.planning(history, Target.latest());
        List<Problem> problems = planning instanceof Planning.Refused refused ? refused.problems() : List.of();
        NavigableMap<Long, AppliedMigration> applied = new TreeMap<>();
        history.entries().forEach(entry -> applied.put(entry.version(), entry));
        TreeSet<Long> versions = new TreeSet<>(applied.keySet());
        versions.addAll(context.files().byVersion().keySet());
        long highestApplied = applied.isEmpty() ? 0 : applied.lastKey();
        Progress progress = lease.progress();
        if (progress != null && !ProgressCheck.isSettled(progress, history)) {
            // Part done, and perhaps without a file any more.
            versions.add(progress.version());
        }
        List<Entry> entries = new ArrayList<>(versions.size());
        for (long version : versions) {
            entries.add(entry(
                    version,
                    context.files().byVersion().get(version),
                    applied.get(version),
                    highestApplied,
                    progress != null && progress.version() == version ? progress : null));
        }
        return new MigrationStatus(
                entries,
                lease instanceof LeaseState.Held held
                        ? new MigrationStatus.LeaseHolder(held.owner(), held.remaining())
                        : null,
                problems);
    }

    private Entry entry(
            long version,
            @Nullable ResolvedMigration file,
            @Nullable AppliedMigration applied,
            long highestApplied,
            @Nullable Progress progress) {
        State state = state(version, file, applied, highestApplied, progress);
        return new Entry(
                version,
                file != null ? file.description() : applied != null ? applied.description() : "",
                state,
                file == null ? null : file.up().origin(),
                file != null && file.down() != null,
                applied == null ? null : applied.appliedAt(),
                applied == null ? null : applied.duration(),
                applied == null ? null : applied.appliedBy(),
                progress == null || state != State.PARTLY_DONE ? null : note(progress));
    }

    private State state(
            long version,
            @Nullable ResolvedMigration file,
            @Nullable AppliedMigration applied,
            long highestApplied,
            @Nullable Progress progress) {
        if (progress != null && (applied == null) == (progress.direction() == Direction.APPLY)) {
            return State.PARTLY_DONE;
        }
        if (applied == null) {
            return version < highestApplied ? State.LATE : State.PENDING;
        }
        if (file == null) {
            return version > context.files().highest() ? State.AHEAD : State.MISSING;
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
