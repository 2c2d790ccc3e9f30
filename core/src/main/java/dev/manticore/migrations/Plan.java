package dev.manticore.migrations;

import java.util.List;

/**
 * What a run would do, in order.
 *
 * @param steps what is done, in order; empty when there is nothing to do
 * @param notes what is out of the ordinary but no error, e.g. a database that is ahead of the files
 */
public record Plan(List<PlanStep> steps, List<String> notes) {

    public Plan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
