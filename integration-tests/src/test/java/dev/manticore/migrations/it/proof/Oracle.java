package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.colour.Subject;
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

    /**
     * Runs until nothing is left to be done, at most three times.
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
            Consumer<Person.Statement> inDoubt) {
        if (failure == null) {
            // The state is looked at before the next run, which would mend it; and that run has nothing to do.
            check(database);
            assertThat(undisturbed.get().migrate(target).steps())
                    .as("left for the next run")
                    .isEmpty();
            return Verdict.BY_ITSELF;
        }
        return goOn(database, settle(database, failure, undisturbed, inDoubt), undisturbed, inDoubt);
    }

    /** After a runner that did not live to say how it ended; see {@link #judge}. */
    Verdict judgeDead(
            TestDatabase database, Supplier<Subject> undisturbed, Consumer<Person.Statement> inDoubt) {
        return goOn(database, false, undisturbed, inDoubt);
    }

    private Verdict goOn(
            TestDatabase database,
            boolean settled,
            Supplier<Subject> undisturbed,
            Consumer<Person.Statement> inDoubt) {
        boolean doubt = settled;
        MigrationException last = null;
        for (int i = 0; i < MOST_RUNS; i++) {
            try {
                MigrationReport report = undisturbed.get().migrate(target);
                check(database);
                assertThat(report.steps()).as("steps").doesNotHaveDuplicates();
                return doubt ? Verdict.IN_DOUBT : Verdict.BY_THE_NEXT_RUN;
            } catch (MigrationException again) {
                last = again;
                if (!settle(database, again, undisturbed, inDoubt)) {
                    throw new AssertionError("A plain run failed: " + again.getMessage(), again);
                }
                doubt = true;
            }
        }
        throw new AssertionError("Still not done after " + MOST_RUNS + " plain runs", last);
    }

    private static boolean settle(
            TestDatabase database,
            MigrationException failure,
            Supplier<Subject> undisturbed,
            Consumer<Person.Statement> inDoubt) {
        if (failure instanceof OutcomeUnknownException unknown && unknown.statement() != null) {
            inDoubt.accept(new Person(database).settle(unknown, undisturbed.get()));
            return true;
        }
        return false;
    }

    private void check(TestDatabase database) {
        assertThat(EndState.of(database, lease).differencesFrom(expected))
                .as("differences from what an undisturbed run leaves")
                .isEmpty();
    }
}
