package dev.manticore.migrations;

import java.util.List;

/**
 * What a run did.
 *
 * @param steps what was carried out and committed, in order
 * @param notes what is out of the ordinary but no error, e.g. a database that is ahead of the files
 */
public record MigrationReport(List<StepReport> steps, List<String> notes) {

    /** Nothing was done. */
    public static final MigrationReport EMPTY = new MigrationReport(List.of(), List.of());

    public MigrationReport {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
