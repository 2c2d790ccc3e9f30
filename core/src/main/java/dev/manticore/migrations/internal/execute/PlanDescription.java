package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.Units;
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
            return LazyList.concat(Stream.of(transaction(TransactionMessage.ofStep(run, step, Optional.empty())), end));
        }
        StepStatements around = new StepStatements(run, step);
        return LazyList.concat(Stream.of(
                        Stream.of(
                                session.save(),
                                around.sessionSettings().stream()
                                        .map(TxStatement::sql)
                                        .toList()),
                        units(run, step),
                        Stream.of(session.takeBack(), List.of(around.historyChange(null)), end))
                .flatMap(parts -> parts));
    }

    /** The statements of a stepwise script, and BEGIN and COMMIT around those that it puts into one transaction. */
    private static Stream<List<String>> units(Run run, WorkStep step) {
        Script script = step.script();
        List<List<String>> units = new ArrayList<>();
        int next = 0;
        for (Unit block : Units.of(script, run.database()).blocks()) {
            units.add(statements(script, next, block.from()));
            units.add(transaction(TransactionMessage.ofUnit(run, step, block, List.of(), List.of())));
            next = block.to();
        }
        units.add(statements(script, next, script.statements().size()));
        return units.stream();
    }

    private static List<String> statements(Script script, int from, int to) {
        return new LazyList<>(to - from, index -> shown(script.toSend(from + index)));
    }

    private static List<String> transaction(List<TransactionMessage.Part> parts) {
        return LazyList.concat(Stream.of(
                List.of(TxMessage.BEGIN),
                new LazyList<>(parts.size(), index -> shown(parts.get(index).statement())),
                List.of("COMMIT")));
    }

    /** As psql would take it: a COPY with its rows ends in a line with {@code \.}. */
    private static String shown(TxStatement statement) {
        return statement.copyData() == null ? statement.sql() : statement.sql() + ";\n" + statement.copyData() + "\\.";
    }
}
