package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Printable;

/** Prints what a dry run shows as SQL that psql can run. */
final class SqlText {
    private static final String END_OF_COPY_DATA = "\\.";

    private SqlText() {}

    static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        for (String note : plan.notes()) {
            comment(text, "note: " + note);
        }
        if (plan.isEmpty() && plan.callbacks().isEmpty()) {
            comment(text, "nothing to do");
        }
        if (!plan.preparation().isEmpty()) {
            comment(text, "preparation");
            plan.preparation().forEach(statement -> statement(text, statement));
        }
        for (int index = 0; index < plan.steps().size(); index++) {
            callbacks(text, plan, index);
            step(text, plan.steps().get(index));
        }
        callbacks(text, plan, plan.steps().size());
        return text.toString();
    }

    static String of(Adoption adoption) {
        StringBuilder text = new StringBuilder();
        adoption.notes().forEach(note -> comment(text, "note: " + note));
        AdoptionText.ofPlan(adoption).forEach(line -> comment(text, line));
        adoption.statements().forEach(statement -> statement(text, statement));
        return text.toString();
    }

    private static void step(StringBuilder text, PlanStep step) {
        separate(text);
        String verb = step.direction() == Direction.APPLY ? "" : "revert ";
        comment(
                text,
                verb + Words.migration(step.id(), step.description()) + " (" + step.origin() + ")"
                        + (step.execution() == PlanStep.Execution.STEPWISE ? ", in several transactions" : ""));
        step.callbacks().forEach(file -> comment(text, "with the callback " + Words.callback(file)));
        step.statements().forEach(statement -> statement(text, statement));
    }

    private static void callbacks(StringBuilder text, Plan plan, int before) {
        plan.callbacks().stream()
                .filter(callback -> callback.before() == before)
                .forEach(callback -> {
                    separate(text);
                    comment(text, "callback " + Words.callback(callback.file()));
                    callback.statements().forEach(statement -> statement(text, statement));
                });
    }

    private static void separate(StringBuilder text) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private static void statement(StringBuilder text, String statement) {
        String sql = statement.stripTrailing();
        String last = sql.substring(sql.lastIndexOf('\n') + 1);
        text.append(sql);
        if (last.equals(END_OF_COPY_DATA)) {
            text.append('\n');
        } else {
            // After a line comment, the semicolon would be part of the comment.
            text.append(last.contains("--") ? "\n;\n" : last.endsWith(";") ? "\n" : ";\n");
        }
    }

    private static void comment(StringBuilder text, String comment) {
        Printable.text(comment)
                .lines()
                .forEach(line -> text.append("-- ").append(line).append('\n'));
    }
}
