package dev.manticore.migrations.internal.execute;

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
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of an atomic step (settings, the script, what takes back the changes of the session, the fence, the
 * history row), or of a unit of a stepwise script (settings, its statements, the note). A run sends it, and a plan shows
 * it.
 */
final class TransactionMessage {

    /** What a statement is sent for. */
    enum Purpose {
        /** Settings before the script. */
        PREPARATION,
        /** A statement of the script. */
        SCRIPT,
        /** Whether an index that CREATE INDEX IF NOT EXISTS may have skipped is valid. */
        INDEX_CHECK,
        /** The deferred constraints, which are checked with the settings of the script. */
        CONSTRAINTS,
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
     * @param index which statement of the script it is or belongs to
     * @param created the index that is checked
     */
    record Part(
            TxStatement statement,
            Purpose purpose,
            int index,
            @Nullable CreatedIndex created) {

        private static Part of(String sql, Purpose purpose) {
            return of(TxStatement.of(sql), purpose);
        }

        private static Part of(TxStatement statement, Purpose purpose) {
            return new Part(statement, purpose, -1, null);
        }
    }

    private final Run run;
    private final Script script;
    private final StepStatements statements;
    /** What is not of the script. */
    private final List<Part> own = new ArrayList<>();
    /** The message: an index of the script's statement, or -1 and less for what is not of the script. */
    private final IntStream.Builder order = IntStream.builder();

    private TransactionMessage(Run run, WorkStep step) {
        this.run = run;
        this.script = step.script();
        this.statements = new StepStatements(run, step);
    }

    /**
     * All statements of an atomic step between BEGIN and COMMIT.
     *
     * @param fence the statement that fails when the lease is lost; empty in a plan, which has no lease
     */
    static List<Part> ofStep(Run run, WorkStep step, Optional<String> fence) {
        TransactionMessage message = new TransactionMessage(run, step);
        ScriptSession session = ScriptSession.of(run, step);
        List<TxStatement> settings =
                new ArrayList<>(session.save().stream().map(TxStatement::of).toList());
        settings.addAll(message.statements.localSettings());
        message.addScript(
                0, step.script().statements().size(), step.script().outerBlock().orElse(null), settings);
        message.addCode();
        message.addRestoration(session.takeBack());
        fence.ifPresent(sql -> message.add(Part.of(sql, Purpose.FENCE)));
        message.add(Part.of(message.statements.historyChange(null), Purpose.RECORD));
        return message.parts();
    }

    /**
     * All statements of a unit between BEGIN and COMMIT.
     *
     * @param settings what its session needs
     * @param note the note of the progress; none in a plan, which has no lease, and where nothing can be written
     */
    static List<Part> ofUnit(Run run, WorkStep step, Unit unit, List<TxStatement> settings, List<TxStatement> note) {
        TransactionMessage message = new TransactionMessage(run, step);
        message.addScript(unit.from(), unit.to(), unit.block(), settings);
        note.forEach(statement -> message.add(Part.of(statement, Purpose.NOTE)));
        return message.parts();
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
                        : new Part(script.toSend(indices[i]), Purpose.SCRIPT, indices[i], null));
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
    private void addScript(int from, int to, @Nullable TransactionBlock block, List<TxStatement> settings) {
        statements.isolation().forEach(setting -> add(Part.of(setting, Purpose.PREPARATION)));
        if (block != null && !block.modes().isEmpty()) {
            add(Part.of("SET TRANSACTION " + String.join(", ", block.modes()), Purpose.PREPARATION));
        }
        List<Integer> modes = transactionModes(from, to);
        modes.forEach(this::addStatement);
        settings.forEach(setting -> add(Part.of(setting, Purpose.PREPARATION)));
        for (int index = from; index < to; index++) {
            if (!modes.contains(index)) {
                addStatement(index);
            }
        }
    }

    private void addCode() {
        if (script.code().isPresent()) {
            add(Part.of(TxCode.SAVEPOINT, Purpose.PREPARATION));
            add(Part.of(script.file().text(), Purpose.CODE));
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
                            TxStatement.of(InvalidIndex.refusal(created)), Purpose.INDEX_CHECK, index, created)));
        }
    }

    private void addRestoration(List<String> restoration) {
        if (!restoration.isEmpty()) {
            add(Part.of("SET CONSTRAINTS ALL IMMEDIATE", Purpose.CONSTRAINTS));
            restoration.forEach(sql -> add(Part.of(sql, Purpose.RESTORATION)));
        }
    }
}
