package dev.manticore.migrations.internal.sql.lexer;

import dev.manticore.migrations.SqlToken;
import dev.manticore.migrations.SqlToken.Kind;
import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a statement as a list. */
public final class SqlTokens {
    private SqlTokens() {}

    /** All of them, in order. */
    public static List<SqlToken> of(String sql) {
        Lexer lexer = new Lexer(sql, 0, sql.length(), false);
        List<SqlToken> tokens = new ArrayList<>();
        while (lexer.next() != TokenKind.END) {
            tokens.add(new SqlToken(kind(lexer.kind()), sql.substring(lexer.start(), lexer.end()), lexer.start()));
        }
        return List.copyOf(tokens);
    }

    private static Kind kind(TokenKind kind) {
        return switch (kind) {
            case WORD -> Kind.WORD;
            case QUOTED_IDENTIFIER -> Kind.QUOTED_NAME;
            case STRING -> Kind.STRING;
            case NUMBER -> Kind.NUMBER;
            case SYMBOL, END -> Kind.SYMBOL;
        };
    }
}
