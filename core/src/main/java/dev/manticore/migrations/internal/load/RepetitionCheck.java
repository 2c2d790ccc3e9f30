package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.internal.sql.rules.DataChange;
import dev.manticore.migrations.internal.sql.rules.DataChange.End;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import java.util.Optional;
import java.util.function.Consumer;

/** What cannot be repeated, and what would never end. */
record RepetitionCheck(Script script, Consumer<Problem> problems) {
    private static final String LIMIT = " or limit the repetitions with max=N.";

    void check() {
        if (script.header().repetitions().isEmpty()) {
            return;
        }
        for (SqlStatement statement : script.sql().statements()) {
            script.repetition(statement).ifPresent(repetition -> check(statement, repetition));
        }
        for (TransactionBlock block : script.blocks()) {
            script.statements().subList(block.from(), block.to()).stream()
                    .filter(statement -> script.repetition(statement).isPresent())
                    .forEach(statement -> refuse(
                            statement,
                            Kind.TRANSACTION_IMPOSSIBLE,
                            "Each repetition of this statement is a transaction of its own, but the script's own "
                                    + (block.begin() == null ? "COMMIT makes" : "BEGIN and COMMIT make")
                                    + " it a part of one.",
                            block.begin() == null
                                    ? "Remove the script's COMMIT, or write BEGIN where its transaction begins."
                                    : "Move it before BEGIN or behind COMMIT."));
        }
    }

    private void check(SqlStatement statement, Repetition repetition) {
        Optional<DataChange> change = script.sql().dataChange(statement);
        if (change.isEmpty()) {
            refuse(
                    statement,
                    Kind.INVALID_SCRIPT,
                    "Only INSERT, UPDATE, DELETE and MERGE can be repeated until they change no row, with or without WITH"
                            + " before them.",
                    "Remove repeat=until-empty, or move it before the statement that is to be repeated.");
            return;
        }
        if (repetition.until().isEmpty()) {
            earlyEnd(change.get())
                    .ifPresent(reason -> refuse(
                            statement,
                            Kind.INVALID_SCRIPT,
                            reason,
                            "Add until=\"SELECT ..\", a query for the rows that remain: the repetitions end when it returns"
                                    + " none."));
        }
        if (repetition.max().isEmpty()) {
            checkEnd(statement, change.get(), repetition);
        }
        repetition.until().ifPresent(this::check);
    }

    private void checkEnd(SqlStatement statement, DataChange change, Repetition repetition) {
        boolean update = change.verb().equals("UPDATE");
        String leaveOut = "Leave the rows out that are done, e.g. with WHERE "
                + (update ? "new_column IS NULL," : "NOT EXISTS (SELECT ..),") + LIMIT;
        if (change.end() == End.NEVER) {
            refuse(
                    statement,
                    Kind.INVALID_SCRIPT,
                    "This " + change.verb() + " would be repeated without end: it "
                            + (update
                                    ? "has no WHERE, and changes all rows again each time."
                                    : "inserts rows each time that it is executed."),
                    leaveOut);
        } else if (change.end() == End.DEPENDS_ON_READ_ROWS
                && repetition.until().isEmpty()) {
            refuse(
                    statement,
                    Kind.INVALID_SCRIPT,
                    "This " + change.verb()
                            + " may be repeated without end: nothing in its text leaves the rows out that are"
                            + " done.",
                    leaveOut
                            + " If what it reads leaves them out, as a view can, add until=\"SELECT ..\", a query for the"
                            + " rows that remain.");
        }
    }

    /** Why a repetition that changes no row does not mean that none remains. */
    private static Optional<String> earlyEnd(DataChange change) {
        if (change.skipsLocked()) {
            return Optional.of(
                    "SKIP LOCKED passes over rows that other sessions have locked, so a repetition can change no"
                            + " row although rows remain.");
        }
        return change.nested()
                ? Optional.of("WITH changes rows as well, but the server counts only those of the " + change.verb()
                        + " behind it, so a repetition can seem to change no row although rows remain.")
                : Optional.empty();
    }

    private void check(Repetition.Until until) {
        String wrong = null;
        try {
            SplitScript query = SqlSplitter.split(until.query());
            boolean reads = query.statements().size() == 1
                    && query.dataChange(query.statements().get(0)).isEmpty()
                    && query.text().substring(query.statements().get(0).start()).matches("(?is)(SELECT|WITH)\\b.*");
            wrong = reads || until.query().isEmpty() ? null : "The value of until is not one SELECT.";
        } catch (SqlSyntaxException invalid) {
            wrong = "The query of until cannot be read: " + invalid.getMessage() + ".";
        }
        if (wrong != null) {
            problems.accept(
                    new Problem(
                            Kind.INVALID_SCRIPT,
                            wrong,
                            script.locate(until.offset()),
                            "Write a query for what remains, e.g. until=\"SELECT 1 FROM t WHERE new_column IS NULL LIMIT 1\"."));
        }
    }

    private void refuse(SqlStatement statement, Kind kind, String message, String remedy) {
        problems.accept(new Problem(kind, message, script.locate(statement.start()), remedy));
    }
}
