package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Determines the scope of a target. Adds a problem if the target does not exist. */
record TargetScope(MigrationSet files, NavigableMap<Version, AppliedMigration> applied, List<Problem> problems)
        implements Target.Cases<Scope> {

    @Override
    public Scope latest(Target.Latest target) {
        return new Scope(List.of(), Optional.of(files.highest()));
    }

    @Override
    public Scope toVersion(Target.ToVersion target) {
        checkExists(target.version());
        Optional<Version> upTo = Optional.of(target.version()).filter(version -> !version.equals(Version.ZERO));
        return new Scope(appliedAbove(target.version()), upTo);
    }

    @Override
    public Scope rollback(Target.Rollback target) {
        return new Scope(
                applied.descendingKeySet().stream().limit(target.count()).toList(), Optional.empty());
    }

    @Override
    public Scope rollbackTo(Target.RollbackTo target) {
        checkExists(target.version());
        return new Scope(appliedAbove(target.version()), Optional.empty());
    }

    @Override
    public Scope revert(Target.Revert target) {
        return new Scope(isApplied(target.version()) ? List.of(target.version()) : List.of(), Optional.empty());
    }

    private List<Version> appliedAbove(Version version) {
        return List.copyOf(applied.tailMap(version, false).descendingKeySet());
    }

    private boolean isApplied(Version version) {
        if (applied.containsKey(version)) {
            return true;
        }
        problems.add(new Problem(
                Kind.NOT_APPLIED,
                version.label() + " cannot be reverted, because it is not applied.",
                null,
                "The status shows which migrations are applied."));
        return false;
    }

    private void checkExists(Version version) {
        boolean exists =
                version.equals(Version.ZERO) || files.byVersion().containsKey(version) || applied.containsKey(version);
        if (exists || !files.isComplete()) {
            return;
        }
        TreeMap<Version, Object> known = new TreeMap<>(files.byVersion());
        known.putAll(applied);
        String neighbours = Stream.of(known.lowerKey(version), known.higherKey(version))
                .filter(Objects::nonNull)
                .map(Version::label)
                .collect(Collectors.joining(" and "));
        problems.add(new Problem(
                Kind.UNKNOWN_TARGET,
                "There is no version " + version
                        + (neighbours.isEmpty() ? "." : ". Closest versions: " + neighbours + "."),
                null,
                "Use a version that exists, or 0 for an empty database."));
    }
}
