package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.ServerMessage.Severity;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Connections to a {@link ModelDatabase}; they record every call. */
public final class ModelConnections implements TxRunner {
    /** Between the transactions of a message. */
    public static final String BEHIND = "\n;; ";

    private final ModelDatabase database;
    private final Faults faults;
    private final List<String> calls = new ArrayList<>();
    private int opened;
    private int open;

    public ModelConnections(ModelDatabase database, Faults faults) {
        this.database = database;
        this.faults = faults;
    }

    List<String> calls() {
        return calls;
    }

    int stillOpen() {
        return open;
    }

    @Override
    public TxSession open() throws TxFailure {
        calls.add("open");
        Fault fault = faults.at("open");
        if (fault instanceof Fault.Meanwhile meanwhile) {
            meanwhile.deed().accept(database);
        } else if (fault instanceof Fault.Unreachable unreachable) {
            throw Fault.failure(Phase.CONNECT, unreachable.sqlState(), false, -1, 0);
        } else if (fault instanceof Fault.Broken broken) {
            throw broken.bug();
        }
        open++;
        return new Connection(++opened);
    }

    static String text(TxScript script) {
        return script.mode() + "\n"
                + script.statements().stream()
                        .map(statement ->
                                sql(statement) + (statement.copyData() == null ? "" : "\n<<" + statement.copyData()))
                        .collect(Collectors.joining("\n;\n"));
    }

    /** What looks for a statement contains it, but does not execute it. */
    private static String sql(TxStatement statement) {
        return statement.sql().contains("pg_stat_activity")
                ? statement.sql().replaceAll("'(?:[^']|'')*'", "'..'")
                : statement.sql();
    }

    private final class Connection implements TxSession {
        private final int number;
        private final Map<String, String> settings = new TreeMap<>();
        private Consumer<ServerMessage> receiver = message -> {};
        private boolean lost;
        private boolean closed;

        Connection(int number) {
            this.number = number;
        }

        @Override
        public Database database() throws TxFailure {
            calls.add("identify " + number);
            Fault fault = faults.at("identify");
            if (fault instanceof Fault.Lost failed) {
                lost = failed.sessionLost();
                throw Fault.failure(Phase.UNANSWERED, failed.sqlState(), lost, -1, 0);
            } else if (fault instanceof Fault.Broken broken) {
                throw broken.bug();
            }
            return database.identity;
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            String text = text(script);
            calls.add("run " + number + " " + text);
            if (closed || lost) {
                throw new AssertionError("a call on a connection that is " + (closed ? "closed" : "lost"));
            }
            try {
                database.executing = number;
                return database.run(script, settings, said(faults.at(text)));
            } catch (TxFailure failure) {
                lost = failure.sessionLost();
                if (failure.is("22012")) {
                    calls.add("LOST THE LEASE");
                }
                throw failure;
            }
        }

        @Override
        public boolean sendsBatches() {
            return true;
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            calls.add("run " + number + " "
                    + batch.transactions().stream().map(ModelConnections::text).collect(Collectors.joining(BEHIND)));
            if (closed || lost) {
                throw new AssertionError("a call on a connection that is " + (closed ? "closed" : "lost"));
            }
            try {
                database.executing = number;
                List<Fault> each = new ArrayList<>();
                for (TxScript script : batch.transactions()) {
                    each.add(said(faults.at(text(script))));
                }
                database.run(batch, settings, each, committed);
            } catch (TxFailure failure) {
                lost = failure.sessionLost();
                if (failure.is("22012")) {
                    calls.add("LOST THE LEASE");
                }
                throw failure;
            }
        }

        /** The code's statement as one of the transaction's. */
        @Override
        public void run(TxCode code) throws TxFailure {
            List<TxStatement> statements = new ArrayList<>(code.before());
            statements.add(TxStatement.of(((ModelCode) code.migration()).statement(code.direction())));
            statements.addAll(code.after());
            run(TxScript.transaction(statements));
        }

        private Fault said(Fault fault) {
            if (fault instanceof Fault.Announced announced) {
                receiver.accept(new ServerMessage(Severity.NOTICE, "00000", announced.notice(), null, null));
                return announced.then();
            }
            return fault;
        }

        @Override
        public void onMessage(Consumer<ServerMessage> newReceiver) {
            receiver = newReceiver;
        }

        @Override
        public OptionalInt backend() {
            return OptionalInt.of(number);
        }

        @Override
        public void abort() {
            calls.add("abort " + number);
            lost = true;
        }

        @Override
        public void close() {
            calls.add("close " + number + (lost || settings.isEmpty() ? "" : " LEAKING " + settings));
            if (closed) {
                throw new AssertionError("closed twice");
            }
            closed = true;
            open--;
        }
    }
}
