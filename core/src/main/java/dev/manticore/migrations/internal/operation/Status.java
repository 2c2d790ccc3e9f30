package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.BlockNotes;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.TransactionRule;
import dev.manticore.migrations.internal.plan.UnreplacedPlaceholders;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files, history and lease side by side. */
public record Status() implements Operation<MigrationStatus> {

    @Override
    public MigrationStatus carryOut(Run run) {
        MigrationSet loaded = run.load();
        Optional<History> history = HistoryReader.of(run, loaded).history();
        MigrationSet files = run.completed(loaded);
        return history.isEmpty()
                ? compare(run, files, History.NONE, FoundLease.NONE)
                : compare(run, files, history.get(), lease(run));
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

    private static MigrationStatus compare(Run run, MigrationSet files, History history, FoundLease lease) {
        Optional<Leftover> leftover = Leftover.of(files, history, lease.state());
        Planning planning = new PlanMaker(run, files).planning(history, Target.latest());
        List<Problem> problems = new ArrayList<>(planning.problems());
        if (planning.steps().isEmpty()) {
            leftover.filter(found -> !found.isUnderWay() && !found.isAhead())
                    .ifPresent(found -> problems.add(found.problem()));
        }
        NavigableMap<MigrationId, AppliedMigration> applied = new TreeMap<>();
        history.entries().forEach(entry -> applied.put(entry.id(), entry));
        TreeSet<MigrationId> ids = new TreeSet<>(applied.keySet());
        files.all().map(ResolvedMigration::id).forEach(ids::add);
        Progress left = leftover.map(Leftover::progress).orElse(null);
        if (left != null) {
            // Its file may be missing.
            ids.add(left.id());
        }
        MigrationId highest = applied.keySet().stream()
                .filter(Version.class::isInstance)
                .max(Comparator.naturalOrder())
                .orElse(Version.ZERO);
        List<Entry> entries = new ArrayList<>(ids.size());
        for (MigrationId id : ids) {
            entries.add(entry(
                    id,
                    files.find(id),
                    applied.get(id),
                    left != null && left.id().equals(id) ? left : null,
                    id.compareTo(highest) < 0,
                    (id instanceof Version ? id : highest).compareTo(files.highest()) > 0,
                    run.database()));
        }
        return new MigrationStatus(
                entries,
                lease.state() instanceof LeaseState.Held held
                        ? new MigrationStatus.LeaseHolder(held.owner(), held.remaining())
                        : null,
                lease.error(),
                lease.state() instanceof LeaseState.Held && !run.database().isCockroach()
                        ? new RunningScript(run, files, history, left).lockWait()
                        : null,
                problems,
                notes(files, applied));
    }

    /** What there is to say about pending migrations and callbacks, also where problems prevent a plan. */
    private static List<String> notes(MigrationSet files, Map<MigrationId, AppliedMigration> applied) {
        List<String> notes = new ArrayList<>(files.callbacks().notes());
        UnreplacedPlaceholders.note(Stream.concat(
                        files.all()
                                .filter(file -> !file.isSkipped() && isDue(file, applied.get(file.id())))
                                .map(ResolvedMigration::up),
                        files.callbacks().scripts()))
                .ifPresent(notes::add);
        return notes;
    }

    /** Whether the history does not have a migration as it is now; a version is not applied again. */
    private static boolean isDue(ResolvedMigration file, @Nullable AppliedMigration applied) {
        return applied == null
                || (file.id() instanceof RepeatableName && !file.up().checksum().equals(applied.checksum()));
    }

    private static Entry entry(
            MigrationId id,
            @Nullable ResolvedMigration file,
            @Nullable AppliedMigration applied,
            @Nullable Progress left,
            boolean belowApplied,
            boolean aboveFiles,
            Database database) {
        State state;
        if (left != null) {
            state = State.PARTLY_DONE;
        } else if (file != null && file.isSkipped() && isDue(file, applied)) {
            state = State.SKIPPED;
        } else if (applied == null) {
            state = belowApplied ? State.LATE : State.PENDING;
        } else if (file == null) {
            state = aboveFiles ? State.AHEAD : State.MISSING;
        } else if (id instanceof RepeatableName) {
            state = isDue(file, applied) ? State.OUTDATED : State.APPLIED;
        } else {
            String recorded = applied.checksum();
            state = recorded == null || recorded.equals(file.up().checksum()) ? State.APPLIED : State.CHANGED;
        }
        return new Entry(
                id,
                file != null ? file.description() : applied != null ? applied.description() : "",
                state,
                file == null ? null : file.up().origin(),
                file != null && file.down() != null,
                applied == null ? null : applied.appliedAt(),
                applied == null ? null : applied.duration(),
                applied == null ? null : applied.appliedBy(),
                left != null ? note(left) : applied == null && file != null ? note(file.up(), database) : null);
    }

    /** What becomes of the BEGIN and COMMIT of a script that is not applied; null if there is nothing to say. */
    private static @Nullable String note(Script script, Database database) {
        if (script.blocks().isEmpty() || !script.problems().isEmpty()) {
            return null;
        }
        Execution execution = TransactionRule.executionOf(script, database, problem -> {});
        List<String> notes = BlockNotes.of(script, execution, database);
        return notes.isEmpty() ? null : String.join(" ", notes);
    }

    private static String note(Progress progress) {
        String next = "statement " + (progress.done() + 1);
        String undo = progress.direction() == Direction.APPLY ? "" : "undo: ";
        if (ProgressCheck.isPartial(progress) && progress.done() == 0) {
            return undo + "only part of it took effect: " + progress.error();
        }
        return undo
                + progress.done()
                + (progress.done() == 1 ? " statement executed" : " statements executed")
                + (ProgressCheck.isPartial(progress)
                        ? ", " + next + " partially executed: " + progress.error()
                        : progress.running()
                                ? ", " + next + " running or interrupted"
                                : progress.error() == null ? "" : ", " + next + " failed: " + progress.error());
    }
}
