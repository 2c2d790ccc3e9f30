package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;

/**
 * What each new session executes first.
 *
 * @param statements in order; none if there is nothing to do
 */
public record InitSql(List<String> statements) {
    public static final InitSql NONE = new InitSql(List.of());

    public InitSql {
        statements = List.copyOf(statements);
    }

    /**
     * Cuts a text into statements.
     *
     * @throws IllegalArgumentException if it cannot be cut, has no statement, or begins or ends a transaction
     */
    public static InitSql of(String text) {
        SplitScript script;
        try {
            script = SqlSplitter.split(text);
        } catch (SqlSyntaxException malformed) {
            throw new IllegalArgumentException("initSql cannot be read: " + malformed.getMessage(), malformed);
        }
        if (script.statements().isEmpty()) {
            throw new IllegalArgumentException("initSql has no statement");
        }
        script.statements()
                .forEach(statement -> script.transactionControl(statement).ifPresent(control -> {
                    throw new IllegalArgumentException("initSql must not begin or end a transaction, but has "
                            + script.excerpt(statement.start()));
                }));
        return new InitSql(script.statements().stream()
                .map(statement -> statement.text(script.text()))
                .toList());
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    List<TxStatement> asTxStatements() {
        return statements.stream().map(TxStatement::of).toList();
    }
}
