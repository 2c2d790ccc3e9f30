package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RepeatableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** When the events between the steps of a plan occur, in Flyway's order. */
public final class CallbackSchedule {
    private final List<WorkStep> steps;
    private final List<Due> events = new ArrayList<>();

    /**
     * An event.
     *
     * @param before the index of the step before which it occurs; the number of steps if it comes after all of them
     */
    public record Due(CallbackEvent event, int before) {}

    private CallbackSchedule(List<WorkStep> steps) {
        this.steps = steps;
    }

    /**
     * Returns the events of a plan, in order.
     *
     * @param done what the run has done before it made this plan
     */
    static List<Due> of(Planning.Planned plan, MigrationReport done) {
        CallbackSchedule schedule = new CallbackSchedule(plan.steps());
        int apply = schedule.first(step -> step.direction() == Direction.APPLY);
        int end = plan.steps().size();
        if (apply > 0 || has(done, Direction.REVERT)) {
            schedule.add(0, CallbackEvent.BEFORE_UNDO);
            schedule.add(apply, CallbackEvent.AFTER_UNDO, CallbackEvent.AFTER_UNDO_OPERATION_FINISH);
        }
        if (plan.migrates()) {
            schedule.add(
                    apply,
                    CallbackEvent.CREATE_SCHEMA,
                    CallbackEvent.BEFORE_CREATE_SCHEMA,
                    CallbackEvent.BEFORE_MIGRATE);
            int repeatable = schedule.first(step -> step.id() instanceof RepeatableName);
            schedule.add(repeatable, CallbackEvent.AFTER_VERSIONED);
            if (repeatable < end) {
                schedule.add(repeatable, CallbackEvent.BEFORE_REPEATABLES);
            }
            if (apply < end || has(done, Direction.APPLY)) {
                schedule.add(end, CallbackEvent.AFTER_MIGRATE_APPLIED);
            }
            schedule.add(end, CallbackEvent.AFTER_MIGRATE, CallbackEvent.AFTER_MIGRATE_OPERATION_FINISH);
        }
        return List.copyOf(schedule.events);
    }

    private static boolean has(MigrationReport report, Direction direction) {
        return report.steps().stream().anyMatch(step -> step.direction() == direction);
    }

    /** The index of the first step of a kind; the number of steps if there is none. */
    private int first(Predicate<WorkStep> kind) {
        int index = 0;
        while (index < steps.size() && !kind.test(steps.get(index))) {
            index++;
        }
        return index;
    }

    private void add(int before, CallbackEvent... occurring) {
        for (CallbackEvent event : occurring) {
            events.add(new Due(event, before));
        }
    }
}
