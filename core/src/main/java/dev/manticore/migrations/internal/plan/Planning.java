package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Problem;
import java.util.List;
import java.util.stream.Stream;

/** The result of the planner: a plan, or all problems that prevent one. */
public sealed interface Planning {

    /** Returns all problems; none if there is a plan. */
    List<Problem> problems();

    /** Returns the steps of the plan; none if there is no plan. */
    List<WorkStep> steps();

    /**
     * A plan.
     *
     * @param steps the steps in the order in which they run; may be empty
     * @param notes unusual facts that do not prevent a run
     */
    record Planned(List<WorkStep> steps, List<String> notes) implements Planning {
        public Planned {
            steps = List.copyOf(steps);
            notes = List.copyOf(notes);
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        /** Returns this plan with additional notes. */
        public Planned with(List<String> more) {
            return new Planned(
                    steps, Stream.concat(notes.stream(), more.stream()).toList());
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
    }
}
