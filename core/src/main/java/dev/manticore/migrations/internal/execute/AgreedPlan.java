package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a person has seen and agreed to. A run that would do anything else ends instead, with a report of what has changed.
 *
 * @param shown null if nobody was asked
 */
public record AgreedPlan(@Nullable Plan shown) {
    private static final int FEW = 10;

    /** Nobody was asked. */
    public static final AgreedPlan ANY = new AgreedPlan(null);

    /** What is compared of a step. */
    private record Step(MigrationId id, Direction direction, String script) {}

    /**
     * Compares what a run is about to do with what was shown, apart from what it has done already.
     *
     * @throws InvalidMigrationsException if they differ
     */
    public void check(Run run, Planning.Planned planned) {
        if (shown == null) {
            return;
        }
        List<Step> agreed = shown.steps().stream()
                .skip(run.report().steps().size())
                .map(step -> new Step(step.id(), step.direction(), step.script()))
                .toList();
        List<Step> due = planned.steps().stream().map(AgreedPlan::step).toList();
        if (!due.equals(agreed)) {
            throw new InvalidMigrationsException(List.of(changed(agreed, due)), run.report());
        }
    }

    private static Step step(WorkStep step) {
        return new Step(step.id(), step.direction(), step.script().written());
    }

    private static Problem changed(List<Step> agreed, List<Step> due) {
        String before = names(agreed);
        String now = names(due);
        return new Problem(
                Problem.Kind.PLAN_CHANGED,
                before.equals(now)
                        ? "A file has changed since the plan was shown. The plan was: " + before + "."
                        : "The history or the files have changed since the plan was shown. The plan was: " + before
                                + ". It would now be: " + now + ".",
                null,
                "Look at the new plan, and start again.");
    }

    private static String names(List<Step> steps) {
        String few = steps.stream()
                .limit(FEW)
                .map(step -> WorkStep.name(step.id(), step.direction()))
                .collect(Collectors.joining(", "));
        int more = steps.size() - FEW;
        return steps.isEmpty() ? "nothing to do" : few + (more > 0 ? " and " + more + " more" : "");
    }
}
