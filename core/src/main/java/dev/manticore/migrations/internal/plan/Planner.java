package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.spi.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Computes a plan from files, history, target and tolerated deviations. Collects all problems instead of stopping at
 * the first. Has no side effects, and takes linear time.
 */
public final class Planner {
    private static final int FEW = 10;

    private final MigrationSet files;
    private final NavigableMap<Version, AppliedMigration> applied = new TreeMap<>();
    private final RepeatedMigrations repeatables = new RepeatedMigrations();
    private final Set<Deviation> tolerated;
    private final UntouchedScripts untouched;
    private final ChangedFiles changed;
    private final ScriptCheck scripts;
    private final List<Problem> problems;
    private final List<String> notes = new ArrayList<>();
    private final Version baseline;
    private final LateVersions late;

    private Planner(MigrationSet files, History history, Set<Deviation> tolerated, Capabilities capabilities) {
        this.files = files;
        this.tolerated = tolerated;
        this.untouched = new UntouchedScripts(tolerated);
        this.changed = new ChangedFiles(tolerated);
        this.problems = new ArrayList<>(files.problems());
        this.scripts = new ScriptCheck(capabilities, problems::add);
        history.entries().forEach(entry -> entry.id().match(new Recorded(entry)));
        history.failed().forEach(entry -> problems.add(FailedMigrations.problem(entry)));
        this.baseline = Baselines.highest(applied.values());
        this.late = new LateVersions(tolerated, files.highest());
    }

    /**
     * Computes a plan.
     *
     * @param done what the run has done before it plans again; the history has it already
     * @param tolerated the deviations of the history from the files that are not problems
     */
    public static Planning plan(
            MigrationSet files,
            History history,
            Target target,
            MigrationReport done,
            Set<Deviation> tolerated,
            Capabilities capabilities) {
        MigrationSet seen = BaselineScripts.seen(files, history, target);
        Planner planner = new Planner(seen, history, tolerated, capabilities);
        BaselineScripts.beginning(seen, history).ifPresent(planner.notes::add);
        return planner.plan(target, done);
    }

    private Planning plan(Target target, MigrationReport done) {
        Scope scope = target.match(new TargetScope(files, applied, baseline, done, late.areSkipped(), problems));
        List<WorkStep> steps = new ArrayList<>();
        scope.reverts().forEach(version -> revert(version, steps));
        if (!scope.reverts().isEmpty()) {
            applied.keySet().removeAll(scope.reverts());
            repeatables.forgetChecksums();
        }
        applyAgain(scope.again(), steps);
        scope.applyUpTo().ifPresent(upTo -> apply(upTo, steps));
        if (scope.isRepeating()) {
            repeat(steps);
        }
        changed.note().ifPresent(notes::add);
        LeftOutFiles.note(files).ifPresent(notes::add);
        scripts.check(files.callbacks());
        notes.addAll(files.callbacks().notes());
        UnreplacedPlaceholders.note(Stream.concat(
                        steps.stream().map(WorkStep::script), files.callbacks().scripts()))
                .ifPresent(notes::add);
        return problems.isEmpty()
                ? new Planning.Planned(steps, notes, scope.isRepeating(), files.callbacks())
                : new Planning.Refused(problems.stream().distinct().toList());
    }

    /** Puts an entry of the history where it belongs; returns what was there. */
    private final class Recorded implements MigrationId.Cases<Optional<AppliedMigration>> {
        private final AppliedMigration entry;

        Recorded(AppliedMigration entry) {
            this.entry = entry;
        }

        @Override
        public Optional<AppliedMigration> version(Version version) {
            return Optional.ofNullable(applied.put(version, entry));
        }

        @Override
        public Optional<AppliedMigration> repeatable(RepeatableName name) {
            return repeatables.add(name, entry);
        }
    }

    private void revert(Version version, List<WorkStep> steps) {
        Optional<Problem> ofBaseline = Baselines.refusedUndo(applied.get(version));
        if (ofBaseline.isPresent()) {
            problems.add(ofBaseline.get());
            return;
        }
        ResolvedMigration migration = files.byVersion().get(version);
        Script undo = migration == null ? null : migration.down();
        if (migration == null && !files.isComplete()) {
            return;
        }
        if (migration == null || undo == null || !undo.file().settings().shouldExecute()) {
            problems.add(NoUndo.of(version, files.naming(), migration));
            return;
        }
        changed.check(migration, applied.get(version)).ifPresent(problems::add);
        Execution execution = scripts.check(undo);
        notes.addAll(scripts.warnings(undo, execution));
        untouched.down(migration).ifPresent(problems::add);
        if (undo.isEmpty()) {
            notes.add("The undo script of " + version.label() + " has no statements (" + undo.origin()
                    + "). It removes the version from the history and changes nothing else.");
        }
        steps.add(step(migration, Direction.REVERT, execution));
    }

    private WorkStep step(ResolvedMigration migration, Direction direction, Execution execution) {
        return new WorkStep(migration, direction, execution, StepCallbacks.of(files.callbacks(), direction));
    }

    /** Those without a file have no undo script either, which is a problem already. */
    private void applyAgain(List<Version> versions, List<WorkStep> steps) {
        versions.stream()
                .flatMap(version -> Stream.ofNullable(files.byVersion().get(version)))
                .filter(migration -> !isSkipped(migration))
                .forEach(migration -> apply(migration, steps));
        if (!versions.isEmpty()) {
            checkMissing();
        }
    }

    private void apply(Version upTo, List<WorkStep> steps) {
        Version highestApplied = applied.isEmpty() ? Version.ZERO : applied.lastKey();
        List<String> skipped = new ArrayList<>();
        for (Map.Entry<Version, ResolvedMigration> file :
                files.byVersion().headMap(upTo, true).entrySet()) {
            ResolvedMigration migration = file.getValue();
            if (applied.containsKey(file.getKey())) {
                changed.check(migration, applied.get(file.getKey())).ifPresent(problems::add);
                continue;
            }
            if (Baselines.covers(baseline, file.getKey()) || isSkipped(migration)) {
                continue;
            }
            Optional<Problem> lateness = late.problem(migration, highestApplied);
            if (lateness.isPresent() && late.areSkipped()) {
                skipped.add(migration.id().label());
                continue;
            }
            lateness.ifPresent(problems::add);
            apply(migration, steps);
        }
        if (!skipped.isEmpty()) {
            notes.add("Not applied, because " + highestApplied.label() + " is: " + shortened(skipped) + ".");
        }
        checkMissing();
    }

    private void apply(ResolvedMigration migration, List<WorkStep> steps) {
        Execution execution = check(migration);
        steps.add(step(migration, Direction.APPLY, execution));
        notes.addAll(scripts.warnings(migration.up(), execution));
        noteEmpty(migration);
    }

    /** Those that are new, have changed, or may have lost something to an undo script. */
    private void repeat(List<WorkStep> steps) {
        List<ResolvedMigration> outdated = new ArrayList<>(repeatables.outdated(files));
        outdated.removeIf(this::isSkipped);
        // A baseline has no file, and says nothing of files that are not here.
        if (applied.descendingMap().values().stream()
                .filter(entry -> !entry.kind().isBaseline())
                .findFirst()
                .filter(entry -> entry.id().compareTo(files.highest()) > 0)
                .isPresent()) {
            // A deployment of older files must not bring back what newer ones have replaced.
            if (!outdated.isEmpty()) {
                notes.add("Not applied, because the database is ahead of the files: "
                        + shortened(outdated.stream()
                                .map(migration -> migration.id().label())
                                .toList())
                        + ".");
            }
            return;
        }
        outdated.forEach(migration -> apply(migration, steps));
        repeatables.withSameContent(files).forEach(changed::add);
        if (files.isComplete() && !tolerated.contains(Deviation.MISSING_FILE)) {
            repeatables.withoutFile(files).forEach(entry -> problems.add(missing(entry)));
        }
    }

    /** Whether a migration is not executed; that is noted. */
    private boolean isSkipped(ResolvedMigration migration) {
        SkippedScripts.note(migration).ifPresent(notes::add);
        return migration.isSkipped();
    }

    private static Problem missing(AppliedMigration entry) {
        String description = entry.id() instanceof Version ? " (" + entry.description() + ")" : "";
        return new Problem(
                Kind.MISSING_FILE,
                entry.id().label() + description + " is applied, but has no file.",
                null,
                Remedy.of("Restore the file, or check that all sources are configured.")
                        .or("to go on without it", new Remedy.Tolerate(Deviation.MISSING_FILE))
                        .or("to record that it is gone for good", new Remedy.Repair(Set.of(RepairOption.MISSING))));
    }

    private void noteEmpty(ResolvedMigration migration) {
        untouched.up(migration).ifPresent(problems::add);
        if (migration.up().isEmpty()) {
            notes.add(migration.id().label() + " has no statements ("
                    + migration.up().origin() + ").");
        }
        untouched
                .down(migration)
                .ifPresent(problem -> notes.add("The undo script of "
                        + migration.id().label() + " is not written yet (" + problem.location()
                        + "). Until it is, the migration cannot be reverted."));
    }

    /** Checks the script to apply, and its undo script: a migration with an invalid undo script is not applied. */
    private Execution check(ResolvedMigration migration) {
        Execution execution = scripts.check(migration.up());
        Script undo = migration.down();
        if (undo != null) {
            scripts.check(undo);
        }
        return execution;
    }

    private void checkMissing() {
        if (files.byVersion().isEmpty() || !files.isComplete()) {
            return;
        }
        List<AppliedMigration> withoutFile = applied.values().stream()
                .filter(entry -> !files.byVersion().containsKey(entry.id()) && isOfFile(entry))
                .toList();
        if (!tolerated.contains(Deviation.MISSING_FILE)) {
            withoutFile.stream()
                    .filter(entry -> entry.id().compareTo(files.highest()) < 0)
                    .forEach(entry -> problems.add(missing(entry)));
        }
        List<String> ahead = withoutFile.stream()
                .filter(entry -> entry.id().compareTo(files.highest()) > 0)
                .map(entry -> entry.id().label())
                .toList();
        if (!ahead.isEmpty()) {
            notes.add("The database is ahead of the files: " + shortened(ahead) + " applied, but "
                    + files.highest().label() + " is the highest version with a file.");
        }
    }

    private static boolean isOfFile(AppliedMigration entry) {
        return switch (entry.kind()) {
            case SCRIPT, CODE, BASELINE_SCRIPT -> true;
            case BASELINE, WITHOUT_FILE, OTHER -> false;
        };
    }

    private static String shortened(List<String> versions) {
        return versions.size() <= FEW
                ? String.join(", ", versions)
                : versions.get(0) + " to " + versions.get(versions.size() - 1) + " (" + versions.size()
                        + " migrations)";
    }
}
