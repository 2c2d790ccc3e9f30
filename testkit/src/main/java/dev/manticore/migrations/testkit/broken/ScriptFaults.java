package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Scripts that are sent or committed incorrectly. */
final class ScriptFaults {
    private ScriptFaults() {}

    static TxResult withoutTheLast(TxSession session, TxScript script) throws TxFailure {
        List<TxStatement> statements = script.statements();
        if (script.mode() == Mode.AUTOCOMMIT || statements.size() == 1) {
            return session.run(script);
        }
        List<Rows> rows =
                new ArrayList<>(session.run(TxScript.transaction(statements.subList(0, statements.size() - 1)))
                        .rows());
        rows.add(Rows.NONE);
        return new TxResult(rows);
    }

    static TxResult twice(TxSession session, TxScript script) throws TxFailure {
        if (script.mode() == Mode.TRANSACTION) {
            session.run(script);
        }
        return session.run(script);
    }

    static TxResult again(TxSession session, TxScript script) throws TxFailure {
        try {
            return session.run(script);
        } catch (TxFailure failure) {
            return session.run(script);
        }
    }

    static TxResult oneTransactionEach(TxSession session, TxScript script) throws TxFailure {
        return script.mode() == Mode.TRANSACTION ? oneByOne(session, script) : session.run(script);
    }

    static TxResult oneMessageEach(TxSession session, TxScript script) throws TxFailure {
        return script.mode() == Mode.AUTOCOMMIT ? oneByOne(session, script) : session.run(script);
    }

    private static TxResult oneByOne(TxSession session, TxScript script) throws TxFailure {
        List<Rows> rows = new ArrayList<>();
        for (TxStatement statement : script.statements()) {
            try {
                rows.addAll(session.run(new TxScript(script.mode(), List.of(statement)))
                        .rows());
            } catch (TxFailure failure) {
                throw FailureFaults.in(failure.phase(), failure, rows.size());
            }
        }
        return new TxResult(rows);
    }

    static TxResult neverBegin(TxSession session, TxScript script) throws TxFailure {
        return session.run(new TxScript(Mode.AUTOCOMMIT, script.statements()));
    }

    static TxResult alwaysBegin(TxSession session, TxScript script) throws TxFailure {
        return session.run(TxScript.transaction(script.statements()));
    }

    static TxResult replaceQuestionMarks(TxSession session, TxScript script) throws TxFailure {
        return session.run(new TxScript(
                script.mode(),
                script.statements().stream()
                        .map(statement -> new TxStatement(statement.sql().replace("?", "$1"), statement.copyData()))
                        .toList()));
    }

    static TxResult withoutComments(TxSession session, TxScript script) throws TxFailure {
        List<TxStatement> saying = script.statements().stream()
                .filter(statement -> TxMessage.of(List.of(TxStatement.of(statement.sql())), false, false)
                                .answers()
                        > 0)
                .toList();
        return saying.isEmpty() ? nothing(script) : session.run(new TxScript(script.mode(), saying));
    }

    static TxResult swallow(TxSession session, TxScript script) {
        try {
            return session.run(script);
        } catch (TxFailure failure) {
            return nothing(script);
        }
    }

    static TxResult hope(TxSession session, TxScript script) throws TxFailure {
        try {
            return session.run(script);
        } catch (TxFailure failure) {
            if (failure.phase() == Phase.UNANSWERED) {
                return nothing(script);
            }
            throw failure;
        }
    }

    private static TxResult nothing(TxScript script) {
        return new TxResult(Collections.nCopies(script.statements().size(), Rows.NONE));
    }

    /** Runs something of its own behind each script. */
    static RunnerFaults.Running after(String statement) {
        return (session, script) -> {
            TxResult result = session.run(script);
            session.run(TxScript.autocommit(List.of(statement)));
            return result;
        };
    }

    static TxResult countUtf16(TxSession session, TxScript script) throws TxFailure {
        try {
            return session.run(script);
        } catch (TxFailure failure) {
            if (failure.position() == 0) {
                throw failure;
            }
            String sql = script.statements().get(failure.statement()).sql();
            throw FailureFaults.at(failure, sql.offsetByCodePoints(0, failure.position() - 1) + 1);
        }
    }

    static TxResult countFromTheMessage(TxSession session, TxScript script) throws TxFailure {
        try {
            return session.run(script);
        } catch (TxFailure failure) {
            if (failure.position() == 0) {
                throw failure;
            }
            int before = script.statements().subList(0, failure.statement()).stream()
                    .mapToInt(statement -> statement.sql().length() + 1)
                    .sum();
            throw FailureFaults.at(failure, before + failure.position());
        }
    }
}
