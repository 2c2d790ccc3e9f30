package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.util.ArrayList;
import java.util.List;

/** What a callback must not contain: it is one transaction, or a part of a migration's. */
final class CallbackRules {
    private final CallbackEvent event;
    private final Script script;
    private final List<Problem> problems = new ArrayList<>();

    private CallbackRules(CallbackEvent event, Script script) {
        this.event = event;
        this.script = script;
    }

    /** The script of a callback with what is wrong with it. */
    static Script check(CallbackEvent event, Script script) {
        CallbackRules rules = new CallbackRules(event, script);
        rules.check();
        return script.with(rules.problems);
    }

    private void check() {
        // Of a migration, a BEGIN needs a COMMIT; here, none of them can stay.
        script.problems().stream()
                .filter(problem ->
                        problem.kind() != Kind.TRANSACTION_CONTROL && problem.kind() != Kind.TRANSACTION_IMPOSSIBLE)
                .forEach(problems::add);
        script.sql().statements().forEach(this::check);
        script.repeated()
                .ifPresent(statement -> refuse(
                        Kind.TRANSACTION_IMPOSSIBLE,
                        "Each repetition of this statement is a transaction of its own, but " + transaction() + ".",
                        statement,
                        "Move it to a migration."));
        checkHeader();
    }

    private void check(SqlStatement statement) {
        if (statement.has(Trait.TRANSACTION_CONTROL)) {
            refuse(
                    Kind.TRANSACTION_CONTROL,
                    "A callback must not begin or end a transaction: " + transaction() + ".",
                    statement,
                    "Remove the statement.");
        } else if (statement.has(Trait.REFUSES_TRANSACTION)) {
            refuse(
                    Kind.TRANSACTION_IMPOSSIBLE,
                    "This statement cannot run in a transaction, and " + transaction() + ".",
                    statement,
                    "Move it to a migration: its statements can commit one by one.");
        }
    }

    private String transaction() {
        return event.isOfEachMigration()
                ? event.fileName() + " is part of the transaction of each migration"
                : event.fileName() + " is executed in a transaction of its own";
    }

    private void checkHeader() {
        if (script.transaction().filter(TransactionMode.NONE::equals).isPresent()) {
            boolean inHeader = script.header().transaction().isPresent();
            refuse(
                    inHeader ? Kind.INVALID_SCRIPT : Kind.INVALID_SCRIPT_SETTINGS,
                    (inHeader
                                    ? "The header says transaction=none"
                                    : script.file().name() + ".conf says executeInTransaction=false")
                            + ", but " + transaction() + ".",
                    "Remove the entry.");
        }
        if (!script.header().after().isEmpty()) {
            refuse(
                    Kind.INVALID_SCRIPT,
                    "The header has after, but only a repeatable migration can come after another one.",
                    "Remove the entry. Callbacks of one event are executed in the order of their descriptions.");
        }
        if (event.isOfEachMigration()
                && (script.header().lockTimeout().isPresent()
                        || script.header().statementTimeout().isPresent())) {
            refuse(
                    Kind.INVALID_SCRIPT,
                    "The header sets a timeout, but " + transaction() + ", and has no settings of its own.",
                    "Write a statement instead, e.g. SET LOCAL lock_timeout = '5s'.");
        }
    }

    private void refuse(Kind kind, String message, SqlStatement statement, String remedy) {
        problems.add(new Problem(kind, message, script.locate(statement.start()), remedy));
    }

    private void refuse(Kind kind, String message, String remedy) {
        problems.add(new Problem(kind, message, SourceLocation.file(script.origin()), remedy));
    }
}
