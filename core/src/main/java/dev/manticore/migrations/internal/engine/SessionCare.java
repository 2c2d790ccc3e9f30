package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.script.Script;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what a script changes in its session, e.g. the {@code search_path} that pg_dump empties, so that neither the
 * next script nor the pool is affected. Only where a script does such a thing, since it costs round trips.
 */
final class SessionCare {
    private final Context context;
    private @Nullable SessionState before;
    private boolean discard;
    private Set<String> customSettings = Set.of();
    private List<String> becomeUser = List.of();

    SessionCare(Context context) {
        this.context = context;
    }

    /** Looks at the session, if the step is going to change it. */
    Step<MigrationReport> before(
            WorkStep step,
            Supplier<Step<MigrationReport>> then,
            Function<MigrationException, Step<MigrationReport>> otherwise) {
        becomeUser = List.of();
        if (!isNeeded(step)) {
            return then.get();
        }
        if (context.database().isCockroach()) {
            // It has no catalog of what a session has changed.
            discard = true;
            return then.get();
        }
        customSettings = customSettings(step.script());
        return look(step, then, otherwise, true);
    }

    private Step<MigrationReport> look(
            WorkStep step,
            Supplier<Step<MigrationReport>> then,
            Function<MigrationException, Step<MigrationReport>> otherwise,
            boolean again) {
        return Asking.query(
                context,
                SessionState.query(customSettings),
                state -> {
                    before = state;
                    becomeUser = changesUser(step.script()) ? state.becomeUser() : List.of();
                    return then.get();
                },
                // Nothing is lost with a session at which was only looked; the next one is looked at.
                failure -> again && (Failures.isOutcomeUnknown(failure) || Failures.isPassing(failure))
                        ? look(step, then, otherwise, false)
                        : otherwise.apply(Failures.of(failure, "looking at the session", context.report())));
    }

    /**
     * What makes a session whose user the script changes the runner's again, until the end of the transaction: the
     * script's user may have no right to write the history.
     */
    List<String> becomeUser() {
        return becomeUser;
    }

    private static Set<String> customSettings(Script script) {
        return script.statements().stream()
                .flatMap(script.sql()::customSettings)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean changesUser(Script script) {
        return script.statements().stream().anyMatch(script.sql()::changesUser);
    }

    private boolean isNeeded(WorkStep step) {
        Transactions transactions = new Transactions(context);
        return step.script().statements().stream().anyMatch(statement -> statement.has(Trait.CHANGES_SESSION))
                || changesUser(step.script())
                || (step.execution() == Execution.STEPWISE
                        ? !transactions.sessionSettings(step).isEmpty()
                        : transactions.leavesSettings(step));
    }

    /** Restores the session, if it was looked at before; where that cannot be done, its connection is given up. */
    Step<MigrationReport> after(Supplier<Step<MigrationReport>> then) {
        SessionState wanted = before;
        before = null;
        if (discard) {
            discard = false;
            return new Step.Discard<>(then);
        }
        if (wanted == null) {
            return then.get();
        }
        Function<TxFailure, Step<MigrationReport>> failed = failure -> new Step.Discard<>(then);
        return Asking.query(
                context,
                SessionState.query(customSettings),
                changed -> {
                    List<String> statements = wanted.restore(changed);
                    return statements.isEmpty()
                            ? then.get()
                            : Asking.query(
                                    context, new Query<>(statements, rows -> rows), restored -> then.get(), failed);
                },
                failed);
    }
}
