package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxPart;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for the time that a runner uses it. */
final class JdbcTxSession implements TxSession {
    private static final Logger log = LoggerFactory.getLogger(JdbcTxSession.class);

    private static final String GIVEN_UP = "The connection was aborted before the server answered";

    private final Connection connection;
    private final Wire wire;
    private final Database database;
    private final Object handingBack = new Object();
    private boolean closed;
    // Guarded by handingBack: from then on, the connection belongs to the pool.
    private boolean givenBack;
    private volatile boolean givenUp;

    private JdbcTxSession(Connection connection, Wire wire, Database database) {
        this.connection = connection;
        this.wire = wire;
        this.database = database;
    }

    static JdbcTxSession on(Connection connection, DataSource origin) throws TxFailure {
        QueryExecutor executor = executor(connection, origin);
        Database database = Database.identify(executor.getParameterStatus("crdb_version"), executor.getServerVersion())
                .named(executor.getDatabase(), executor.getUser());
        Wire wire = new Wire(executor);
        if (wire.inTransaction() && !endIdleTransaction(connection, wire, database)) {
            throw Failures.connecting("The DataSource " + origin.getClass().getName()
                            + " returned a connection that is already in a transaction; migrations need one outside any"
                            + " transaction")
                    .build();
        }
        return new JdbcTxSession(connection, wire, database);
    }

    /**
     * A pool without autocommit returns connections in the transaction that its own first queries began. That
     * transaction is committed, to keep the settings that the pool made in it. A transaction that wrote something is
     * not the pool's.
     */
    private static boolean endIdleTransaction(Connection connection, Wire wire, Database database) throws TxFailure {
        try {
            if (connection.getAutoCommit()) {
                return false;
            }
        } catch (SQLException failure) {
            throw Failures.connecting(failure).build();
        }
        if (!database.isCockroach()) {
            Answers wrote = wire.exchange("SELECT txid_current_if_assigned()", true);
            if (!wire.isLost()
                    && (wrote.count() != 1
                            || wrote.rows().get(0).values().get(0).get(0) != null)) {
                return false;
            }
        }
        Answers committed = wire.exchange("COMMIT", false);
        SQLException lost = committed.complaint();
        if (wire.isLost() && lost != null) {
            throw Failures.connecting(lost).build();
        }
        return committed.tag().equals("COMMIT");
    }

    private static QueryExecutor executor(Connection connection, DataSource origin) throws TxFailure {
        try {
            return connection.unwrap(BaseConnection.class).getQueryExecutor();
        } catch (SQLException failure) {
            throw Failures.connecting("Expected a connection of the PostgreSQL JDBC driver (org.postgresql), but the"
                            + " DataSource " + origin.getClass().getName() + " returned a "
                            + connection.getClass().getName() + product(connection) + " that does not unwrap to one")
                    .cause(failure)
                    .build();
        }
    }

    /** Which database it leads to; empty if it does not tell. */
    private static String product(Connection connection) {
        try {
            return ", whose database is " + connection.getMetaData().getDatabaseProductName() + ", and";
        } catch (SQLException unknown) {
            return "";
        }
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public TxResult run(TxScript script) throws TxFailure {
        refuseIfClosed();
        List<Rows> rows = new ArrayList<>(script.statements().size());
        List<Long> changed = new ArrayList<>(script.statements().size());
        // The results of a script's queries are not needed, and may be larger than the heap.
        boolean keepRows = script.mode() == TxScript.Mode.AUTOCOMMIT;
        for (TxPart part : TxPart.of(script)) {
            if (part instanceof TxPart.Message message) {
                Answers answers = send(message, keepRows);
                rows.addAll(message.text().rows(answers.rows()));
                changed.addAll(message.text().changed(answers.changed()));
            } else if (part instanceof TxPart.Copy copy) {
                copy(copy);
                rows.add(Rows.NONE);
                changed.add(TxResult.UNCOUNTED);
            }
        }
        refuseIfLeftOpen();
        return new TxResult(rows, changed);
    }

    @Override
    public boolean sendsBatches() {
        return true;
    }

    @Override
    public void run(TxBatch batch, Runnable committed) throws TxFailure {
        refuseIfClosed();
        boolean[] misunderstood = {false};
        Answers answers = wire.exchangeCancellably(batch.sql(), false, (number, tag) -> {
            if (batch.isCommit(number)) {
                misunderstood[0] |= !tag.equals("COMMIT");
                if (!misunderstood[0]) {
                    committed.run();
                }
            }
        });
        SQLException refusal = answers.refusal();
        if (refusal != null && !misunderstood[0]) {
            ServerErrorMessage server = Objects.requireNonNull(Failures.serverMessage(refusal));
            throw failed(Failures.details(
                    batch.refused(Failures.text(refusal), answers.count(), server.getPosition(), wire.isLost()),
                    refusal));
        }
        if (wire.isLost() || misunderstood[0] || answers.count() != batch.answers()) {
            throw unanswered(answers.complaint());
        }
        refuseIfLeftOpen();
    }

    @Override
    public void run(TxCode code) throws TxFailure {
        refuseIfClosed();
        send(code.first(), false);
        boolean autocommit = false;
        try {
            autocommit = connection.getAutoCommit();
            if (autocommit) {
                // In a transaction this sends nothing. The driver needs it for savepoints, and to read rows with a
                // cursor.
                connection.setAutoCommit(false);
            }
            wire.callCancellably(new CodeCall(connection, code)::make);
            send(code.last(), false);
            refuseIfLeftOpen();
        } catch (TxFailure failure) {
            throw failure;
        } catch (Exception | Error thrown) {
            throw thrown(code, thrown);
        } finally {
            if (autocommit) {
                switchAutocommitOn();
            }
        }
    }

    private TxFailure thrown(TxCode code, Throwable thrown) {
        CodeCall call = new CodeCall(connection, code);
        if (!wire.isLost()) {
            Answers savepoint = wire.exchange(TxCode.ROLLBACK, false);
            SQLException refusal = savepoint.refusal();
            String state = refusal == null ? null : refusal.getSQLState();
            if (refusal != null && state != null && TxCode.isEnded(state)) {
                return failed(code.ended(Failures.text(refusal), state, thrown));
            }
        }
        if (wire.isLost()) {
            return unanswered(CodeCall.telling(thrown));
        }
        return failed(call.failed(thrown));
    }

    /** Sends nothing outside of a transaction; in one it would commit. */
    private void switchAutocommitOn() {
        if (wire.isLost() || wire.inTransaction()) {
            return;
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            log.debug("Could not switch autocommit on", failure);
            wire.abort();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    private void refuseIfLeftOpen() throws TxFailure {
        if (wire.inTransaction()) {
            throw failed(TxFailure.in(Phase.COMMIT, "The script left a transaction open; it was rolled back"));
        }
    }

    private Answers send(TxPart.Message part, boolean keepRows) throws TxFailure {
        Answers answers = wire.exchangeCancellably(part.text().sql(), keepRows);
        SQLException refusal = answers.refusal();
        if (refusal != null) {
            throw refused(refusal, part, answers.count());
        }
        // From here on, the server has executed what was sent, or the connection is lost.
        boolean understood = answers.count() == part.text().answers() && (answers.complete() || !keepRows);
        if (wire.isLost() || !understood) {
            throw unanswered(answers.complaint());
        }
        if (part.commits() && !answers.tag().equals("COMMIT")) {
            throw failed(TxFailure.in(
                    Phase.COMMIT, "The server answered COMMIT with " + answers.tag() + ": nothing was committed"));
        }
        return answers;
    }

    private TxFailure refused(SQLException refusal, TxPart.Message part, int answered) {
        ServerErrorMessage server = Objects.requireNonNull(Failures.serverMessage(refusal));
        return failed(Failures.details(
                part.refused(Failures.text(refusal), answered, server.getPosition(), wire.isLost()), refusal));
    }

    private void copy(TxPart.Copy part) throws TxFailure {
        try {
            wire.copy(part);
        } catch (SQLException failure) {
            ServerErrorMessage server = Failures.serverMessage(failure);
            if (server == null) {
                throw unanswered(failure);
            }
            throw failed(Failures.of(wire.isLost() ? Phase.UNANSWERED : Phase.STATEMENT, failure)
                    .statement(part.first())
                    .position(server.getPosition()));
        }
    }

    /** A definite failure: ends the transaction, which makes the session usable again. */
    private TxFailure failed(TxFailure.Builder failure) {
        wire.rollback();
        return failure.sessionLost(wire.isLost()).build();
    }

    /** The server's answer did not arrive or was not understood. The connection cannot tell the outcome any more. */
    private TxFailure unanswered(@Nullable Throwable complaint) {
        wire.abort();
        TxFailure.Builder failure = complaint == null
                ? TxFailure.in(Phase.UNANSWERED, givenUp ? GIVEN_UP : "Unexpected answer from the server")
                : Failures.of(Phase.UNANSWERED, complaint);
        return failure.sessionLost(true).build();
    }

    @Override
    public void cancel() {
        if (knowsCancelRequests()) {
            wire.cancel();
        }
    }

    /** CockroachDB sends a key for them from 22.1 on. A connection pooler may announce a negative process. */
    private boolean knowsCancelRequests() {
        return wire.backend() != 0 && (!database.isCockroach() || database.isAtLeast(22, 1));
    }

    /** Pools that check returned connections, e.g. HikariCP, find it closed. */
    @Override
    public void abort() {
        synchronized (handingBack) {
            if (!givenBack) {
                givenUp = true;
                wire.abortFromOutside();
            }
        }
    }

    /** CockroachDB has no process per session: it reports 0 or the node's number. */
    @Override
    public OptionalInt backend() {
        int process = wire.backend();
        return process == 0 || database.isCockroach() ? OptionalInt.empty() : OptionalInt.of(process);
    }

    @Override
    public void onMessage(Consumer<ServerMessage> receiver) {
        wire.onMessage(receiver);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        wire.rollback();
        synchronized (handingBack) {
            givenBack = true;
        }
        giveBack(connection);
    }

    static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException failure) {
            log.debug("Could not return a connection", failure);
        }
    }
}
