package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a plan can go on from what an earlier runner left part done. */
public final class ProgressCheck {
    public static final String ABANDON = "Or abandon it: it counts as not begun then, and what was done of it stays.";

    private final Run run;
    private final MigrationSet files;

    public ProgressCheck(Run run, MigrationSet files) {
        this.run = run;
        this.files = files;
    }

    /** The history says the opposite of "part done": somebody settled it by hand. */
    public static boolean isSettled(Progress progress, History history) {
        return isRecorded(progress.id(), progress.direction(), history);
    }

    /** The history says that the step was carried out. */
    public static boolean isRecorded(WorkStep step, History history) {
        return isRecorded(step.version(), step.direction(), history);
    }

    private static boolean isRecorded(MigrationId id, Direction direction, History history) {
        boolean applied =
                history.entries().stream().anyMatch(entry -> entry.id().equals(id));
        return applied == (direction == Direction.APPLY);
    }

    /** Why the plan can't be carried out, if it can't. */
    Optional<MigrationException> obstacle(Progress progress, Planning.Planned planned) {
        if (planned.steps().isEmpty()) {
            return Optional.empty();
        }
        WorkStep first = planned.steps().get(0);
        if (!first.version().equals(progress.id()) || first.direction() != progress.direction()) {
            return Optional.of(refused(
                    partly(progress) + " This run would begin with " + first.name() + " instead.",
                    null,
                    wayOn(first, progress) + ABANDON));
        }
        Script script = first.script();
        List<SqlStatement> statements = script.statements();
        if (first.execution() != Execution.STEPWISE) {
            if (isPartial(progress)) {
                return Optional.of(refused(
                        first.name() + " was committed, but not all of it was carried out: " + progress.error(),
                        SourceLocation.file(script.origin()),
                        "Look at the database. Carry out by hand what is missing, and run manticore resume --done; or take"
                                + " back what is there of it, and abandon it."));
            }
            return Optional.of(refused(oneTransaction(progress, script)));
        }
        if (progress.done() > statements.size()
                || !PrefixChecksum.of(script, progress.done()).equals(progress.checksum())) {
            return Optional.of(refused(
                    partly(progress) + " But the statements that were carried out are not those of the file any more.",
                    SourceLocation.file(script.origin()),
                    "Restore the first " + progress.done() + " statements of the file as they were. " + ABANDON));
        }
        if (progress.running()
                && progress.done() < statements.size()
                && (isPartial(progress) || !statements.get(progress.done()).has(Trait.REPEATABLE))) {
            return Optional.of(unknown(first, progress, statements.get(progress.done())));
        }
        return Optional.empty();
    }

    /** A migration that came in below the one that is part done. */
    private static boolean isLower(WorkStep first, Progress progress) {
        return first.direction() == Direction.APPLY
                && progress.direction() == Direction.APPLY
                && first.version().compareTo(progress.id()) < 0;
    }

    private String wayOn(WorkStep first, Progress progress) {
        if (script(files, progress) == null) {
            return "Restore its file, which is gone, and finish it first. ";
        }
        return isLower(first, progress)
                ? "Give " + first.version().label() + " a version above " + progress.id()
                        + ", or move its file away until " + progress.id().label() + " is done. "
                : "Finish it first, with manticore "
                        + (progress.direction() == Direction.APPLY ? "migrate" : "rollback") + ". ";
    }

    /** What was under way was committed in part, see {@link Failures#isPartial}. */
    public static boolean isPartial(Progress progress) {
        return progress.running() && progress.error() != null;
    }

    MigrationException unknown(WorkStep step, Progress progress, SqlStatement statement) {
        SourceLocation location = step.script().locate(statement.start());
        int number = progress.done() + 1;
        return new OutcomeUnknownException(
                step.version(),
                number,
                location,
                location + ": statement " + number + " of "
                        + step.script().statements().size() + " of "
                        + step.name()
                        + (progress.error() == null
                                ? " may or may not have been applied: a runner ended while it was under way."
                                : " may have been applied in part: " + progress.error()),
                "Look at the database. If the statement was carried out, resume from statement " + (number + 1)
                        + "; if it was not, resume from statement " + number + ". Then run the same command again.",
                run.report());
    }

    /** The script whose statements are counted, or null where its file is gone. */
    public static @Nullable Script script(MigrationSet files, Progress progress) {
        ResolvedMigration migration = migration(files, progress);
        return migration == null ? null : progress.direction() == Direction.APPLY ? migration.up() : migration.down();
    }

    /** The migration that is partially applied or reverted, or null where its file is gone. */
    public static @Nullable ResolvedMigration migration(MigrationSet files, Progress progress) {
        return progress.id() instanceof Version version ? files.byVersion().get(version) : null;
    }

    /** What is part done although a plan has no step for it. */
    public static String note(MigrationSet files, LeaseState lease, Progress progress) {
        String holder = lease instanceof LeaseState.Held held ? " A run of " + held.owner() + " holds the lease." : "";
        return partly(progress)
                + (script(files, progress) == null
                        ? " Its file is gone: restore it, or abandon what is part done."
                        : progress.direction() == Direction.APPLY
                                ? " To migrate up to it goes on with it."
                                : " To roll it back goes on with it.")
                + holder;
    }

    public static String partly(Progress progress) {
        return (progress.direction() == Direction.APPLY ? "" : "The undo of ")
                + progress.id().label()
                + " is part done (" + progress.done() + " statements are carried out"
                + (progress.error() == null ? "" : ", the next one failed: " + progress.error()) + ").";
    }

    public static String name(Progress progress) {
        return WorkStep.name(progress.id(), progress.direction());
    }

    public static Problem oneTransaction(Progress progress, Script script) {
        return new Problem(
                Problem.Kind.PARTLY_DONE,
                partly(progress) + " But the file is one transaction now, which cannot go on in the middle.",
                SourceLocation.file(script.origin()),
                "Make -- manticore: transaction=none its first line. " + ABANDON);
    }

    private MigrationException refused(String message, @Nullable SourceLocation location, String remedy) {
        return refused(new Problem(Problem.Kind.PARTLY_DONE, message, location, remedy));
    }

    private MigrationException refused(Problem problem) {
        return new InvalidMigrationsException(List.of(problem), run.report());
    }
}
