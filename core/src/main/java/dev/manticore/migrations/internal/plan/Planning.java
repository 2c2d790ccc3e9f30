package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Problem;
import java.util.List;
import java.util.stream.Stream;

/** What the planner makes: a plan, or every reason why there is none. */
public sealed interface Planning {

    /** What is to be done, in order, and what is out of the ordinary. */
    record Planned(List<WorkStep> steps, List<String> notes) implements Planning {
        public Planned {
            steps = List.copyOf(steps);
            notes = List.copyOf(notes);
        }

        /** The same plan with further notes. */
        public Planned with(List<String> more) {
            return new Planned(
                    steps, Stream.concat(notes.stream(), more.stream()).toList());
        }
    }

    /** All problems, at least one. */
    record Refused(List<Problem> problems) implements Planning {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
