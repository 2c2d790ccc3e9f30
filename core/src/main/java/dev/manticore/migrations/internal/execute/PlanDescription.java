package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanCallback;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.ScriptStatement;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.Units;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Counts;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.LazyList;
import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows what will be sent, without sending it. */
public enum PlanDescription {
    /** With the values of placeholders, for a dry run. */
    WITH_VALUES {
        @Override
        TxStatement statement(Script script, int index) {
            return script.toSend(index);
        }

        @Override
        String ofTool(Run run, String sql) {
            return sql;
        }
    },

    /** With placeholders as scripts have them, for events: their values may be secret. */
    AS_WRITTEN {
        @Override
        TxStatement statement(Script script, int index) {
            return script.asWritten(index);
        }

        @Override
        String ofTool(Run run, String sql) {
            return run.hidden().hide(sql);
        }
    };

    /** A statement of a script, as it is shown. */
    abstract TxStatement statement(Script script, int index);

    /** A statement around the script, which may have names from it. */
    abstract String ofTool(Run run, String sql);

    /**
     * The whole plan.
     *
     * @param tables whether the tables of history and lease are there
     */
    public Plan of(Run run, Planning.Planned planned, boolean tables) {
        List<String> preparation = new ArrayList<>();
        List<PlanCallback> callbacks = callbacks(run, planned);
        if (!(planned.steps().isEmpty() && callbacks.isEmpty())) {
            preparation.addAll(run.settings().initSql().statements());
            preparation.addAll(tables ? List.of() : creation(run));
        }
        return new Plan(
                preparation, planned.steps().stream().map(step -> of(run, step)).toList(), callbacks, planned.notes());
    }

    private List<PlanCallback> callbacks(Run run, Planning.Planned planned) {
        return planned.events(run.report()).stream()
                .flatMap(due -> planned.files().of(due.event()).stream()
                        .map(callback -> new PlanCallback(
                                callback.file(),
                                due.before(),
                                transaction(
                                        run,
                                        callback.script(),
                                        TransactionMessage.ofCallback(run, callback, true, Optional.empty())))))
                .toList();
    }

    /** What creates the tables of history and lease. */
    public static List<String> creation(Run run) {
        List<String> statements = new ArrayList<>();
        run.store().createSchema().ifPresent(statements::add);
        statements.addAll(run.store().create(run.database()));
        statements.addAll(run.leases().create(run.database()));
        return statements;
    }

    /** One step. */
    public PlanStep of(Run run, WorkStep step) {
        return new PlanStep(
                step.id(),
                step.migration().description(),
                step.direction(),
                step.execution(),
                step.script().transaction().orElse(null) == TransactionMode.REQUIRED,
                step.script().origin(),
                step.script().written(),
                statements(run, step),
                step.callbacks().all().map(Callback::file).toList(),
                scriptStatements(step.script()));
    }

    private List<ScriptStatement> scriptStatements(Script script) {
        return new LazyList<>(script.statements().size(), index -> {
            SqlStatement statement = script.statements().get(index);
            return new ScriptStatement(
                    script.locate(statement.start()),
                    statement(script, index).sql(),
                    script.toSend(index).equals(script.asWritten(index)),
                    statement.has(Trait.REFUSES_TRANSACTION) || statement.has(Trait.CALLS_PROCEDURE),
                    statement.has(Trait.REPEATABLE),
                    script.allowances(index));
        });
    }

    private List<String> statements(Run run, WorkStep step) {
        ScriptSession session = ScriptSession.of(run, step);
        List<String> end = session.endsConnection() ? newSession(run) : List.of();
        Script script = step.script();
        if (step.execution() == Execution.ATOMIC) {
            return LazyList.concat(Stream.of(
                    transaction(run, script, TransactionMessage.ofStep(run, step, List.of(), Optional.empty())), end));
        }
        StepStatements around = new StepStatements(run, step);
        return LazyList.concat(Stream.of(
                        Stream.of(
                                ofTool(run, session.save()),
                                around.header().session().stream()
                                        .map(TxStatement::sql)
                                        .toList(),
                                callbacks(run, step, step.callbacks().before(), Optional.empty())),
                        units(run, step),
                        record(run, step, session, around.historyChange(null)),
                        Stream.of(end))
                .flatMap(parts -> parts));
    }

    private static List<String> newSession(Run run) {
        return Stream.concat(Stream.of(ScriptSession.NEW_SESSION), run.settings().initSql().statements().stream())
                .toList();
    }

    /** The end of a stepwise script: callbacks are executed as the script has left its session. */
    private Stream<List<String>> record(Run run, WorkStep step, ScriptSession session, String history) {
        List<String> restoration = ofTool(run, session.takeBack());
        return step.callbacks().after().isEmpty()
                ? Stream.of(restoration, List.of(history))
                : Stream.of(
                        new LockLimits(run, step)
                                .before(step.script().statements().size()),
                        callbacks(run, step, step.callbacks().after(), Optional.of(history)),
                        restoration);
    }

    /** A transaction of callbacks of a stepwise script; nothing where there are none. */
    private List<String> callbacks(Run run, WorkStep step, List<Callback> callbacks, Optional<String> record) {
        return callbacks.isEmpty()
                ? List.of()
                : transaction(
                        run,
                        step.script(),
                        TransactionMessage.ofCallbacks(run, step, callbacks, List.of(), List.of(), List.of(), record));
    }

    /** The statements of a stepwise script, and BEGIN and COMMIT around those that it puts into one transaction. */
    private Stream<List<String>> units(Run run, WorkStep step) {
        Script script = step.script();
        LockLimits limits = new LockLimits(run, step);
        List<List<String>> units = new ArrayList<>();
        int next = 0;
        for (Unit block : Units.of(script, run.database()).blocks()) {
            units.add(statements(script, limits, next, block.from()));
            units.add(limits.before(block.from()));
            units.add(transaction(
                    run, script, TransactionMessage.ofUnit(run, step, block, List.of(), List.of(), List.of())));
            next = block.to();
        }
        units.add(statements(script, limits, next, script.statements().size()));
        return units.stream();
    }

    private List<String> statements(Script script, LockLimits limits, int from, int to) {
        if (!limits.vary()) {
            return new LazyList<>(to - from, index -> repeatable(script, from + index));
        }
        List<String> statements = new ArrayList<>();
        for (int index = from; index < to; index++) {
            statements.addAll(limits.before(index));
            statements.add(repeatable(script, index));
        }
        return statements;
    }

    /** A statement, behind a comment if it is repeated, since the plan shows it once. */
    private String repeatable(Script script, int index) {
        return script.repetition(index)
                        .map(repetition -> "-- repeated until it changes no row"
                                + (repetition.max().isPresent()
                                        ? ", at most "
                                                + Counts.of(repetition.max().getAsLong(), "time")
                                        : "")
                                + ", each time in a transaction of its own\n")
                        .orElse("")
                + shown(statement(script, index));
    }

    private List<String> transaction(Run run, Script script, List<TransactionMessage.Part> parts) {
        return LazyList.concat(Stream.of(
                List.of(TxMessage.BEGIN),
                new LazyList<>(parts.size(), index -> shown(run, script, parts.get(index))),
                List.of("COMMIT")));
    }

    private List<String> ofTool(Run run, List<String> statements) {
        return statements.stream().map(sql -> ofTool(run, sql)).toList();
    }

    private String shown(Run run, Script script, TransactionMessage.Part part) {
        Callback callback = part.callback();
        return callback != null || part.purpose() == TransactionMessage.Purpose.SCRIPT
                ? shown(statement(callback == null ? script : callback.script(), part.index()))
                : ofTool(run, part.statement().sql());
    }

    /** As psql would take it: a COPY with its rows ends in a line with {@code \.}. */
    private static String shown(TxStatement statement) {
        return statement.copyData() == null ? statement.sql() : statement.sql() + ";\n" + statement.copyData() + "\\.";
    }
}
