package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Transactions that are cut in two, and rows of a COPY that are lost. */
final class CopyFaults {
    private static final int PAGE = 1_000;

    private CopyFaults() {}

    static TxResult firstAlone(TxSession session, TxScript script) throws TxFailure {
        return cut(session, script, 1);
    }

    static TxResult committedWithTheCopy(TxSession session, TxScript script) throws TxFailure {
        List<TxStatement> statements = script.statements();
        int copy = 0;
        while (copy < statements.size() && statements.get(copy).copyData() == null) {
            copy++;
        }
        return cut(session, script, copy + 1);
    }

    private static TxResult cut(TxSession session, TxScript script, int at) throws TxFailure {
        List<TxStatement> statements = script.statements();
        if (script.mode() == Mode.AUTOCOMMIT || at >= statements.size()) {
            return session.run(script);
        }
        List<Rows> rows = new ArrayList<>(
                session.run(TxScript.transaction(statements.subList(0, at))).rows());
        try {
            rows.addAll(session.run(TxScript.transaction(statements.subList(at, statements.size())))
                    .rows());
        } catch (TxFailure failure) {
            throw FailureFaults.in(failure.phase(), failure, at + failure.statement());
        }
        return new TxResult(rows);
    }

    static TxResult withoutRows(TxSession session, TxScript script) throws TxFailure {
        return copying(session, script, rows -> "");
    }

    static TxResult firstThousandRows(TxSession session, TxScript script) throws TxFailure {
        return copying(
                session,
                script,
                rows -> rows.lines().limit(PAGE).map(row -> row + "\n").collect(Collectors.joining()));
    }

    private static TxResult copying(TxSession session, TxScript script, UnaryOperator<String> change) throws TxFailure {
        List<TxStatement> changed = new ArrayList<>();
        for (TxStatement statement : script.statements()) {
            String rows = statement.copyData();
            changed.add(rows == null ? statement : new TxStatement(statement.sql(), change.apply(rows)));
        }
        return session.run(new TxScript(script.mode(), changed));
    }
}
