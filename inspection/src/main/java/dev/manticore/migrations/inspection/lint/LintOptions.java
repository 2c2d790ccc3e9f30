package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.PlanStep;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What the linter looks at. Immutable.
 *
 * @param migrations the steps whose statements are judged. All others are applied as well: they make the database that these find
 * @param separately whether each of these migrations is deployed by itself, so that the tables of the one before are in use already.
 *     Otherwise all are deployed at once, and what happens to a table that one of them makes is harmless
 * @param cockroach whether the project is for CockroachDB as well
 */
public record LintOptions(Predicate<PlanStep> migrations, boolean separately, boolean cockroach) {

    public LintOptions {
        Objects.requireNonNull(migrations, "migrations");
    }

    /** All migrations, as if each was deployed by itself. */
    public static LintOptions all() {
        return new LintOptions(step -> true, true, false);
    }

    /** Some migrations, deployed at once: those that are pending, or those of a branch. */
    public static LintOptions of(Predicate<PlanStep> migrations) {
        return new LintOptions(migrations, false, false);
    }

    /** The same, also with the rules for CockroachDB. */
    public LintOptions forCockroach() {
        return new LintOptions(migrations, separately, true);
    }
}
