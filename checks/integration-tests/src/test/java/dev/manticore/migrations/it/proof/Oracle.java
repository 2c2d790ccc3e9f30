package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says how a disturbed run came to its end, by doing what its user does: run the same command again.
 *
 * @param expected what an undisturbed run leaves
 * @param target what the disturbed run was asked for
 * @param lease how long a lease lasts
 */
record Oracle(EndState expected, Target target, Duration lease) {
    private static final int MOST_RUNS = 3;

    /** What the disturbed runs are asked for: everything up, or everything down. */
    static Target target(boolean up) {
        return up ? Target.latest() : Target.version(0);
    }

    /** Settles what a run stopped at and no run can go on from, as a person does. */
    @FunctionalInterface
    interface Settlement {
        /**
         * Settles it.
         *
         * @param failure of a run
         * @param subject a migrator
         * @return what it was, or null where the next run has to go on by itself
         */
        @Nullable
        Verdict settle(MigrationException failure, Subject subject);
    }

    /**
     * Runs until nothing is left to be done, at most three times; a person settles what is in doubt.
     *
     * @param failure of the disturbed run, or null where it came through
     * @param undisturbed makes a migrator for a plain run
     * @param inDoubt gets each statement that a run stopped at in doubt
     * @throws AssertionError when it ended in any way but those of {@link Verdict}
     */
    Verdict judge(
            TestDatabase database,
            @Nullable MigrationException failure,
            Supplier<Subject> undisturbed,
            Consumer<ScriptStatement> inDoubt) {
        return judge(database, failure, undisturbed, settlement(database, inDoubt));
    }

    /** What a person does where a statement is in doubt. */
    static Settlement settlement(TestDatabase database, Consumer<ScriptStatement> inDoubt) {
        return (failure, subject) -> {
            if (failure instanceof OutcomeUnknownException unknown && unknown.statement() != null) {
                inDoubt.accept(new Operator(database).settle(unknown, subject));
                return Verdict.IN_DOUBT;
            }
            return null;
        };
    }

    /** The same, where a person settles whatever {@code person} does. */
    Verdict judge(
            TestDatabase database,
            @Nullable MigrationException failure,
            Supplier<Subject> undisturbed,
            Settlement settlement) {
        if (failure == null) {
            // The state is looked at before the next run, which would mend it; and that run has nothing to do.
            check(database);
            assertThat(undisturbed.get().migrate(target).steps())
                    .as("left for the next run")
                    .isEmpty();
            return Verdict.BY_ITSELF;
        }
        return goOn(database, settlement.settle(failure, undisturbed.get()), undisturbed, settlement);
    }

    /** After a runner that did not live to say how it ended; see {@link #judge}. */
    Verdict judgeDead(TestDatabase database, Supplier<Subject> undisturbed, Consumer<ScriptStatement> inDoubt) {
        return goOn(database, null, undisturbed, settlement(database, inDoubt));
    }

    private Verdict goOn(
            TestDatabase database, @Nullable Verdict before, Supplier<Subject> undisturbed, Settlement settlement) {
        Verdict settled = before;
        MigrationException last = null;
        for (int i = 0; i < MOST_RUNS; i++) {
            try {
                undisturbed.get().migrate(target);
                check(database);
                return settled == null ? Verdict.BY_THE_NEXT_RUN : settled;
            } catch (MigrationException again) {
                last = again;
                settled = settlement.settle(again, undisturbed.get());
                if (settled == null) {
                    throw new AssertionError("A plain run failed: " + again.getMessage(), again);
                }
            }
        }
        throw new AssertionError("Still not done after " + MOST_RUNS + " plain runs", last);
    }

    private void check(TestDatabase database) {
        assertThat(EndState.of(database, lease).differencesFrom(expected))
                .as("differences from what an undisturbed run leaves")
                .isEmpty();
    }
}
