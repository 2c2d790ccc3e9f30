package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.script.MigrationSet;
import dev.manticore.migrations.internal.script.ResolvedMigration;
import dev.manticore.migrations.internal.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files, history, target and policy in; a plan, or all problems at once, out. Pure, and linear in what it is given. */
public final class Planner {
    private final MigrationSet files;
    private final NavigableMap<Long, AppliedMigration> applied = new TreeMap<>();
    private final Set<Deviation> tolerated;
    private final Capabilities capabilities;
    private final List<Problem> problems;
    private final List<String> notes = new ArrayList<>();

    private Planner(
            MigrationSet files, List<AppliedMigration> history, Set<Deviation> tolerated, Capabilities capabilities) {
        this.files = files;
        history.forEach(entry -> applied.put(entry.version(), entry));
        this.tolerated = tolerated;
        this.capabilities = capabilities;
        this.problems = new ArrayList<>(files.problems());
    }

    /**
     * Makes a plan.
     *
     * @param history what is applied, in any order
     * @param tolerated the differences between files and history that are no problems
     */
    public static Planning plan(
            MigrationSet files,
            List<AppliedMigration> history,
            Target target,
            Set<Deviation> tolerated,
            Capabilities capabilities) {
        return new Planner(files, history, tolerated, capabilities).plan(target);
    }

    private Planning plan(Target target) {
        List<Long> reverts = new ArrayList<>();
        long upTo = 0;
        if (target instanceof Target.Latest) {
            upTo = Long.MAX_VALUE;
        } else if (target instanceof Target.Version version) {
            checkExists(version.version());
            upTo = version.version();
            reverts.addAll(applied.tailMap(upTo, false).descendingKeySet());
        } else if (target instanceof Target.RollbackTo version) {
            checkExists(version.version());
            reverts.addAll(applied.tailMap(version.version(), false).descendingKeySet());
        } else if (target instanceof Target.Rollback rollback) {
            applied.descendingKeySet().stream().limit(rollback.count()).forEach(reverts::add);
        } else if (target instanceof Target.Revert revert && isApplied(revert.version())) {
            reverts.add(revert.version());
        }
        List<WorkStep> steps = new ArrayList<>();
        reverts.forEach(version -> revert(version, steps));
        if (upTo > 0) {
            apply(upTo, Set.copyOf(reverts), steps);
        }
        return problems.isEmpty() ? new Planning.Planned(steps, notes) : new Planning.Refused(problems);
    }

    private void revert(long version, List<WorkStep> steps) {
        ResolvedMigration migration = files.byVersion().get(version);
        Script undo = migration == null ? null : migration.down();
        if (migration == null && !isComplete()) {
            return;
        }
        if (migration == null || undo == null) {
            problems.add(new Problem(
                    Kind.NO_UNDO,
                    "V" + version + " cannot be reverted: there is no "
                            + (migration == null ? "file of that version." : "undo of it."),
                    migration == null
                            ? null
                            : SourceLocation.file(migration.up().origin()),
                    "Add U" + version + "__undo_<description>.sql" + (migration == null ? " and its migration" : "")
                            + "; nothing was reverted."));
            return;
        }
        checkChecksum(migration);
        Execution execution = check(undo);
        if (undo.statements().isEmpty() && undo.problems().isEmpty()) {
            notes.add("The undo of V" + version + " has no statement (" + undo.origin()
                    + "): it takes the version out of the history and changes nothing else.");
        }
        steps.add(new WorkStep(migration, Direction.REVERT, execution));
    }

    private void apply(long upTo, Set<Long> reverted, List<WorkStep> steps) {
        long highestApplied = applied.descendingKeySet().stream()
                .filter(version -> !reverted.contains(version))
                .findFirst()
                .orElse(0L);
        for (ResolvedMigration migration : files.byVersion().headMap(upTo, true).values()) {
            if (applied.containsKey(migration.version())) {
                checkChecksum(migration);
                continue;
            }
            if (migration.version() < highestApplied && !tolerated.contains(Deviation.LATE_VERSION)) {
                problems.add(late(migration, highestApplied));
            }
            steps.add(new WorkStep(migration, Direction.APPLY, check(migration)));
            if (migration.up().statements().isEmpty()
                    && migration.up().problems().isEmpty()) {
                notes.add("V" + migration.version() + " has no statement ("
                        + migration.up().origin() + ").");
            }
        }
        checkMissing();
    }

    /** A migration that is to be applied can be run, and so can its undo. */
    private Execution check(ResolvedMigration migration) {
        Execution execution = check(migration.up());
        Script undo = migration.down();
        if (undo != null) {
            check(undo);
        }
        return execution;
    }

    private Execution check(Script script) {
        problems.addAll(script.problems());
        if (!capabilities.sendsCopyData()) {
            script.statements().stream()
                    .filter(statement -> statement.copy() != null)
                    .forEach(statement -> problems.add(new Problem(
                            Kind.COPY_IMPOSSIBLE,
                            "This client cannot send the rows of a COPY .. FROM STDIN.",
                            script.locate(statement.start()),
                            "Write them as INSERT INTO .. VALUES, or migrate over JDBC, which can.")));
        }
        return TransactionRule.executionOf(script, capabilities.database(), problems::add);
    }

    private Problem late(ResolvedMigration migration, long highestApplied) {
        return new Problem(
                Kind.LATE_VERSION,
                "V" + migration.version() + " is not applied, but V" + highestApplied + " already is.",
                SourceLocation.file(migration.up().origin()),
                "Give the file a version above " + Math.max(files.highest(), highestApplied)
                        + ", or allow late versions to apply it all the same.");
    }

    private void checkChecksum(ResolvedMigration migration) {
        AppliedMigration entry = applied.get(migration.version());
        if (entry == null || tolerated.contains(Deviation.CHANGED_CHECKSUM)) {
            return;
        }
        String recorded = entry.checksum();
        if (recorded == null || recorded.equals(migration.up().checksum())) {
            return;
        }
        problems.add(new Problem(
                Kind.CHANGED_CHECKSUM,
                "V" + migration.version() + " was changed after it was applied on " + entry.appliedAt() + ".",
                SourceLocation.file(migration.up().origin()),
                "Restore the file as it was (git log shows it) and put the change into a new migration, or allow changed"
                        + " files."));
    }

    /** Whether a version that is not among the files has no file: not so where a source was not read, or has two of one. */
    private boolean isComplete() {
        return files.problems().stream()
                .noneMatch(problem ->
                        problem.kind() == Kind.SOURCE_UNREADABLE || problem.kind() == Kind.DUPLICATE_VERSION);
    }

    private void checkMissing() {
        if (files.byVersion().isEmpty() || !isComplete()) {
            return;
        }
        List<AppliedMigration> gone = applied.values().stream()
                .filter(entry -> !files.byVersion().containsKey(entry.version()))
                .toList();
        if (!tolerated.contains(Deviation.MISSING_FILE)) {
            gone.stream()
                    .filter(entry -> entry.version() < files.highest())
                    .forEach(entry -> problems.add(new Problem(
                            Kind.MISSING_FILE,
                            "V" + entry.version() + " (" + entry.description()
                                    + ") is applied, but there is no file of that version.",
                            null,
                            "Restore the file, check that all sources are given, or allow missing files.")));
        }
        String ahead = gone.stream()
                .filter(entry -> entry.version() > files.highest())
                .map(entry -> "V" + entry.version())
                .collect(Collectors.joining(", "));
        if (!ahead.isEmpty()) {
            notes.add("The database is ahead of the files: " + ahead + " applied, V" + files.highest()
                    + " is the latest file.");
        }
    }

    private boolean isApplied(long version) {
        if (applied.containsKey(version)) {
            return true;
        }
        problems.add(new Problem(
                Kind.NOT_APPLIED,
                "V" + version + " cannot be reverted, since it is not applied.",
                null,
                "Look at the status for what is applied."));
        return false;
    }

    private void checkExists(long version) {
        boolean exists = version == 0 || files.byVersion().containsKey(version) || applied.containsKey(version);
        if (exists || !isComplete()) {
            return;
        }
        TreeMap<Long, Object> known = new TreeMap<>(files.byVersion());
        known.putAll(applied);
        String near = Stream.of(known.lowerKey(version), known.higherKey(version))
                .filter(java.util.Objects::nonNull)
                .map(neighbour -> "V" + neighbour)
                .collect(Collectors.joining(" and "));
        problems.add(new Problem(
                Kind.UNKNOWN_TARGET,
                "There is no version " + version + (near.isEmpty() ? "." : "; next to it: " + near + "."),
                null,
                "Name a version that exists, or 0 for an empty database."));
    }
}
