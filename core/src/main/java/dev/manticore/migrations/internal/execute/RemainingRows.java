package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.internal.sql.rules.DataChange;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the database what remains to be changed by a statement that is repeated. */
final class RemainingRows {
    private static final Set<String> NOTHING = Set.of("f", "false", "0");
    /** From here on, and then each time that the repetitions have doubled, the table's rows are counted. */
    private static final long FIRST_COUNT = 16;

    private final StepContext context;
    private final StepwiseNotes notes;
    private final StepwiseRecovery recovery;
    private final int index;
    private boolean counts = true;

    RemainingRows(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, int index) {
        this.context = context;
        this.notes = notes;
        this.recovery = recovery;
        this.index = index;
    }

    /** Whether a query for what remains returns a row, whose first value is neither false nor 0 nor NULL. */
    boolean isAny(Repetition.Until until) throws StepEnded {
        while (true) {
            try {
                Rows rows = ask(until.query());
                String first = rows.values().isEmpty() || rows.values().get(0).isEmpty()
                        ? null
                        : rows.values().get(0).get(0);
                return first != null && !NOTHING.contains(first);
            } catch (TxFailure failure) {
                if (!StepwiseRecovery.isUncertain(failure)) {
                    throw notes.leave(index, refused(until, failure));
                }
                recovery.recover(failure, List.of());
            }
        }
    }

    /**
     * Whether an UPDATE may end: it has not changed more than twice as many rows as its table has. Always true for other
     * statements, which may empty their table.
     */
    boolean mayBeFinite(Repetitions done) throws StepEnded {
        if (!counts || done.times() < FIRST_COUNT || Long.bitCount(done.times()) != 1) {
            return true;
        }
        Script script = context.step().script();
        Optional<DataChange> update = script.sql()
                .dataChange(script.statements().get(index))
                .filter(change ->
                        change.verb().equals("UPDATE") && !change.table().isEmpty());
        if (update.isEmpty()) {
            return true;
        }
        try {
            String counted = ask("SELECT count(*) FROM (SELECT 1 FROM "
                            + update.get().table() + " LIMIT " + done.rows() + ") counted")
                    .values()
                    .get(0)
                    .get(0);
            return counted == null || Long.parseLong(counted) >= done.rows() / 2;
        } catch (TxFailure failure) {
            if (StepwiseRecovery.isUncertain(failure)) {
                recovery.recover(failure, List.of());
            } else {
                // The user may not read the table.
                counts = false;
            }
            return true;
        }
    }

    /** With the session of the script. Renews the lease meanwhile. */
    private Rows ask(String query) throws TxFailure, StepEnded {
        List<TxStatement> statements = new ArrayList<>(notes.settings(index));
        statements.add(TxStatement.of(query));
        TxScript script = new TxScript(TxScript.Mode.AUTOCOMMIT, statements);
        List<Rows> answers = notes.retrying(index, () -> context.send(script)).rows();
        notes.settingsSent(index);
        return answers.get(answers.size() - 1);
    }

    private MigrationException refused(Repetition.Until until, TxFailure failure) {
        SourceLocation location = context.step().script().locate(until.offset());
        return new StatementFailedException(
                context.step().id(),
                location,
                DatabaseFailures.error(failure),
                location + ": The query of until failed: " + DatabaseFailures.described(failure)
                        + LockRetries.described(context.run(), failure, null),
                Remedy.of("Correct the query, and try again. The next run continues with this statement."),
                context.run().report(),
                failure);
    }
}
