package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.placeholder.HiddenValues;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.util.function.Consumer;

/** What a script must not contain, whatever database it is for. */
final class ScriptRules {
    private final ScriptFile file;
    private final SplitScript sql;
    private final HiddenValues hidden;
    private final Consumer<Problem> problems;

    private ScriptRules(ScriptFile file, SplitScript sql, HiddenValues hidden, Consumer<Problem> problems) {
        this.file = file;
        this.sql = sql;
        this.hidden = hidden;
        this.problems = problems;
    }

    /** Reports everything that is wrong with a script. */
    static void check(
            ScriptFile file, SplitScript sql, ScriptHeader header, HiddenValues hidden, Consumer<Problem> problems) {
        ScriptRules rules = new ScriptRules(file, sql, hidden, problems);
        sql.statements().forEach(rules::check);
        rules.checkSettings(header);
    }

    private void check(SqlStatement statement) {
        if (statement.has(Trait.BACKSLASH_STRINGS)) {
            problem(
                    Kind.INVALID_SCRIPT,
                    "This statement follows one that turns standard_conforming_strings off, which is not supported.",
                    statement,
                    "Remove SET standard_conforming_strings, and write strings that contain escapes as E'..'.");
        }
        sql.unbearable(statement)
                .ifPresent(setting -> problem(
                        Kind.INVALID_SCRIPT,
                        "The client cannot work with " + hidden.hide(setting)
                                + ": it needs UTF-8, and a DateStyle that begins with ISO.",
                        statement,
                        "Remove the statement, write SET LOCAL, which ends with the transaction, or use an ISO style,"
                                + " e.g. SET datestyle = 'ISO, DMY'. Scripts are sent as UTF-8."));
    }

    private void problem(Kind kind, String message, SqlStatement statement, String remedy) {
        problems.accept(
                new Problem(kind, message, Script.locate(file.origin(), sql.source(), statement.start()), remedy));
    }

    /** The header and the file beside the script must not contradict each other. */
    private void checkSettings(ScriptHeader header) {
        boolean required =
                header.transaction().filter(TransactionMode.REQUIRED::equals).isPresent();
        file.settings()
                .executeInTransaction()
                .filter(wanted -> header.transaction().isPresent() && wanted != required)
                .ifPresent(wanted -> problems.accept(new Problem(
                        Kind.INVALID_SCRIPT_SETTINGS,
                        "The header says transaction=" + (required ? "required" : "none") + ", but " + file.name()
                                + ".conf says executeInTransaction=" + wanted + ".",
                        SourceLocation.file(file.origin()),
                        "Remove one of them.")));
    }
}
