package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The repeatable migrations of the history, compared with the files. Not thread-safe. */
public final class RepeatedMigrations {
    private final NavigableMap<RepeatableName, AppliedMigration> applied = new TreeMap<>();

    /** Adds an entry of the history; returns what was there. */
    Optional<AppliedMigration> add(RepeatableName name, AppliedMigration entry) {
        return Optional.ofNullable(applied.put(name, entry));
    }

    /** Forgets what was applied, as a history does when a version is reverted. */
    void forgetChecksums() {
        applied.replaceAll((name, entry) -> entry.withoutChecksums());
    }

    /** Those to apply, in their order. */
    List<ResolvedMigration> outdated(MigrationSet files) {
        return files.repeatables().entrySet().stream()
                .filter(file -> isOutdated(file.getValue().up(), applied.get(file.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether a migration is to be applied: the history does not have it, has forgotten its checksum, or has another content. */
    public static boolean isOutdated(Script script, @Nullable AppliedMigration entry) {
        return entry == null
                || (entry.checksum() == null && script.recordedChecksum() != null)
                || FileComparison.of(script, entry) == FileComparison.CHANGED;
    }

    /** Whether the history does not have a migration as it is now; a version is not applied again. */
    public static boolean isDue(ResolvedMigration migration, @Nullable AppliedMigration entry) {
        return migration.id() instanceof RepeatableName ? isOutdated(migration.up(), entry) : entry == null;
    }

    /** Those that are not applied again, although their text has changed. */
    List<MigrationId> withSameContent(MigrationSet files) {
        return files.repeatables().values().stream()
                .filter(file -> {
                    AppliedMigration entry = applied.get(file.id());
                    return entry != null && FileComparison.of(file.up(), entry) == FileComparison.SAME_CONTENT;
                })
                .map(ResolvedMigration::id)
                .toList();
    }

    List<AppliedMigration> withoutFile(MigrationSet files) {
        return applied.values().stream()
                .filter(entry -> entry.kind() != AppliedMigration.Kind.WITHOUT_FILE && files.find(entry.id()) == null)
                .toList();
    }
}
