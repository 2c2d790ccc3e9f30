package dev.manticore.migrations;

import dev.manticore.migrations.internal.sql.lexer.SqlTokens;
import java.util.List;
import java.util.Objects;

/**
 * A statement of a script, without BEGIN and COMMIT.
 *
 * @param location where it begins in its file
 * @param sql its text, without a semicolon; with the values of placeholders if the plan has them
 * @param asWritten whether the file has exactly this text: no placeholder is in it
 * @param refusesTransaction whether the server refuses it in a transaction, or may refuse it there depending on what is not in
 *     its text
 * @param repeatable whether its text shows that executing it again succeeds and has no further effect
 * @param allowances what the linter is to be silent about, in the order of the script
 */
public record ScriptStatement(
        SourceLocation location,
        String sql,
        boolean asWritten,
        boolean refusesTransaction,
        boolean repeatable,
        List<Allowance> allowances) {

    public ScriptStatement {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(sql, "sql");
        allowances = List.copyOf(allowances);
    }

    /** Its tokens, cut anew with each call. Backslashes are escapes in {@code E'..'} strings only. */
    public List<SqlToken> tokens() {
        return SqlTokens.of(sql);
    }
}
