package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;

/** Shows what will be sent, without sending it. */
public final class PlanDescription {
    private PlanDescription() {}

    /**
     * The whole plan.
     *
     * @param tables whether the tables of history and lease are there
     */
    public static Plan of(Run run, Planning.Planned planned, boolean tables) {
        List<String> preparation = new ArrayList<>();
        if (!tables && !planned.steps().isEmpty()) {
            run.store().createSchema().ifPresent(preparation::add);
            preparation.addAll(run.store().create(run.database()));
            preparation.addAll(run.leases().create(run.database()));
        }
        return new Plan(
                preparation, planned.steps().stream().map(step -> of(run, step)).toList(), planned.notes());
    }

    /** One step. */
    public static PlanStep of(Run run, WorkStep step) {
        return new PlanStep(
                step.version(),
                step.migration().description(),
                step.direction(),
                step.execution(),
                step.script().origin(),
                step.script().text(),
                statements(run, step));
    }

    private static List<String> statements(Run run, WorkStep step) {
        boolean atomic = step.execution() == Execution.ATOMIC;
        StepStatements around = new StepStatements(run, step);
        List<String> statements = new ArrayList<>();
        if (atomic) {
            statements.add(TxMessage.BEGIN);
        }
        (atomic ? around.localSettings() : around.sessionSettings()).forEach(setting -> statements.add(setting.sql()));
        step.script()
                .statements()
                .forEach(statement -> statements.add(shown(step.script().toSend(statement))));
        statements.add(around.historyChange(null));
        if (atomic) {
            statements.add("COMMIT");
        } else if (!around.sessionSettings().isEmpty()) {
            statements.addAll(around.shownResets());
        }
        return statements;
    }

    /** As psql would take it: a COPY with its rows ends in a line with {@code \.}. */
    private static String shown(TxStatement statement) {
        return statement.copyData() == null ? statement.sql() : statement.sql() + ";\n" + statement.copyData() + "\\.";
    }
}
