package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the next run does, in order.
 *
 * @param callbacks what is executed between the steps, in sentences
 */
public record PendingSection(List<Step> steps, List<String> callbacks) {

    /**
     * One migration.
     *
     * @param anchor its place in the page
     * @param how its statements commit
     * @param sql as its file has it
     */
    public record Step(
            String anchor,
            String title,
            Badge direction,
            String how,
            String file,
            List<String> callbacks,
            String sql) {}

    /** The steps of a plan. */
    public static PendingSection of(Plan plan) {
        List<Step> steps = IntStream.range(0, plan.steps().size())
                .mapToObj(index -> step("step-" + (index + 1), plan.steps().get(index)))
                .toList();
        return new PendingSection(
                steps,
                plan.callbacks().stream()
                        .map(callback -> callback.file().event().fileName() + ", "
                                + when(callback.before(), plan.steps()) + ": "
                                + callback.file().origin())
                        .toList());
    }

    private static String when(int before, List<PlanStep> steps) {
        return before < steps.size() ? "before " + steps.get(before).id().label() : "at the end";
    }

    private static Step step(String anchor, PlanStep step) {
        boolean applies = step.direction() == Direction.APPLY;
        return new Step(
                anchor,
                step.id().label(step.description()),
                new Badge(applies ? "apply" : "revert", applies ? Badge.Tone.NEUTRAL : Badge.Tone.ATTENTION),
                switch (step.execution()) {
                    case ATOMIC -> "one transaction";
                    case STEPWISE -> "statement by statement";
                },
                step.origin(),
                step.callbacks().stream()
                        .map(file -> file.event().fileName() + ": " + file.origin())
                        .toList(),
                step.script());
    }
}
