package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.Lexer;
import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The code of a DO statement. PL/pgSQL uses the server's lexer, so its statements can be recognised. In other
 * languages, only words are searched for. Dynamic SQL is not analysed.
 */
final class DoBody {

    private final String code;
    private final boolean backslashEscapes;
    private final boolean readable;

    private DoBody(String code, boolean backslashEscapes, boolean readable) {
        this.code = code;
        this.backslashEscapes = backslashEscapes;
        this.readable = readable;
    }

    /** Reads the statement from its start: {@code DO [LANGUAGE name] 'code' [LANGUAGE name]}. */
    static DoBody of(TokenCursor tokens) {
        tokens.advance();
        StringBuilder code = new StringBuilder();
        boolean plpgsql = true;
        while (!tokens.atEnd()) {
            if (tokens.accept("LANGUAGE")) {
                plpgsql = tokens.atName("PLPGSQL") || tokens.value().equalsIgnoreCase("plpgsql");
            } else if (tokens.kind() == TokenKind.STRING) {
                code.append(tokens.value());
            }
            tokens.advance();
        }
        String text = code.toString();
        return new DoBody(text, tokens.backslashEscapes(), plpgsql && hasTokens(text, tokens.backslashEscapes()));
    }

    private static boolean hasTokens(String code, boolean backslashEscapes) {
        Lexer lexer = new Lexer(code, 0, code.length(), backslashEscapes);
        try {
            while (lexer.next() != TokenKind.END) {
                // Only checks that all tokens can be read.
            }
            return true;
        } catch (SqlSyntaxException unreadable) {
            return false;
        }
    }

    /** Says whether the code commits or rolls back. PL/pgSQL has no ROLLBACK TO. */
    boolean endsTransaction() {
        return readable
                ? anyStatement(tokens -> tokens.acceptAny("COMMIT", "ROLLBACK") && (tokens.at(';') || tokens.at("AND")))
                : anyWord("commit", "rollback", "spi_commit", "spi_rollback");
    }

    /** Says whether the code calls a procedure, which may commit. */
    boolean callsProcedure() {
        return readable ? anyStatement(tokens -> tokens.at("CALL")) : anyWord("call");
    }

    Set<SessionChange> sessionChanges() {
        Set<SessionChange> changes = EnumSet.noneOf(SessionChange.class);
        if (readable) {
            anyStatement(tokens -> {
                SessionChange change = SessionRules.startsAsChange(tokens);
                if (change != null) {
                    changes.add(change);
                }
                return false;
            });
            changes.addAll(SessionRules.functionsCalled(tokens()));
            return changes;
        }
        if (anyWord("set_config")) {
            changes.add(SessionChange.SETTING);
        }
        if (anyWord(
                "pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared")) {
            changes.add(SessionChange.LASTING);
        }
        return changes;
    }

    boolean changesSchema() {
        return readable
                && anyStatement(tokens ->
                        tokens.atAny("CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "COMMENT", "REFRESH"));
    }

    private TokenCursor tokens() {
        return new TokenCursor(code, 0, code.length(), backslashEscapes);
    }

    /** Tests the condition wherever a statement may begin. */
    private boolean anyStatement(Predicate<TokenCursor> condition) {
        TokenCursor tokens = tokens();
        boolean begins = true;
        while (!tokens.atEnd()) {
            if (begins) {
                int mark = tokens.mark();
                if (condition.test(tokens)) {
                    return true;
                }
                tokens.reset(mark);
            }
            begins = tokens.at(';') || tokens.atAny("BEGIN", "THEN", "ELSE", "LOOP");
            tokens.advance();
        }
        return false;
    }

    private boolean anyWord(String... words) {
        int at = 0;
        while (at < code.length()) {
            int start = at;
            while (at < code.length() && Characters.continuesIdentifier(code.charAt(at))) {
                at++;
            }
            if (List.of(words).contains(code.substring(start, at).toLowerCase(Locale.ROOT))) {
                return true;
            }
            at = Math.max(at, start + 1);
        }
        return false;
    }
}
