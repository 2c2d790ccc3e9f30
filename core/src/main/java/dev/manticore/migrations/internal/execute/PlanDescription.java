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
import java.util.Optional;

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
        List<String> statements = new ArrayList<>();
        ScriptSession session = ScriptSession.of(run, step);
        if (step.execution() == Execution.ATOMIC) {
            statements.add(TxMessage.BEGIN);
            AtomicMessage.of(run, step, Optional.empty()).forEach(part -> statements.add(shown(part.statement())));
            statements.add("COMMIT");
        } else {
            StepStatements around = new StepStatements(run, step);
            statements.addAll(session.save());
            around.sessionSettings().forEach(setting -> statements.add(setting.sql()));
            step.script()
                    .statements()
                    .forEach(statement -> statements.add(shown(step.script().toSend(statement))));
            statements.addAll(session.takeBack());
            statements.add(around.historyChange(null));
        }
        if (session.endsWithStep()) {
            statements.add(ScriptSession.NEW_SESSION);
        }
        return statements;
    }

    /** As psql would take it: a COPY with its rows ends in a line with {@code \.}. */
    private static String shown(TxStatement statement) {
        return statement.copyData() == null ? statement.sql() : statement.sql() + ";\n" + statement.copyData() + "\\.";
    }
}
