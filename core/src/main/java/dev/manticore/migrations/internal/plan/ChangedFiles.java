package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the files of applied migrations with what was applied. Not thread-safe. */
public final class ChangedFiles {
    private static final int FEW = 10;

    private final Set<Deviation> tolerated;
    private final Set<MigrationId> sameContent = new TreeSet<>();

    ChangedFiles(Set<Deviation> tolerated) {
        this.tolerated = tolerated;
    }

    /** The problem of a file that does something else than what was applied. */
    Optional<Problem> check(ResolvedMigration migration, @Nullable AppliedMigration entry) {
        if (entry == null || entry.kind() == Kind.BASELINE || tolerated.contains(Deviation.CHANGED_CHECKSUM)) {
            return Optional.empty();
        }
        return switch (FileComparison.of(migration.up(), entry)) {
            case SAME -> Optional.empty();
            case SAME_CONTENT -> {
                add(migration.id());
                yield Optional.empty();
            }
            case CHANGED -> Optional.of(problem(migration, entry));
        };
    }

    /** Adds a migration whose content is the same, although its text is not. */
    void add(MigrationId id) {
        sameContent.add(id);
    }

    private static Problem problem(ResolvedMigration migration, AppliedMigration entry) {
        return new Problem(
                Problem.Kind.CHANGED_CHECKSUM,
                migration.id().label() + " has changed since it was applied on " + entry.appliedAt() + ".",
                SourceLocation.file(migration.up().origin()),
                Remedy.of(CodeCheck.restoration(migration.up()) + ", and put the change into a new migration.")
                        .or("to keep the changed file", new Remedy.Tolerate(Deviation.CHANGED_CHECKSUM))
                        .or(
                                "to record the changed file as the one that was applied",
                                new Remedy.Repair(Set.of(RepairOption.CHANGED))));
    }

    /** The note about those of all files whose content is the same, although their texts are not. */
    public static Optional<String> note(MigrationSet files, Map<MigrationId, AppliedMigration> applied) {
        ChangedFiles changed = new ChangedFiles(Set.of());
        files.all().forEach(file -> {
            AppliedMigration entry = applied.get(file.id());
            if (entry != null && FileComparison.of(file.up(), entry) == FileComparison.SAME_CONTENT) {
                changed.add(file.id());
            }
        });
        return changed.note();
    }

    /** The note about all files whose content is the same. */
    Optional<String> note() {
        String named = sameContent.stream().limit(FEW).map(MigrationId::label).collect(Collectors.joining(", "));
        String more = sameContent.size() > FEW ? " and " + (sameContent.size() - FEW) + " more" : "";
        return sameContent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Changed since they were applied, but only in comments, blank space or the case of keywords: "
                                + named + more + ". A repair records the files as they are now.");
    }
}
