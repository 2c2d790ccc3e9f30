package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The code of a DO statement. PL/pgSQL shares the server's lexer, so that its statements can be told; of another language's code only the
 * words are looked at. SQL that the code puts together at run time isn't seen.
 */
final class DoBody {

    private final String code;
    private final boolean backslashes;
    private final boolean readable;

    private DoBody(String code, boolean backslashes, boolean readable) {
        this.code = code;
        this.backslashes = backslashes;
        this.readable = readable;
    }

    /** Reads the statement from its start: {@code DO [LANGUAGE name] 'code' [LANGUAGE name]}. */
    static DoBody of(Tokens tokens) {
        tokens.advance();
        StringBuilder code = new StringBuilder();
        boolean plpgsql = true;
        while (!tokens.atEnd()) {
            if (tokens.accept("LANGUAGE")) {
                plpgsql = tokens.atName("PLPGSQL") || tokens.value().equalsIgnoreCase("plpgsql");
            } else if (tokens.kind() == Kind.STRING) {
                code.append(tokens.value());
            }
            tokens.advance();
        }
        String text = code.toString();
        return new DoBody(text, tokens.backslashes(), plpgsql && hasTokens(text, tokens.backslashes()));
    }

    private static boolean hasTokens(String code, boolean backslashes) {
        Lexer lexer = new Lexer(code, 0, code.length(), backslashes);
        try {
            while (lexer.next() != Kind.END) {
                // Only whether all of them can be read.
            }
            return true;
        } catch (SqlSyntaxException unreadable) {
            return false;
        }
    }

    /** Whether it commits or rolls back. PL/pgSQL has no ROLLBACK TO. */
    boolean endsTransaction() {
        return readable
                ? anyStatement(tokens -> tokens.acceptAny("COMMIT", "ROLLBACK") && (tokens.at(';') || tokens.at("AND")))
                : anyWord("commit", "rollback", "spi_commit", "spi_rollback");
    }

    boolean changesSession() {
        return readable
                ? anyStatement(SessionRules::isWordedSo) || SessionRules.calls(tokens())
                : anyWord(
                        "set_config",
                        "pg_advisory_lock",
                        "pg_advisory_lock_shared",
                        "pg_try_advisory_lock",
                        "pg_try_advisory_lock_shared");
    }

    boolean changesSchema() {
        return readable
                && anyStatement(tokens ->
                        tokens.atAny("CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "COMMENT", "REFRESH"));
    }

    private Tokens tokens() {
        return new Tokens(code, 0, code.length(), backslashes);
    }

    /** Asks at every place where a statement may begin. */
    private boolean anyStatement(Predicate<Tokens> wanted) {
        Tokens tokens = tokens();
        boolean begins = true;
        while (!tokens.atEnd()) {
            if (begins) {
                int mark = tokens.mark();
                if (wanted.test(tokens)) {
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
            String word = code.substring(start, at).toLowerCase(Locale.ROOT);
            for (String wanted : words) {
                if (word.equals(wanted)) {
                    return true;
                }
            }
            at = Math.max(at, start + 1);
        }
        return false;
    }
}
