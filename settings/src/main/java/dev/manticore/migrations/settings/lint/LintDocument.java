package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.lint.Change;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.StatementRecord;
import dev.manticore.migrations.inspection.lint.TableLock;
import dev.manticore.migrations.settings.json.JsonObject;
import dev.manticore.migrations.settings.json.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON document of the command {@code lint}, see {@code docs/json.md}. */
public final class LintDocument {
    private LintDocument() {}

    /** The document as maps and lists. */
    public static Map<String, @Nullable Object> of(LintResult result) {
        return new JsonObject()
                .with("command", "lint")
                .with("failOn", result.failOn().name())
                .with("failed", result.failed())
                .with(
                        "findings",
                        result.report().findings().stream()
                                .map(LintDocument::finding)
                                .toList())
                .with(
                        "statements",
                        result.report().statements().stream()
                                .map(LintDocument::statement)
                                .toList())
                .with("fixed", result.fixed())
                .with("notFixed", result.notFixed())
                .members();
    }

    static String text(LintResult result) {
        return JsonText.of(of(result));
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        return place(
                        new JsonObject()
                                .with("rule", finding.rule())
                                .with("level", finding.level().name()),
                        finding.migration(),
                        finding.location())
                .with("statement", finding.sql())
                .with("message", finding.message())
                .with("advice", finding.advice())
                .with("saferSql", finding.saferSql())
                .with("tables", finding.tables())
                .with("fixable", finding.fix().isPresent())
                .members();
    }

    private static Map<String, @Nullable Object> statement(StatementRecord statement) {
        return place(new JsonObject(), statement.migration(), statement.location())
                .with("statement", statement.sql())
                .with("transaction", statement.transaction())
                .with("observed", statement.observed())
                .with("locks", locks(statement.locks()))
                .with("held", locks(statement.held()))
                .with("rewritten", statement.rewritten())
                .with("scanned", statement.scanned())
                .with(
                        "changes",
                        statement.changes().stream().map(Change::toString).toList())
                .members();
    }

    private static JsonObject place(JsonObject object, MigrationId migration, SourceLocation location) {
        return object.with("version", migration instanceof Version ? migration.toString() : null)
                .with("repeatable", migration instanceof RepeatableName name ? name.name() : null)
                .with("file", location.origin())
                .with("line", location.line() == 0 ? null : location.line())
                .with("column", location.column() == 0 ? null : location.column());
    }

    private static List<Map<String, @Nullable Object>> locks(List<TableLock> locks) {
        return locks.stream()
                .map(lock -> new JsonObject()
                        .with("table", lock.table())
                        .with("mode", lock.mode().name())
                        .members())
                .toList();
    }
}
