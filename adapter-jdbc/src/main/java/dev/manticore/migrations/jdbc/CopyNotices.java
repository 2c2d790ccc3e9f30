package dev.manticore.migrations.jdbc;

import java.sql.SQLWarning;
import java.util.function.Consumer;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.QueryExecutorBase;

/**
 * Receives the server's notices during a COPY. The driver appends each to a chain that it walks through from its first
 * element on, which takes quadratic time and keeps all of them. This is the first element, and passes them on instead.
 */
final class CopyNotices extends SQLWarning {
    private static final long serialVersionUID = 1L;

    private final transient Consumer<SQLWarning> receiver;

    private CopyNotices(Consumer<SQLWarning> receiver) {
        this.receiver = receiver;
    }

    /** From here on, the receiver gets each notice of the connection; until {@link #end}. */
    static void begin(QueryExecutor executor, Consumer<SQLWarning> receiver) {
        executor.getWarnings();
        if (executor instanceof QueryExecutorBase driver) {
            driver.addWarning(new CopyNotices(receiver));
        }
    }

    /** The driver keeps nothing of it. */
    static void end(QueryExecutor executor) {
        executor.getWarnings();
    }

    @Override
    public void setNextWarning(SQLWarning notice) {
        receiver.accept(notice);
    }
}
