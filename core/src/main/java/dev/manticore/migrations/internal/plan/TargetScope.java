package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Determines the scope of a target. Adds a problem if the target does not exist.
 *
 * @param baseline what it stands for is not pending
 * @param done what the run has done before it plans again: it counts where a target says how many
 * @param skipsLate whether pending versions below the highest applied one are left out
 */
record TargetScope(
        MigrationSet files,
        NavigableMap<Version, AppliedMigration> applied,
        Version baseline,
        MigrationReport done,
        boolean skipsLate,
        List<Problem> problems)
        implements Target.Cases<Scope> {

    @Override
    public Scope latest(Target.Latest target) {
        return Scope.applying(files.highest());
    }

    @Override
    public Scope toVersion(Target.ToVersion target) {
        checkExists(target.version());
        List<Version> reverts = appliedAbove(target.version());
        return target.version().equals(Version.ZERO)
                ? Scope.reverting(reverts)
                : new Scope(reverts, List.of(), Optional.of(target.version()), reverts.isEmpty());
    }

    @Override
    public Scope upTo(Target.UpTo target) {
        if (!target.mayBeMissing()) {
            checkExists(target.version());
        }
        return Scope.applying(target.version());
    }

    /** Without the repeatable migrations, as long as a version is pending. */
    @Override
    public Scope next(Target.Next target) {
        Optional<Version> next = files.byVersion().entrySet().stream()
                .filter(file -> !applied.containsKey(file.getKey())
                        && !Baselines.covers(baseline, file.getKey())
                        && !file.getValue().isSkipped()
                        && isAccepted(file.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
        return next.isPresent() ? new Scope(List.of(), List.of(), next, false) : Scope.applying(files.highest());
    }

    /** A late version is the next one unless it is skipped. */
    private boolean isAccepted(Version pending) {
        return !skipsLate || applied.isEmpty() || pending.compareTo(applied.lastKey()) > 0;
    }

    @Override
    public Scope current(Target.Current target) {
        return applied.isEmpty()
                ? new Scope(List.of(), List.of(), Optional.empty(), true)
                : Scope.applying(applied.lastKey());
    }

    @Override
    public Scope rollback(Target.Rollback target) {
        return Scope.reverting(highest(target.count() - reverted().size()));
    }

    @Override
    public Scope rollbackTo(Target.RollbackTo target) {
        checkExists(target.version());
        return Scope.reverting(appliedAbove(target.version()));
    }

    @Override
    public Scope revert(Target.Revert target) {
        return Scope.reverting(isApplied(target.version()) ? List.of(target.version()) : List.of());
    }

    @Override
    public Scope redo(Target.Redo target) {
        Set<Version> reverted = reverted();
        List<Version> reverts = highest(target.count() - reverted.size());
        return Scope.redoing(
                reverts,
                Stream.concat(reverts.stream(), reverted.stream().filter(version -> !applied.containsKey(version)))
                        .toList());
    }

    private List<Version> highest(int count) {
        return applied.descendingKeySet().stream().limit(Math.max(0, count)).toList();
    }

    /** The versions that this run has reverted. */
    private Set<Version> reverted() {
        return done.steps().stream()
                .filter(step -> step.direction() == Direction.REVERT)
                .map(StepReport::id)
                .map(Version.class::cast)
                .collect(Collectors.toSet());
    }

    /** Version 0 as a target stands for a database without migrations, so that a version 0 is above it. */
    private List<Version> appliedAbove(Version version) {
        return List.copyOf(
                applied.tailMap(version, version.equals(Version.ZERO)).descendingKeySet());
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
