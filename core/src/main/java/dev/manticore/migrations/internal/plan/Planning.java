package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Callbacks;
import java.util.List;
import java.util.stream.Stream;

/** The result of the planner: a plan, or all problems that prevent one. */
public sealed interface Planning {

    /** Returns all problems; none if there is a plan. */
    List<Problem> problems();

    /** Returns the steps of the plan; none if there is no plan. */
    List<WorkStep> steps();

    /** Returns the callbacks of the plan that are not part of a step; none if there is no plan. */
    List<Callback> callbacks();

    /**
     * A plan.
     *
     * @param steps the steps in the order in which they run; may be empty
     * @param notes unusual facts that do not prevent a run
     * @param migrates whether it is a migration, be it without anything to apply; it always is one with a step that applies
     * @param files the callbacks of the files
     */
    record Planned(List<WorkStep> steps, List<String> notes, boolean migrates, Callbacks files) implements Planning {
        public Planned {
            steps = List.copyOf(steps);
            notes = List.copyOf(notes);
            migrates |= steps.stream().anyMatch(step -> step.direction() == Direction.APPLY);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public List<Callback> callbacks() {
            return events(MigrationReport.EMPTY).stream()
                    .flatMap(due -> files.of(due.event()).stream())
                    .toList();
        }

        /** Returns this plan with additional notes. */
        public Planned with(List<String> more) {
            return new Planned(
                    steps, Stream.concat(notes.stream(), more.stream()).toList(), migrates, files);
        }

        /**
         * Returns the events between the steps, in order.
         *
         * @param done what the run has done before it made this plan
         */
        public List<CallbackSchedule.Due> events(MigrationReport done) {
            return CallbackSchedule.of(this, done);
        }
    }

    /** No plan, because of at least one problem. */
    record Refused(List<Problem> problems) implements Planning {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public List<WorkStep> steps() {
            return List.of();
        }

        @Override
        public List<Callback> callbacks() {
            return List.of();
        }
    }
}
