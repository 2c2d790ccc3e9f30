package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.load.TransactionBlock;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.CreatedIndex;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.LazyList;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of an atomic step (settings, callbacks, the script, callbacks, what takes back the changes of the
 * session, the fence, the history row), of a unit of a stepwise script (settings, its statements, the note), or of a
 * callback of its own. A run sends it, and a plan shows it.
 */
final class TransactionMessage {

    /** What a statement is sent for. */
    enum Purpose {
        /** Settings before the script. */
        PREPARATION,
        /** The lock of another tool that writes the same history. */
        GUARD,
        /** Whether that tool has done the step. */
        UNCHANGED,
        /** A statement of the script. */
        SCRIPT,
        /** Whether an index that CREATE INDEX IF NOT EXISTS may have skipped is valid. */
        INDEX_CHECK,
        /** The deferred constraints, which are checked with the settings of the script. */
        CONSTRAINTS,
        /** A statement of a callback. */
        CALLBACK,
        /** The session as it was. */
        RESTORATION,
        /** The lease. */
        FENCE,
        /** The history row. */
        RECORD,
        /** Java code, in a plan; a run calls the class. */
        CODE,
        /** Whether the Java code has left its transaction as it was. */
        CODE_END,
        /** The progress of a stepwise script, and what makes the session the runner's again before it. */
        NOTE
    }

    /**
     * A statement of the message.
     *
     * @param index which statement of the script, or of the callback, it is or belongs to
     * @param created the index that is checked
     * @param callback whose statement it is; null for all others
     */
    record Part(
            TxStatement statement,
            Purpose purpose,
            int index,
            @Nullable CreatedIndex created,
            @Nullable Callback callback) {

        static Part of(String sql, Purpose purpose) {
            return of(TxStatement.of(sql), purpose);
        }

        private static Part of(TxStatement statement, Purpose purpose) {
            return new Part(statement, purpose, -1, null, null);
        }
    }

    private final Run run;
    private final Script script;
    /** What is not of the script. */
    private final List<Part> own = new ArrayList<>();
    /** The message: an index of the script's statement, or -1 and less for what is not of the script. */
    private final IntStream.Builder order = IntStream.builder();

    private TransactionMessage(Run run, Script script) {
        this.run = run;
        this.script = script;
    }

    /**
     * All statements of an atomic step between BEGIN and COMMIT.
     *
     * @param guards what keeps the step clear of another tool; none in a plan
     * @param fence the statement that fails when the lease is lost; empty in a plan, which has no lease
     */
    static List<Part> ofStep(Run run, WorkStep step, List<Part> guards, Optional<String> fence) {
        TransactionMessage message = new TransactionMessage(run, step.script());
        StepStatements statements = new StepStatements(run, step);
        ScriptSession session = ScriptSession.of(run, step);
        List<Part> opening = new ArrayList<>();
        boolean notesBegin = statements.notesBegin();
        if (notesBegin) {
            opening.add(Part.of(StepStatements.NOTE_BEGIN, Purpose.PREPARATION));
        }
        // Before the limits of the script, which are not for the history's table.
        opening.addAll(guards);
        session.save().forEach(sql -> opening.add(Part.of(sql, Purpose.PREPARATION)));
        opening.addAll(preparation(statements.header().local()));
        opening.addAll(callbacks(step.callbacks().before()));
        message.addScript(
                0, step.script().statements().size(), step.script().outerBlock().orElse(null), opening);
        message.addCode();
        callbacks(step.callbacks().after()).forEach(message::add);
        message.addRestoration(session.takeBack());
        fence.ifPresent(sql -> message.add(Part.of(sql, Purpose.FENCE)));
        message.add(Part.of(statements.historyChangeOfTransaction(notesBegin), Purpose.RECORD));
        return message.parts();
    }

    /**
     * All statements of a unit between BEGIN and COMMIT.
     *
     * @param settings what its session needs
     * @param guards what keeps the first unit clear of another tool; none for the others, and in a plan
     * @param note the note of the progress; none in a plan, which has no lease, and where nothing can be written
     */
    static List<Part> ofUnit(
            Run run, WorkStep step, Unit unit, List<TxStatement> settings, List<Part> guards, List<TxStatement> note) {
        TransactionMessage message = new TransactionMessage(run, step.script());
        List<Part> opening = new ArrayList<>();
        opening.addAll(guards);
        opening.addAll(preparation(settings));
        message.addScript(unit.from(), unit.to(), unit.block(), opening);
        note.forEach(statement -> message.add(Part.of(statement, Purpose.NOTE)));
        return message.parts();
    }

    /**
     * All statements before one that commits alone.
     *
     * @param settings what its session needs
     * @param guards what keeps the first one clear of another tool; none for the others
     * @param note the note that it is running
     */
    static List<Part> ofNote(List<TxStatement> settings, List<Part> guards, List<TxStatement> note) {
        List<Part> parts = new ArrayList<>(guards);
        parts.addAll(preparation(settings));
        note.forEach(statement -> parts.add(Part.of(statement, Purpose.NOTE)));
        return parts;
    }

    /**
     * All statements of callbacks of a stepwise step between BEGIN and COMMIT.
     *
     * @param settings what their session needs
     * @param guards what keeps those before the script clear of another tool; none behind it, and in a plan
     * @param note the note of the progress; none in a plan, which has no lease
     * @param record the history row; empty before the script
     */
    static List<Part> ofCallbacks(
            Run run,
            WorkStep step,
            List<Callback> callbacks,
            List<TxStatement> settings,
            List<Part> guards,
            List<TxStatement> note,
            Optional<String> record) {
        TransactionMessage message = new TransactionMessage(run, step.script());
        preparation(StepStatements.isolation(run)).forEach(message::add);
        guards.forEach(message::add);
        preparation(settings).forEach(message::add);
        callbacks(callbacks).forEach(message::add);
        note.forEach(statement -> message.add(Part.of(statement, Purpose.NOTE)));
        record.ifPresent(sql -> message.add(Part.of(sql, Purpose.RECORD)));
        return message.parts();
    }

    /**
     * All statements of a callback with a transaction of its own, between BEGIN and COMMIT.
     *
     * @param schemaExists whether the builder's schema is there
     * @param fence the statement that fails when the lease is lost; empty in a plan, and before there is a lease
     */
    static List<Part> ofCallback(Run run, Callback callback, boolean schemaExists, Optional<String> fence) {
        TransactionMessage message = new TransactionMessage(run, callback.script());
        HeaderSettings header = new HeaderSettings(run, callback.script().header(), schemaExists);
        ScriptSession session = ScriptSession.of(run, callback);
        preparation(StepStatements.isolation(run)).forEach(message::add);
        session.save().forEach(sql -> message.add(Part.of(sql, Purpose.PREPARATION)));
        preparation(header.local()).forEach(message::add);
        callbacks(callback.first()).forEach(message::add);
        callbacks(List.of(callback)).forEach(message::add);
        message.addRestoration(session.takeBack());
        fence.ifPresent(sql -> message.add(Part.of(sql, Purpose.FENCE)));
        return message.parts();
    }

    private static List<Part> preparation(List<TxStatement> settings) {
        return settings.stream()
                .map(setting -> Part.of(setting, Purpose.PREPARATION))
                .toList();
    }

    private static List<Part> callbacks(List<Callback> callbacks) {
        return callbacks.stream()
                .flatMap(callback -> IntStream.range(
                                0, callback.script().statements().size())
                        .mapToObj(index ->
                                new Part(callback.script().toSend(index), Purpose.CALLBACK, index, null, callback)))
                .toList();
    }

    private void add(Part part) {
        own.add(part);
        order.add(-own.size());
    }

    private List<Part> parts() {
        int[] indices = order.build().toArray();
        return new LazyList<>(
                indices.length,
                i -> indices[i] < 0
                        ? own.get(-indices[i] - 1)
                        : new Part(script.toSend(indices[i]), Purpose.SCRIPT, indices[i], null, null));
    }

    /** The index of the first statement of the note; the number of parts if there is none. */
    static int firstNote(List<Part> parts) {
        int first = 0;
        while (first < parts.size() && parts.get(first).purpose() != Purpose.NOTE) {
            first++;
        }
        return first;
    }

    /** What the statement that failed was sent for; {@link Purpose#SCRIPT} if it is not known which one failed. */
    static Purpose purpose(TxFailure failure, List<Part> parts) {
        int at = failure.statement();
        return at < 0 || at >= parts.size() ? Purpose.SCRIPT : parts.get(at).purpose();
    }

    /** What to send. */
    static TxScript transaction(List<Part> parts) {
        return TxScript.transaction(
                new LazyList<>(parts.size(), i -> parts.get(i).statement()));
    }

    /** What to run if the step is Java code; empty if it is a script. */
    static Optional<TxCode> code(List<Part> parts, WorkStep step) {
        return step.script().code().map(migration -> {
            List<Purpose> purposes = parts.stream().map(Part::purpose).toList();
            List<TxStatement> statements = parts.stream().map(Part::statement).toList();
            int code = purposes.indexOf(Purpose.CODE);
            return new TxCode(
                    statements.subList(0, code),
                    migration,
                    step.direction(),
                    statements.subList(code + 1, statements.size()));
        });
    }

    /**
     * Statements of the script, in its order. But the modes of its BEGIN and a SET TRANSACTION at the start come first:
     * PostgreSQL accepts them before any query only.
     */
    private void addScript(int from, int to, @Nullable TransactionBlock block, List<Part> opening) {
        preparation(StepStatements.isolation(run)).forEach(this::add);
        if (block != null && !block.modes().isEmpty()) {
            add(Part.of("SET TRANSACTION " + String.join(", ", block.modes()), Purpose.PREPARATION));
        }
        List<Integer> modes = transactionModes(from, to);
        modes.forEach(this::addStatement);
        opening.forEach(this::add);
        for (int index = from; index < to; index++) {
            if (!modes.contains(index)) {
                addStatement(index);
            }
        }
    }

    private void addCode() {
        if (script.code().isPresent()) {
            add(Part.of(TxCode.SAVEPOINT, Purpose.PREPARATION));
            add(Part.of(script.written(), Purpose.CODE));
            add(Part.of(TxCode.RELEASE, Purpose.CODE_END));
        }
    }

    private List<Integer> transactionModes(int from, int to) {
        List<Integer> modes = new ArrayList<>();
        for (int index = from; index < to; index++) {
            SqlStatement statement = script.statements().get(index);
            if (!script.sql().isSet(statement)) {
                break;
            }
            if (script.sql().setsTransactionMode(statement)) {
                modes.add(index);
            }
        }
        return modes;
    }

    /** A statement; a check follows a CREATE INDEX IF NOT EXISTS, since it also skips an index that is invalid. */
    private void addStatement(int index) {
        SqlStatement statement = script.statements().get(index);
        order.add(index);
        if (statement.has(Trait.REPEATABLE) && !run.database().isCockroach()) {
            script.sql()
                    .createdIndex(statement)
                    .filter(created -> created.name().isPresent())
                    .ifPresent(created -> add(new Part(
                            TxStatement.of(InvalidIndex.refusal(created)), Purpose.INDEX_CHECK, index, created, null)));
        }
    }

    private void addRestoration(List<String> restoration) {
        if (!restoration.isEmpty()) {
            add(Part.of("SET CONSTRAINTS ALL IMMEDIATE", Purpose.CONSTRAINTS));
            restoration.forEach(sql -> add(Part.of(sql, Purpose.RESTORATION)));
        }
    }
}
