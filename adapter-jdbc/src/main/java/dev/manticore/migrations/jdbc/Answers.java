package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.Rows;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Encoding;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the answers to one simple-query message: one per executed command, then possibly an error. Never throws: the
 * driver must read the server's answer to its end, and an exception would stop it.
 */
final class Answers implements ResultHandler {

    /** Told of each command that was executed, in order with what the server says. */
    interface Progress {
        /**
         * The next command was executed.
         *
         * @param number of the command, from 1
         * @param tag e.g. {@code COMMIT}
         */
        void executed(int number, String tag);
    }

    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    // The tag that the driver reports for EmptyQueryResponse, the answer to a message without commands.
    private static final String NO_COMMAND = "EMPTY";
    private static final String NO_TRANSACTION = "25P01";

    private final Encoding encoding;
    private final Consumer<ServerMessage> receiver;
    private final Progress progress;
    private final List<Rows> rows = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();
    private Rows current = Rows.NONE;
    private String tag = "";
    private boolean complete = true;
    private @Nullable SQLException refusal;
    private @Nullable SQLException complaint;

    Answers(Encoding encoding, Consumer<ServerMessage> receiver, Progress progress) {
        this.encoding = encoding;
        this.receiver = receiver;
        this.progress = progress;
    }

    /** The number of executed commands. */
    int count() {
        return rows.size();
    }

    /** The result of each command, in order. */
    List<Rows> rows() {
        return rows;
    }

    /** How many rows each command has changed, in order; of a query, how many it returned. */
    List<Long> changed() {
        return changed;
    }

    /** The tag of the last executed command, e.g. {@code INSERT 0 1}; empty if there was none. */
    String tag() {
        return tag;
    }

    /** Whether all received rows could be read. */
    boolean complete() {
        return complete;
    }

    /** The first error that the server sent. */
    @Nullable
    SQLException refusal() {
        return refusal;
    }

    /** The first error of the driver. It does not tell what the server did. */
    @Nullable
    SQLException complaint() {
        return complaint;
    }

    /** Called before the status of a command that returns rows. */
    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        List<String> columns = Arrays.stream(fields).map(Field::getColumnLabel).toList();
        List<List<@Nullable String>> values = new ArrayList<>(tuples.size());
        try {
            for (Tuple tuple : tuples) {
                values.add(decoded(tuple));
            }
        } catch (IOException failure) {
            handleError(new SQLException("A value is not in the connection's encoding", failure));
            complete = false;
        }
        current = new Rows(columns, values);
    }

    private List<@Nullable String> decoded(@Nullable Tuple tuple) throws IOException {
        // The driver leaves null for a row that did not fit into memory.
        if (tuple == null) {
            complete = false;
            return List.of();
        }
        List<@Nullable String> row = new ArrayList<>(tuple.fieldCount());
        for (int i = 0; i < tuple.fieldCount(); i++) {
            byte[] value = tuple.get(i);
            row.add(value == null ? null : encoding.decode(value));
        }
        return row;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        if (status.equals(NO_COMMAND)) {
            return;
        }
        rows.add(current);
        changed.add(updateCount);
        current = Rows.NONE;
        tag = status;
        progress.executed(rows.size(), status);
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        pass(warning, receiver);
    }

    /** A message of the server beside its answers. */
    static void pass(SQLWarning warning, Consumer<ServerMessage> receiver) {
        if (NO_TRANSACTION.equals(warning.getSQLState())) {
            log.warn("The script's transaction had ended before its COMMIT: {}", warning.getMessage());
        } else {
            receiver.accept(Failures.message(warning));
        }
    }

    @Override
    public void handleError(SQLException error) {
        if (Failures.serverMessage(error) != null) {
            refusal = refusal == null ? error : refusal;
        } else {
            complaint = complaint == null ? error : complaint;
        }
    }

    @Override
    public void handleCompletion() {}

    @Override
    public void secureProgress() {}

    @Override
    public @Nullable SQLException getException() {
        return refusal == null ? complaint : refusal;
    }
}
