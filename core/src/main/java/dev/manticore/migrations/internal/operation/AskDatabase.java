package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;

/** Executes a query of the user's. */
public record AskDatabase(String select) implements Operation<Rows> {

    /** Takes the semicolon away. */
    public AskDatabase {
        SplitScript script;
        try {
            script = SqlSplitter.split(select);
        } catch (SqlSyntaxException malformed) {
            throw new IllegalArgumentException("the query cannot be read: " + malformed.getMessage(), malformed);
        }
        if (script.statements().size() != 1) {
            throw new IllegalArgumentException(
                    "one query is expected, but this has " + script.statements().size() + " statements: " + select);
        }
        select = script.statements().get(0).text(script.text());
    }

    @Override
    public Rows carryOut(Run run) {
        HistoryReader.connect(run);
        Query<Rows> query = new Query<>(List.of(select), answers -> answers.get(0));
        try {
            return run.retrying(RetryPolicy.TRANSACTION, "before anything was done", () -> run.ask(query));
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "executing the query", MigrationReport.EMPTY);
        }
    }
}
