package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.RepeatedMigrations;
import dev.manticore.migrations.internal.plan.Units;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Counts;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Repetitions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a plan can continue what an earlier runner left partially applied. */
public record ProgressCheck(Run run, MigrationSet files) {
    /** Whether the history says that the step is not partially applied: somebody settled it by hand. */
    public static boolean isSettled(MigrationSet files, Progress progress, History history) {
        Script script = script(files, progress);
        return isRecorded(progress.id(), progress.direction(), script, history);
    }

    /** Whether the history says that the step was executed. */
    static boolean isRecorded(WorkStep step, History history) {
        return isRecorded(step.id(), step.direction(), step.script(), history);
    }

    /** A repeatable migration was applied before, but with another checksum. */
    private static boolean isRecorded(MigrationId id, Direction direction, @Nullable Script script, History history) {
        boolean applied = history.entries().stream()
                .filter(entry -> entry.id().equals(id))
                .anyMatch(entry ->
                        id instanceof Version || (script != null && !RepeatedMigrations.isOutdated(script, entry)));
        return applied == (direction == Direction.APPLY);
    }

    /** Throws if a plan that begins with this step cannot be executed. */
    public void check(Progress progress, WorkStep first) {
        if (!first.id().equals(progress.id()) || first.direction() != progress.direction()) {
            throw refused(
                    partly(progress) + " This run would begin with " + first.name() + " instead.",
                    null,
                    abandonable(finishFirst(first, progress)));
        }
        Script script = first.script();
        List<SqlStatement> statements = script.statements();
        if (first.execution() != Execution.STEPWISE) {
            if (isPartial(progress)) {
                throw refused(
                        first.name() + " was committed, but not all of it took effect: " + progress.error(),
                        SourceLocation.file(script.origin()),
                        Remedy.of("Check the database, and complete the migration or undo it by hand.")
                                .or("once it is complete", new Remedy.Resume(Resumption.done()))
                                .or("once it is undone", new Remedy.Resume(Resumption.abandon())));
            }
            throw refused(oneTransaction(progress, script));
        }
        if (progress.done() > statements.size()
                || !PrefixChecksum.of(script, progress.done()).equals(progress.checksum())) {
            throw refused(
                    partly(progress) + " But the file no longer begins with the executed statements.",
                    SourceLocation.file(script.origin()),
                    abandonable("Restore the first " + Counts.of(progress.done(), "statement") + " of the file."));
        }
        Units units = Units.of(script, run.database());
        if (!units.beginsAt(progress.done())) {
            throw refused(
                    partly(progress)
                            + " But in the file, the last of them and the next one are in one transaction now.",
                    script.locate(statements.get(progress.done()).start()),
                    abandonable("Move BEGIN behind the executed statements."));
        }
        if (progress.running()
                && progress.done() < statements.size()
                && (isPartial(progress) || !statements.get(progress.done()).has(Trait.REPEATABLE))) {
            throw new StepFailures(run, first, null).unknown(progress, null);
        }
    }

    private String finishFirst(WorkStep first, Progress progress) {
        if (script(files, progress) == null) {
            return "Restore its file, which is missing, and finish it first.";
        }
        boolean below = first.direction() == Direction.APPLY
                && progress.direction() == Direction.APPLY
                && first.id().compareTo(progress.id()) < 0;
        if (below && !(progress.id() instanceof Version)) {
            return "Finish it first: migrate to the highest version that is applied.";
        }
        return below
                ? "Give " + first.id().label() + " a version above " + progress.id()
                        + ", or move its file elsewhere until " + progress.id().label() + " is applied."
                : "Finish it first: "
                        + (progress.direction() == Direction.APPLY ? "migrate up to it." : "roll it back.");
    }

    /** Whether the running statement was committed, but took effect only partially; see {@code FailureKind.isPartial}. */
    public static boolean isPartial(Progress progress) {
        return progress.running() && progress.error() != null;
    }

    /** The script whose statements are counted, or null if its file is missing. */
    public static @Nullable Script script(MigrationSet files, Progress progress) {
        ResolvedMigration migration = migration(files, progress);
        return migration == null ? null : progress.direction() == Direction.APPLY ? migration.up() : migration.down();
    }

    /** The migration that is partially applied or reverted, or null if its file is missing. */
    public static @Nullable ResolvedMigration migration(MigrationSet files, Progress progress) {
        return files.find(progress.id());
    }

    /** Who holds the lease, behind another sentence. */
    public static String holder(LeaseState lease) {
        return lease instanceof LeaseState.Held held ? " A run of " + held.owner() + " holds the lease." : "";
    }

    public static String partly(Progress progress) {
        return progress.id().label() + " is partially "
                + (progress.direction() == Direction.APPLY ? "applied" : "reverted")
                + " (" + howFar(progress) + ").";
    }

    private static String howFar(Progress progress) {
        if (isPartial(progress) && progress.done() == 0) {
            // The whole script may have been one transaction, and then no statement is to blame.
            return "only part of it took effect: " + progress.error();
        }
        return progress.done() + (progress.done() == 1 ? " statement was" : " statements were") + " executed"
                + (progress.error() == null
                        ? ""
                        : (isPartial(progress) ? ", the next one only in part: " : ", the next one failed: ")
                                + progress.error())
                + repetitions(progress);
    }

    /** How often the next statement was repeated, to stand behind other words; empty if it was not. */
    public static String repetitions(Progress progress) {
        Repetitions repetitions = progress.repetitions();
        return repetitions.times() == 0
                ? ""
                : "; statement " + (progress.done() + 1) + " was repeated " + Counts.of(repetitions.times(), "time")
                        + ", " + Counts.of(repetitions.rows(), "row");
    }

    /** Advice, and the way to give up on what is partially applied. */
    public static Remedy abandonable(String advice) {
        return Remedy.of(advice).or("to abandon it (its changes stay)", new Remedy.Resume(Resumption.abandon()));
    }

    public static String name(Progress progress) {
        return WorkStep.name(progress.id(), progress.direction());
    }

    public static Problem oneTransaction(Progress progress, Script script) {
        return new Problem(
                Problem.Kind.PARTLY_DONE,
                partly(progress) + " But the file now runs in one transaction, which cannot continue in the middle.",
                SourceLocation.file(script.origin()),
                abandonable("Make -- manticore: transaction=none its first line."));
    }

    private MigrationException refused(String message, @Nullable SourceLocation location, Remedy remedy) {
        return refused(new Problem(Problem.Kind.PARTLY_DONE, message, location, remedy));
    }

    private MigrationException refused(Problem problem) {
        return new InvalidMigrationsException(List.of(problem), run.report());
    }
}
