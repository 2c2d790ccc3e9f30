package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.ScriptStatement;
import dev.manticore.migrations.SqlToken;
import dev.manticore.migrations.inspection.lint.Fix.Insertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mechanical changes of a file. */
final class Fixes {
    private Fixes() {}

    /** Adds a line to the header. */
    static Optional<Fix> header(String line) {
        return Optional.of(new Fix(List.of(), List.of(line)));
    }

    /**
     * Puts a word behind the keyword INDEX. Nothing if the script has anything else: it would no longer commit together.
     *
     * @param existence {@code IF NOT EXISTS} or {@code IF EXISTS}: it makes the statement safe to repeat
     */
    static Optional<Fix> concurrently(ObservedStatement statement, String existence) {
        return statement.text().find("INDEX").filter(at -> isAlone(statement)).map(at -> {
            SqlToken index = statement.text().tokens().get(at);
            boolean named = !statement.text().has("INDEX", "ON");
            boolean guarded = statement.text().has("INDEX", "IF");
            String words = " CONCURRENTLY" + (guarded || !named ? "" : " " + existence);
            return new Fix(List.of(insertion(statement.statement(), index.end(), words)), List.of());
        });
    }

    /**
     * Puts {@code NOT VALID} behind the only action of an ALTER TABLE, and what validates the constraint behind that, each in a
     * transaction of its own. Nothing if the script has anything else, the statement other actions, or if the constraint is
     * a column's: NOT VALID is for those of tables.
     */
    static Optional<Fix> notValid(ObservedStatement statement, String validation) {
        if (!isAlone(statement)
                || !addsConstraint(statement.text())
                || statement.text().hasOutside(",")) {
            return Optional.empty();
        }
        ScriptStatement script = statement.statement();
        List<Insertion> insertions = new ArrayList<>();
        insertions.add(insertion(script, 0, "BEGIN;\n"));
        insertions.add(insertion(
                script,
                script.sql().length(),
                " NOT VALID;\nCOMMIT;\n\n-- Reads all rows, and blocks neither readers nor writers.\nBEGIN;\n"
                        + validation + ";\nCOMMIT"));
        return Optional.of(new Fix(insertions, List.of()));
    }

    private static boolean addsConstraint(StatementText text) {
        return text.hasOutside("ADD", "CONSTRAINT")
                || text.hasOutside("ADD", "CHECK")
                || text.hasOutside("ADD", "FOREIGN");
    }

    private static boolean isAlone(ObservedStatement statement) {
        return statement.statement().asWritten()
                && statement.migration().script().isOneStatement();
    }

    private static Insertion insertion(ScriptStatement statement, int offset, String text) {
        String before = statement.sql().substring(0, offset);
        int line = statement.location().line();
        int start = 0;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 == before.length() || before.charAt(i + 1) != '\n'));
            if (ends) {
                line++;
                start = i + 1;
            }
        }
        int column = before.codePointCount(start, before.length())
                + (start == 0 ? statement.location().column() : 1);
        return new Insertion(line, column, text);
    }
}
