package dev.manticore.migrations;

import java.util.List;

/**
 * The result of a run.
 *
 * @param steps the completed and committed steps, in order
 * @param notes unusual situations that are not errors, e.g. a database that is ahead of the files
 */
public record MigrationReport(List<StepReport> steps, List<String> notes) {

    /** No steps and no notes. */
    public static final MigrationReport EMPTY = new MigrationReport(List.of(), List.of());

    public MigrationReport {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
