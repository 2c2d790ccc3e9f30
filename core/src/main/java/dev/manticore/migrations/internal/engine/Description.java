package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;

/** Shows what will be sent, without sending it. */
final class Description {
    private final Context context;
    private final Transactions transactions;

    Description(Context context) {
        this.context = context;
        this.transactions = new Transactions(context);
    }

    /**
     * The whole plan.
     *
     * @param tables whether the tables of history and lease are there
     */
    Plan of(Planning.Planned planned, boolean tables) {
        List<String> preparation = new ArrayList<>();
        if (!tables && !planned.steps().isEmpty()) {
            context.store().createSchema().ifPresent(preparation::add);
            preparation.addAll(context.store().create(context.database()));
        }
        return new Plan(preparation, planned.steps().stream().map(this::of).toList(), planned.notes());
    }

    PlanStep of(WorkStep step) {
        return new PlanStep(
                step.version(),
                step.migration().description(),
                step.direction(),
                step.execution(),
                step.script().origin(),
                step.script().text(),
                statements(step));
    }

    private List<String> statements(WorkStep step) {
        boolean atomic = step.execution() == Execution.ATOMIC;
        List<String> statements = new ArrayList<>();
        if (atomic) {
            statements.add(TxMessage.BEGIN);
        }
        (atomic ? transactions.localSettings(step) : transactions.sessionSettings(step))
                .forEach(setting -> statements.add(setting.sql()));
        step.script()
                .statements()
                .forEach(statement -> statements.add(shown(step.script().toSend(statement))));
        statements.add(transactions.historyChange(step, null));
        if (atomic) {
            statements.add("COMMIT");
        } else if (!transactions.sessionSettings(step).isEmpty()) {
            statements.addAll(transactions.shownResets(step));
        }
        return statements;
    }

    /** As psql would take it: a COPY with its rows ends in a line with {@code \.}. */
    private static String shown(TxStatement statement) {
        return statement.copyData() == null ? statement.sql() : statement.sql() + ";\n" + statement.copyData() + "\\.";
    }

    static String name(WorkStep step) {
        return name(step.version(), step.direction());
    }

    static String name(long version, Direction direction) {
        return (direction == Direction.APPLY ? "V" : "the undo of V") + version;
    }
}
