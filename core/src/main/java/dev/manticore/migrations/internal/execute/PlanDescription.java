package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.text.LazyList;
import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                step.id(),
                step.migration().description(),
                step.direction(),
                step.execution(),
                step.script().origin(),
                step.script().text(),
                statements(run, step));
    }

    private static List<String> statements(Run run, WorkStep step) {
        ScriptSession session = ScriptSession.of(run, step);
        List<String> end = session.endsWithStep() ? List.of(ScriptSession.NEW_SESSION) : List.of();
        if (step.execution() == Execution.ATOMIC) {
            List<AtomicMessage.Part> parts = AtomicMessage.of(run, step, Optional.empty());
            return LazyList.concat(Stream.of(
                    List.of(TxMessage.BEGIN),
                    new LazyList<>(parts.size(), index -> shown(parts.get(index).statement())),
                    List.of("COMMIT"),
                    end));
        }
        StepStatements around = new StepStatements(run, step);
        Script script = step.script();
        return LazyList.concat(Stream.of(
                session.save(),
                around.sessionSettings().stream().map(TxStatement::sql).toList(),
                new LazyList<>(script.statements().size(), index -> shown(script.toSend(index))),
                session.takeBack(),
                List.of(around.historyChange(null)),
                end));
    }

    /** As psql would take it: a COPY with its rows ends in a line with {@code \.}. */
    private static String shown(TxStatement statement) {
        return statement.copyData() == null ? statement.sql() : statement.sql() + ";\n" + statement.copyData() + "\\.";
    }
}
