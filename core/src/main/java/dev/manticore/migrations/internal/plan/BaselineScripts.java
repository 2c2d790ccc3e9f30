package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.spi.History;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which baseline scripts count. A database without applied versions begins with the newest one that the target allows; a
 * database that began with one keeps it. All others are passed over.
 */
public final class BaselineScripts {
    private BaselineScripts() {}

    /**
     * The migrations as a database with this history sees them: a baseline script that counts takes the place of the
     * migration with its version, and of all below.
     */
    public static MigrationSet seen(MigrationSet files, History history, Target target) {
        List<Version> begun = history.entries().stream()
                .filter(entry -> entry.kind() == Kind.BASELINE_SCRIPT)
                .map(entry -> (Version) entry.id())
                .toList();
        Optional<Map.Entry<Version, ResolvedMigration>> chosen =
                isWithoutVersions(history) ? chosen(files, target) : Optional.empty();
        if (begun.isEmpty() && chosen.isEmpty()) {
            return files;
        }
        NavigableMap<Version, ResolvedMigration> versions = new TreeMap<>(files.byVersion());
        chosen.ifPresent(script -> {
            versions.headMap(script.getKey(), true).clear();
            versions.put(script.getKey(), script.getValue());
        });
        for (Version version : begun) {
            ResolvedMigration script = files.baselines().get(version);
            versions.remove(version);
            if (script != null) {
                versions.put(version, script);
            }
        }
        return files.with(versions);
    }

    private static boolean isWithoutVersions(History history) {
        return history.entries().stream().noneMatch(entry -> entry.id() instanceof Version);
    }

    private static Optional<Map.Entry<Version, ResolvedMigration>> chosen(MigrationSet files, Target target) {
        return target.match(new Target.Cases<>() {
            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> latest(Target.Latest latest) {
                return Optional.ofNullable(files.baselines().lastEntry());
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> toVersion(Target.ToVersion to) {
                return Optional.ofNullable(files.baselines().floorEntry(to.version()));
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> upTo(Target.UpTo to) {
                return Optional.ofNullable(files.baselines().floorEntry(to.version()));
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> next(Target.Next next) {
                return Optional.ofNullable(files.baselines().lastEntry());
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> current(Target.Current current) {
                return Optional.empty();
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> rollback(Target.Rollback rollback) {
                return Optional.empty();
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> rollbackTo(Target.RollbackTo rollback) {
                return Optional.empty();
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> revert(Target.Revert revert) {
                return Optional.empty();
            }

            @Override
            public Optional<Map.Entry<Version, ResolvedMigration>> redo(Target.Redo redo) {
                return Optional.empty();
            }
        });
    }

    /**
     * The note about the script that a database begins with.
     *
     * @param seen what {@link #seen} made of the files
     */
    public static Optional<String> beginning(MigrationSet seen, History history) {
        return seen.byVersion().values().stream()
                .filter(migration -> migration.kind() == Kind.BASELINE_SCRIPT && isWithoutVersions(history))
                .map(script -> "The database begins with the baseline script "
                        + script.up().file().name() + ", which stands for all versions up to " + script.id() + ".")
                .findFirst();
    }

    /** The note about scripts above the baseline of a database, if it has one, that are passed over. */
    public static Optional<String> passedOver(MigrationSet files, History history) {
        Version baseline = Baselines.highest(history.entries());
        String names = files.baselines().tailMap(baseline, false).values().stream()
                .map(script -> script.up().file().name())
                .collect(Collectors.joining(", "));
        return names.isEmpty() || isWithoutVersions(history)
                ? Optional.empty()
                : Optional.of("Passed over, because versions are applied already: " + names + ".");
    }
}
