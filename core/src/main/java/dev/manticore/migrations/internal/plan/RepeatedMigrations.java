package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
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

    /** Those to apply, in their order. */
    List<ResolvedMigration> outdated(MigrationSet files) {
        return files.repeatables().entrySet().stream()
                .filter(file -> isOutdated(file.getValue(), applied.get(file.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether a migration is to be applied: the history does not have it, or has it with another checksum or with none. */
    public static boolean isOutdated(ResolvedMigration migration, @Nullable AppliedMigration entry) {
        return entry == null || !migration.up().checksum().equals(entry.checksum());
    }

    List<AppliedMigration> withoutFile(MigrationSet files) {
        return applied.values().stream()
                .filter(entry -> files.find(entry.id()) == null)
                .toList();
    }
}
