package dev.manticore.migrations;

import java.util.List;

/**
 * What a run would do, in order.
 *
 * @param preparation what comes before the steps: the SQL that each new connection executes first, and the SQL that creates the
 *     tables of history and lease if they are missing
 * @param steps the steps, in order; empty if there is nothing to do
 * @param callbacks what is executed between the steps, before and after them; in order. Callbacks of each migration are part
 *     of its step
 * @param notes unusual situations that are not errors, e.g. a database that is ahead of the files
 */
public record Plan(List<String> preparation, List<PlanStep> steps, List<PlanCallback> callbacks, List<String> notes) {

    public Plan {
        preparation = List.copyOf(preparation);
        steps = List.copyOf(steps);
        callbacks = List.copyOf(callbacks);
        notes = List.copyOf(notes);
    }

    /** A plan without callbacks. */
    public Plan(List<String> preparation, List<PlanStep> steps, List<String> notes) {
        this(preparation, steps, List.of(), notes);
    }

    /** The plan as SQL that psql can run, with a comment before each step; values of placeholders are in it. */
    public String toSql() {
        return PlanSql.of(this);
    }

    /** A statement as psql needs it: with a semicolon and a line end, or with the line end alone after data of COPY. */
    public static String terminated(String statement) {
        String sql = statement.stripTrailing();
        String last = sql.substring(sql.lastIndexOf('\n') + 1);
        if (last.equals("\\.") || (last.endsWith(";") && !last.contains("--"))) {
            return sql + "\n";
        }
        // After a line comment, the semicolon would be part of the comment.
        return sql + (last.contains("--") ? "\n;\n" : ";\n");
    }

    @Override
    public String toString() {
        return steps.toString();
    }

    /** Whether there is no step. There may be callbacks. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
