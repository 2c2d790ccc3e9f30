package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a repair changes in the history. A pure function of files, history and options.
 *
 * @param problems why the files cannot be compared; empty if they can
 * @param report what is changed, and what would need an option
 * @param updates the rows that are changed
 * @param removals the failed migrations that are taken out
 */
public record RepairPlan(
        List<Problem> problems, RepairReport report, List<HistoryEntry> updates, List<MigrationId> removals) {

    public RepairPlan {
        problems = List.copyOf(problems);
        updates = List.copyOf(updates);
        removals = List.copyOf(removals);
    }

    /** Returns whether nothing is changed. */
    public boolean isEmpty() {
        return updates.isEmpty() && removals.isEmpty();
    }

    /**
     * Computes a plan.
     *
     * @param owner names the run
     */
    public static RepairPlan of(MigrationSet all, History history, Set<RepairOption> options, String owner) {
        MigrationSet files = BaselineScripts.seen(all, history, Target.latest());
        Maker maker = new Maker(files, history, options, owner);
        history.entries().forEach(maker::compare);
        history.failed().forEach(maker::remove);
        return maker.plan();
    }

    private static final class Maker {
        private final MigrationSet files;
        private final Set<RepairOption> options;
        private final String owner;
        private final boolean ahead;
        private final List<Problem> problems;
        private final List<HistoryRepair> repairs = new ArrayList<>();
        private final List<HistoryRepair> left = new ArrayList<>();
        private final List<HistoryEntry> updates = new ArrayList<>();
        private final List<MigrationId> removals = new ArrayList<>();

        Maker(MigrationSet files, History history, Set<RepairOption> options, String owner) {
            this.files = files;
            this.options = options;
            this.owner = owner;
            this.problems = new ArrayList<>(files.problems());
            this.ahead = history.entries().stream().anyMatch(entry -> isAhead(entry.id()));
        }

        RepairPlan plan() {
            Comparator<HistoryRepair> order = Comparator.comparing(HistoryRepair::id);
            repairs.sort(order);
            left.sort(order);
            return new RepairPlan(problems, new RepairReport(repairs, left), updates, removals);
        }

        void remove(AppliedMigration entry) {
            add(entry, null, HistoryRepair.Kind.FAILED);
            removals.add(entry.id());
        }

        void compare(AppliedMigration entry) {
            ResolvedMigration file = files.find(entry.id());
            switch (entry.kind()) {
                case BASELINE, OTHER -> {}
                case WITHOUT_FILE -> {
                    if (file != null) {
                        compare(entry, file);
                    }
                }
                case SCRIPT, CODE, BASELINE_SCRIPT -> {
                    if (file != null) {
                        compare(entry, file);
                    } else if (isMissing(entry.id()) && add(entry, null, HistoryRepair.Kind.MISSING_FILE)) {
                        updates.add(updated(
                                entry,
                                entry.description(),
                                null,
                                entry.checksum(),
                                entry.contentChecksum(),
                                Kind.WITHOUT_FILE));
                    }
                }
            }
        }

        private boolean isAhead(MigrationId id) {
            return id instanceof Version && id.compareTo(files.highest()) > 0;
        }

        /** Not if it is ahead of the files: then they are older than the database. */
        private boolean isMissing(MigrationId id) {
            return id instanceof Version ? !isAhead(id) : !ahead;
        }

        private void compare(AppliedMigration entry, ResolvedMigration file) {
            problems.addAll(file.up().problems());
            Set<HistoryRepair.Kind> kinds = EnumSet.noneOf(HistoryRepair.Kind.class);
            checksum(entry, file).filter(kind -> add(entry, file, kind)).ifPresent(kinds::add);
            if (!entry.description().equals(file.description())) {
                add(entry, file, HistoryRepair.Kind.DESCRIPTION);
                kinds.add(HistoryRepair.Kind.DESCRIPTION);
            }
            if (kinds.isEmpty()) {
                return;
            }
            boolean checksums =
                    kinds.contains(HistoryRepair.Kind.CHECKSUM) || kinds.contains(HistoryRepair.Kind.CHANGED_SQL);
            updates.add(updated(
                    entry,
                    file.description(),
                    file.up().recordedName(),
                    checksums ? file.up().recordedChecksum() : entry.checksum(),
                    checksums ? file.up().recordedContent() : entry.contentChecksum(),
                    entry.kind()));
        }

        /** A repeatable migration with another content is applied again, so that its row is right. */
        private static Optional<HistoryRepair.Kind> checksum(AppliedMigration entry, ResolvedMigration file) {
            return switch (FileComparison.of(file.up(), entry)) {
                case SAME -> Optional.empty();
                case SAME_CONTENT -> Optional.of(HistoryRepair.Kind.CHECKSUM);
                case CHANGED ->
                    entry.id() instanceof RepeatableName
                            ? Optional.empty()
                            : Optional.of(HistoryRepair.Kind.CHANGED_SQL);
            };
        }

        /** Lists a change; returns whether it is made. */
        private boolean add(AppliedMigration entry, @Nullable ResolvedMigration file, HistoryRepair.Kind kind) {
            boolean made = kind.option().map(options::contains).orElse(true);
            (made ? repairs : left)
                    .add(new HistoryRepair(
                            entry.id(),
                            kind,
                            entry.description(),
                            kind == HistoryRepair.Kind.DESCRIPTION && file != null
                                    ? file.description()
                                    : entry.description(),
                            file == null ? null : file.up().origin()));
            return made;
        }

        private HistoryEntry updated(
                AppliedMigration entry,
                String description,
                @Nullable String script,
                @Nullable String checksum,
                @Nullable String content,
                Kind kind) {
            return new HistoryEntry(entry.id(), description, checksum, owner, Duration.ZERO, kind, script, content);
        }
    }
}
