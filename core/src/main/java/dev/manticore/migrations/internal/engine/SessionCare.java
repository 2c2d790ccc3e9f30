package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what a script changes in its session, e.g. the {@code search_path} that pg_dump empties, so that neither the
 * next script nor the pool is affected. Only where a script does such a thing, since it costs round trips.
 */
final class SessionCare {
    private final Context context;
    private @Nullable SessionState before;

    SessionCare(Context context) {
        this.context = context;
    }

    /** Looks at the session, if the step is going to change it. */
    Step<MigrationReport> before(
            WorkStep step,
            Supplier<Step<MigrationReport>> then,
            Function<MigrationException, Step<MigrationReport>> otherwise) {
        return isNeeded(step)
                ? Asking.query(
                        SessionState.query(),
                        state -> {
                            before = state;
                            return then.get();
                        },
                        failure -> otherwise.apply(Failures.of(failure, "looking at the session", context.report())))
                : then.get();
    }

    private boolean isNeeded(WorkStep step) {
        return !context.database().isCockroach()
                && (step.script().statements().stream().anyMatch(statement -> statement.has(Trait.CHANGES_SESSION))
                        || (step.execution() == Execution.STEPWISE
                                && !new Transactions(context)
                                        .sessionSettings(step)
                                        .isEmpty()));
    }

    /** Restores the session, if it was looked at before. */
    Step<MigrationReport> after(
            Supplier<Step<MigrationReport>> then, Function<MigrationException, Step<MigrationReport>> otherwise) {
        SessionState wanted = before;
        if (wanted == null) {
            return then.get();
        }
        before = null;
        Function<TxFailure, Step<MigrationReport>> failed = failure -> failure.sessionLost()
                ? then.get() // and with the session all that was changed in it
                : otherwise.apply(Failures.of(failure, "restoring the session", context.report()));
        return Asking.query(
                SessionState.query(),
                changed -> {
                    List<String> statements = wanted.restore(changed);
                    return statements.isEmpty()
                            ? then.get()
                            : Asking.query(new Query<>(statements, rows -> rows), restored -> then.get(), failed);
                },
                failed);
    }
}
