package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.Baselines;
import dev.manticore.migrations.internal.plan.BlockNotes;
import dev.manticore.migrations.internal.plan.ChangedFiles;
import dev.manticore.migrations.internal.plan.FileComparison;
import dev.manticore.migrations.internal.plan.HighestVersion;
import dev.manticore.migrations.internal.plan.LeftOutFiles;
import dev.manticore.migrations.internal.plan.RepeatedMigrations;
import dev.manticore.migrations.internal.plan.TransactionRule;
import dev.manticore.migrations.internal.plan.UnreplacedPlaceholders;
import dev.manticore.migrations.internal.run.Counts;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of a status: each migration that has a file, a row of the history, or saved progress. */
final class StatusEntries {
    private final MigrationSet all;
    private final MigrationSet files;
    private final History history;
    private final NavigableMap<MigrationId, AppliedMigration> applied = new TreeMap<>();
    private final NavigableMap<MigrationId, AppliedMigration> failed = new TreeMap<>();
    private final Version highestApplied;
    private final Version baseline;
    private final @Nullable Progress left;
    private final Database database;

    /**
     * Prepares the lines.
     *
     * @param all all files
     * @param files what the history makes of them, see {@link BaselineScripts#seen}
     * @param left what is partially applied, or null
     */
    StatusEntries(MigrationSet all, MigrationSet files, History history, @Nullable Progress left, Database database) {
        this.all = all;
        this.files = files;
        this.history = history;
        this.left = left;
        this.database = database;
        history.entries().forEach(entry -> applied.put(entry.id(), entry));
        history.failed().forEach(entry -> failed.put(entry.id(), entry));
        this.highestApplied = HighestVersion.of(applied.values().stream());
        this.baseline = Stream.concat(
                        Stream.of(Baselines.highest(applied.values())),
                        files.byVersion().entrySet().stream()
                                .filter(file -> file.getValue().kind() == Kind.BASELINE_SCRIPT)
                                .map(Map.Entry::getKey))
                .max(Comparator.naturalOrder())
                .orElse(Version.ZERO);
    }

    /**
     * The lines, where no plan is needed beside them.
     *
     * @param lease as it was read with the history; null if nothing of it is to be judged
     */
    static StatusEntries of(MigrationSet files, History read, @Nullable LeaseState lease, Database database) {
        History history = lease == null ? read : read.explainedBy(lease.progress());
        MigrationSet seen = BaselineScripts.seen(files, history, Target.latest());
        Progress left =
                Leftover.of(seen, history, lease).map(Leftover::progress).orElse(null);
        return new StatusEntries(files, seen, history, left, database);
    }

    List<Entry> list() {
        TreeSet<MigrationId> ids = new TreeSet<>(applied.keySet());
        ids.addAll(failed.keySet());
        files.all().map(ResolvedMigration::id).forEach(ids::add);
        all.byVersion().keySet().stream().filter(this::isBelowBaseline).forEach(ids::add);
        if (left != null) {
            // Its file may be missing.
            ids.add(left.id());
        }
        return ids.stream().map(this::entry).toList();
    }

    /** What there is to say about pending migrations and callbacks, also where problems prevent a plan. */
    List<String> notes() {
        Optional<String> placeholders = UnreplacedPlaceholders.note(Stream.concat(
                files.all().filter(file -> !file.isSkipped() && isDue(file)).map(ResolvedMigration::up),
                files.callbacks().scripts()));
        return Stream.of(
                        BaselineScripts.beginning(files, history).stream(),
                        BaselineScripts.passedOver(all, history).stream(),
                        ChangedFiles.note(files, applied).stream(),
                        LeftOutFiles.note(files).stream(),
                        files.callbacks().notes().stream(),
                        placeholders.stream())
                .flatMap(notes -> notes)
                .toList();
    }

    /** Whether the history does not have a migration as it is now; a version is not applied again. */
    private boolean isDue(ResolvedMigration file) {
        return RepeatedMigrations.isDue(file, applied.get(file.id())) && !isBelowBaseline(file.id());
    }

    private boolean isBelowBaseline(MigrationId id) {
        ResolvedMigration file = files.find(id);
        return Baselines.covers(baseline, id) && (file == null || file.kind() != Kind.BASELINE_SCRIPT);
    }

    private Entry entry(MigrationId id) {
        AppliedMigration entry = applied.getOrDefault(id, failed.get(id));
        ResolvedMigration file = (entry == null && isBelowBaseline(id) ? all : files).find(id);
        Progress progress = left != null && left.id().equals(id) ? left : null;
        return new Entry(
                id,
                file != null ? file.description() : entry != null ? entry.description() : "",
                progress != null ? State.PARTLY_DONE : state(id, file),
                file == null ? null : file.up().origin(),
                file != null && file.down() != null,
                entry == null ? null : entry.appliedAt(),
                entry == null ? null : entry.duration(),
                entry == null ? null : entry.appliedBy(),
                note(file, entry, progress),
                entry == null ? null : entry.kind());
    }

    private @Nullable String note(
            @Nullable ResolvedMigration file, @Nullable AppliedMigration entry, @Nullable Progress progress) {
        if (progress != null) {
            return note(progress);
        }
        if (file == null) {
            return entry != null && entry.kind() == AppliedMigration.Kind.OTHER
                    ? "applied by another tool in a way of its own, and not by a script"
                    : null;
        }
        return entry == null && !isBelowBaseline(file.id()) ? note(file.up()) : null;
    }

    private State state(MigrationId id, @Nullable ResolvedMigration file) {
        AppliedMigration entry = applied.get(id);
        if (failed.containsKey(id)) {
            return State.FAILED;
        }
        if (file != null && file.isSkipped() && isDue(file)) {
            return State.SKIPPED;
        }
        if (entry == null) {
            return isBelowBaseline(id)
                    ? State.BELOW_BASELINE
                    : id.compareTo(highestApplied) < 0 ? State.LATE : State.PENDING;
        }
        return switch (entry.kind()) {
            case BASELINE -> State.BASELINE;
            case BASELINE_SCRIPT ->
                file == null
                        ? withoutFile(id)
                        : compared(file, entry) == State.CHANGED ? State.CHANGED : State.BASELINE;
            case SCRIPT, CODE -> file == null ? withoutFile(id) : compared(file, entry);
            case WITHOUT_FILE, OTHER -> file == null ? State.APPLIED : compared(file, entry);
        };
    }

    private State withoutFile(MigrationId id) {
        return (id instanceof Version ? id : highestApplied).compareTo(files.highest()) > 0
                ? State.AHEAD
                : State.MISSING;
    }

    private State compared(ResolvedMigration file, AppliedMigration entry) {
        if (file.id() instanceof RepeatableName) {
            return isDue(file) ? State.OUTDATED : State.APPLIED;
        }
        return FileComparison.of(file.up(), entry) == FileComparison.CHANGED ? State.CHANGED : State.APPLIED;
    }

    /** What becomes of the BEGIN and COMMIT of a script that is not applied; null if there is nothing to say. */
    private @Nullable String note(Script script) {
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
                + Counts.of(progress.done(), "statement")
                + " executed"
                + (ProgressCheck.isPartial(progress)
                        ? ", " + next + " partially executed: " + progress.error()
                        : progress.running()
                                ? ", " + next + " running or interrupted"
                                : progress.error() == null ? "" : ", " + next + " failed: " + progress.error())
                + ProgressCheck.repetitions(progress);
    }
}
