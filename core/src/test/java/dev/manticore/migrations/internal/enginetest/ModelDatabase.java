package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database in memory that fails when told to. Its clock moves by 100 ms with each call. */
public final class ModelDatabase {
    public final Database identity;
    public ModelState state = new ModelState();
    private final List<TxScript> underWay = new ArrayList<>();
    private long now = 1_000_000;
    /** Which connection sends the script that is carried out: the number of its server process. */
    int executing;

    public ModelDatabase(Product product) {
        identity = new Database(product, product == Product.POSTGRESQL ? "17.0" : "25.4.0");
    }

    public long nanoTime() {
        return now * 1_000_000;
    }

    public long millis() {
        return now;
    }

    public void pass(long millis) {
        now += millis;
    }

    public boolean isLeaseHeld() {
        return state.lease != null && state.lease.expires() >= now;
    }

    public TxResult run(TxScript script, Map<String, String> session, Fault fault) throws TxFailure {
        now += 100;
        if (fault instanceof Fault.Meanwhile meanwhile) {
            meanwhile.deed().accept(this);
            return run(script, session, meanwhile.then());
        } else if (fault instanceof Fault.Broken broken) {
            throw broken.bug();
        } else if (fault instanceof Fault.Refused refused) {
            for (int i = 0; i < script.statements().size(); i++) {
                if (refused.which().test(script.statements().get(i).sql())) {
                    throw Fault.failure(
                            Phase.STATEMENT, refused.sqlState(), refused.sessionLost(), i, refused.position());
                }
            }
        } else if (fault instanceof Fault.SchemaLocked) {
            throw TxFailure.in(Phase.STATEMENT, "schema changes are disallowed on table \"t\" because it is locked")
                    .sqlState("57000")
                    .statement(0)
                    .build();
        } else if (fault instanceof Fault.CommitRefused refused) {
            throw Fault.failure(Phase.COMMIT, refused.sqlState(), false, -1, 0);
        } else if (fault instanceof Fault.Partial) {
            execute(script, session);
            throw Fault.failure(Phase.COMMIT, "XXA00", false, -1, 0);
        } else if (fault instanceof Fault.Lost lost) {
            unanswered(script, session, lost.fate());
            throw Fault.failure(Phase.UNANSWERED, lost.sqlState(), lost.sessionLost(), -1, 0);
        } else if (fault instanceof Fault.TimedOut timedOut) {
            unanswered(script, session, timedOut.fate());
            throw Fault.timeout();
        }
        return execute(script, session);
    }

    /** Several transactions in one message, each of which commits alone. PostgreSQL parses all of it first. */
    public void run(TxBatch batch, Map<String, String> session, List<Fault> faults, Runnable committed)
            throws TxFailure {
        List<TxScript> transactions = batch.transactions();
        for (int i = 0; i < transactions.size(); i++) {
            if (faults.get(i) instanceof Fault.RefusedAsWhole refused
                    && transactions.get(i).statements().stream()
                            .anyMatch(statement -> refused.which().test(statement.sql()))) {
                now += 100;
                throw Fault.failure(Phase.STATEMENT, refused.sqlState(), false, -1, 0);
            }
            if (faults.get(i) instanceof Fault.Refused refused
                    && refused.sqlState().equals("42601")) {
                for (int statement = 0;
                        statement < transactions.get(i).statements().size();
                        statement++) {
                    if (refused.which()
                            .test(transactions
                                    .get(i)
                                    .statements()
                                    .get(statement)
                                    .sql())) {
                        now += 100;
                        throw Fault.failure(Phase.STATEMENT, "42601", false, batch.statementsBefore(i) + statement, 1);
                    }
                }
            }
        }
        for (int i = 0; i < transactions.size(); i++) {
            try {
                run(transactions.get(i), session, faults.get(i));
                committed.run();
            } catch (TxFailure failure) {
                if (faults.get(i) instanceof Fault.Lost lost) {
                    unansweredBehind(transactions.subList(i + 1, transactions.size()), session, lost.fate());
                }
                throw failure.statement() < 0 ? failure : failure.at(batch.statementsBefore(i) + failure.statement());
            }
        }
    }

    private void unansweredBehind(List<TxScript> behind, Map<String, String> session, Fate fate) {
        try {
            for (TxScript script : behind) {
                unanswered(script, session, fate);
            }
        } catch (TxFailure refused) {
            // The server skips the rest, and nobody is there to hear of it.
        }
    }

    private void unanswered(TxScript script, Map<String, String> session, Fate fate) throws TxFailure {
        if (fate == Fate.DONE_LATE) {
            underWay.add(script);
        } else if (fate == Fate.DONE) {
            execute(script, session);
        }
    }

    /** All or nothing, as PostgreSQL does also with several statements in one message. */
    private TxResult execute(TxScript script, Map<String, String> session) throws TxFailure {
        if (script.statements().stream().anyMatch(statement -> statement.sql().contains("AS held (id, token"))) {
            List<TxScript> late = List.copyOf(underWay);
            underWay.clear();
            for (TxScript earlier : late) {
                finish(earlier);
            }
        }
        ModelState copy = new ModelState(state);
        Map<String, String> settings = new TreeMap<>(session);
        ModelSql sql = new ModelSql(copy, settings, executing, now);
        List<Rows> answers = new ArrayList<>();
        List<Long> changed = new ArrayList<>();
        for (TxStatement statement : script.statements()) {
            try {
                Rows rows = sql.execute(statement.sql());
                // Adapters drop the rows of a transaction.
                changed.add(sql.changed);
                answers.add(script.mode() == TxScript.Mode.AUTOCOMMIT ? rows : Rows.NONE);
            } catch (ModelSql.Refusal refusal) {
                throw Fault.failure(Phase.STATEMENT, refusal.sqlState, false, answers.size(), 0);
            }
        }
        if (sql.savedLocally) {
            settings.remove(ModelSql.SAVED);
        }
        state = copy;
        session.clear();
        session.putAll(settings);
        return new TxResult(answers, changed);
    }

    private void finish(TxScript earlier) {
        try {
            execute(earlier, new TreeMap<>());
        } catch (TxFailure refused) {
            // Nobody is there to hear of it.
        }
    }
}
