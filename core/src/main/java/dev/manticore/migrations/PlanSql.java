package dev.manticore.migrations;

/** Writes what a dry run shows as SQL that psql can run. */
final class PlanSql {
    private final StringBuilder text = new StringBuilder();

    private PlanSql() {}

    static String of(Plan plan) {
        return new PlanSql().write(plan);
    }

    private String write(Plan plan) {
        plan.notes().forEach(note -> comment("note: " + note));
        if (plan.isEmpty() && plan.callbacks().isEmpty()) {
            comment("nothing to do");
        }
        if (!plan.preparation().isEmpty()) {
            comment("preparation");
            plan.preparation().forEach(this::statement);
        }
        for (int index = 0; index < plan.steps().size(); index++) {
            callbacks(plan, index);
            step(plan.steps().get(index));
        }
        callbacks(plan, plan.steps().size());
        return text.toString();
    }

    private void step(PlanStep step) {
        separate();
        String verb = step.direction() == Direction.APPLY ? "" : "revert ";
        comment(verb + Printable.line(step.id().label(step.description())) + " (" + step.origin() + ")"
                + (step.execution() == PlanStep.Execution.STEPWISE ? ", in several transactions" : ""));
        step.callbacks().forEach(file -> comment("with the callback " + callback(file)));
        step.statements().forEach(this::statement);
    }

    private void callbacks(Plan plan, int before) {
        plan.callbacks().stream()
                .filter(callback -> callback.before() == before)
                .forEach(callback -> {
                    separate();
                    comment("callback " + callback(callback.file()));
                    callback.statements().forEach(this::statement);
                });
    }

    private static String callback(CallbackFile file) {
        return file.event().fileName() + " (" + Printable.text(file.origin()) + ")";
    }

    private void separate() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private void statement(String statement) {
        text.append(Plan.terminated(statement));
    }

    private void comment(String comment) {
        Printable.text(comment)
                .lines()
                .forEach(line -> text.append("-- ").append(line).append('\n'));
    }
}
