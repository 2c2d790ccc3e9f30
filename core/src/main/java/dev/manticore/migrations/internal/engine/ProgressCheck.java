package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.script.Script;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a plan can go on from what an earlier runner left part done. */
final class ProgressCheck {
    private final Context context;
    private final Lease lease;

    ProgressCheck(Context context, Lease lease) {
        this.context = context;
        this.lease = lease;
    }

    /** The history says the opposite of "part done": somebody settled it by hand. */
    static boolean isSettled(Progress progress, History history) {
        return isRecorded(progress.version(), progress.direction(), history);
    }

    /** The history says that the step was carried out. */
    static boolean isRecorded(WorkStep step, History history) {
        return isRecorded(step.version(), step.direction(), history);
    }

    private static boolean isRecorded(long version, Direction direction, History history) {
        boolean applied = history.entries().stream().anyMatch(entry -> entry.version() == version);
        return applied == (direction == Direction.APPLY);
    }

    /** Why the plan can't be carried out, if it can't. */
    Optional<MigrationException> obstacle(Progress progress, Planning.Planned planned) {
        if (planned.steps().isEmpty()) {
            return Optional.empty();
        }
        WorkStep first = planned.steps().get(0);
        if (first.version() != progress.version() || first.direction() != progress.direction()) {
            return Optional.of(refused(
                    partly(progress) + " This run would begin with " + Description.name(first) + " instead.",
                    null,
                    (isLower(first, progress)
                                    ? "Give V" + first.version() + " a version above " + progress.version()
                                            + ", or move its file away until V" + progress.version() + " is done. "
                                    : "Finish it first, with manticore "
                                            + (progress.direction() == Direction.APPLY ? "migrate" : "rollback") + ". ")
                            + byHand("To forget what was done of it, run", null)));
        }
        Script script = first.script();
        List<SqlStatement> statements = script.statements();
        if (first.execution() != Execution.STEPWISE) {
            return Optional.of(refused(
                    partly(progress) + " But the file is one transaction now, which cannot go on in the middle.",
                    SourceLocation.file(script.origin()),
                    "Make -- manticore: transaction=none its first line. "
                            + byHand("To begin with the first statement, run", null)));
        }
        if (progress.done() > statements.size()
                || !StatementChain.of(script, progress.done()).equals(progress.checksum())) {
            return Optional.of(refused(
                    partly(progress) + " But the statements that were carried out are not those of the file any more.",
                    SourceLocation.file(script.origin()),
                    "Restore the first " + progress.done() + " statements of the file as they were. "
                            + byHand("To begin with the first statement again, run", null)));
        }
        if (progress.running()
                && progress.done() < statements.size()
                && !statements.get(progress.done()).has(Trait.REPEATABLE)) {
            return Optional.of(unknown(first, progress, statements.get(progress.done())));
        }
        return Optional.empty();
    }

    /** A migration that came in below the one that is part done. */
    private static boolean isLower(WorkStep first, Progress progress) {
        return first.direction() == Direction.APPLY
                && progress.direction() == Direction.APPLY
                && first.version() < progress.version();
    }

    MigrationException unknown(WorkStep step, Progress progress, SqlStatement statement) {
        SourceLocation location = step.script().locate(statement.start());
        Progress carriedOut = new Progress(
                progress.version(),
                progress.direction(),
                StatementChain.of(step.script(), progress.done() + 1),
                progress.done() + 1,
                false,
                null);
        Progress notCarriedOut = new Progress(
                progress.version(), progress.direction(), progress.checksum(), progress.done(), false, null);
        return new OutcomeUnknownException(
                location + ": statement " + (progress.done() + 1) + " of "
                        + step.script().statements().size() + " of "
                        + Description.name(step)
                        + " may or may not have been applied: a runner ended while it was under way.",
                "Look at the database. " + byHand("If the statement was carried out, run", carriedOut) + " "
                        + byHand("If it was not, run", notCarriedOut) + " Then run the same command again.",
                context.report(),
                null);
    }

    private static String partly(Progress progress) {
        return (progress.direction() == Direction.APPLY ? "V" : "The undo of V") + progress.version()
                + " is part done (" + progress.done() + " statements are carried out"
                + (progress.error() == null ? "" : ", the next one failed: " + progress.error()) + ").";
    }

    /** The note prolongs the lease, so that the next run would wait for it in vain if it were not released. */
    private String byHand(String when, @Nullable Progress progress) {
        return when + ": " + context.store().note(lease, progress) + "; "
                + context.store().release(lease) + ";";
    }

    private MigrationException refused(String message, @Nullable SourceLocation location, String remedy) {
        return new InvalidMigrationsException(
                List.of(new Problem(Problem.Kind.PARTLY_DONE, message, location, remedy)), context.report());
    }
}
