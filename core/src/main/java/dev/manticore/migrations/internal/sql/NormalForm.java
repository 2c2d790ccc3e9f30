package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.Lexer;
import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the server sees of a script: its tokens and the rows of its COPY statements. Two scripts have the same normal form
 * if they differ in comments, in blank space between tokens, in line ends, in a byte order mark, or in the case of
 * keywords and unquoted identifiers, which the server folds.
 *
 * <p>The tokens are those of PostgreSQL's {@code scan.l}. A comment with hints ({@code /*+ .. *}{@code /}) is a comment: it
 * changes how fast a statement is, not what it does.
 */
public final class NormalForm {
    private static final char END_OF_TOKEN = '\0';
    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?:";
    /** An operator that has none of these does not end in + or -: {@code =-1} is {@code = -1}. */
    private static final String LETS_END_IN_SIGN = "~!@#%^&|`?";

    private final String text;
    private final Consumer<String> out;

    private NormalForm(String text, Consumer<String> out) {
        this.text = text;
        this.out = out;
    }

    /** Gives the normal form to {@code out}, piece by piece. No piece ends inside a character. */
    public static void write(SplitScript script, Consumer<String> out) {
        NormalForm form = new NormalForm(script.text(), out);
        script.statements().forEach(form::write);
    }

    private void write(SqlStatement statement) {
        Lexer lexer = new Lexer(text, statement.start(), statement.end(), statement.has(Trait.BACKSLASH_STRINGS));
        TokenKind before = TokenKind.END;
        int at = statement.start();
        while (lexer.next() != TokenKind.END) {
            if (before == TokenKind.STRING && lexer.kind() == TokenKind.STRING && continues(at, lexer.start())) {
                token("\n");
            }
            before = lexer.kind();
            at = end(lexer, statement.end());
            token(normal(lexer.kind(), lexer.start(), at));
            lexer.moveTo(at);
        }
        token(";");
        TextRange rows = statement.copyData();
        if (rows != null) {
            token(withLineFeeds(rows.text(text)));
        }
    }

    private void token(String normal) {
        out.accept(normal);
        out.accept(String.valueOf(END_OF_TOKEN));
    }

    /** Two strings with a line end between them are one; on one line they are an error. */
    private boolean continues(int from, int to) {
        String between = text.substring(from, to);
        return between.chars().anyMatch(c -> Characters.isLineEnd((char) c)) && !between.contains("/*");
    }

    /** The lexer takes operators and numbers apart, and their parts belong together only without a space. */
    private int end(Lexer token, int limit) {
        int start = token.start();
        return switch (token.kind()) {
            case NUMBER -> numberEnd(start, limit);
            case SYMBOL ->
                isOperator(start)
                        ? operatorEnd(start, limit)
                        : token.is('.') && start + 1 < limit && Characters.isDigit(text.charAt(start + 1))
                                ? numberEnd(start, limit)
                                : token.end();
            case WORD, QUOTED_IDENTIFIER, STRING, END -> token.end();
        };
    }

    private int numberEnd(int start, int limit) {
        int at = start + 1;
        while (at < limit && (isNumeric(text.charAt(at)) || isSignOfExponent(at, limit))) {
            at++;
        }
        return at;
    }

    private static boolean isNumeric(char c) {
        return c == '.' || Characters.continuesTag(c);
    }

    private boolean isSignOfExponent(int at, int limit) {
        char c = text.charAt(at);
        return (c == '+' || c == '-')
                && (text.charAt(at - 1) | 0x20) == 'e'
                && at + 1 < limit
                && Characters.isDigit(text.charAt(at + 1));
    }

    private boolean isOperator(int at) {
        return OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0;
    }

    /** As the server decides it: a comment ends an operator, and so does a sign, unless the operator may end in one. */
    private int operatorEnd(int start, int limit) {
        int end = start;
        boolean maySign = false;
        while (end < limit && isOperator(end) && !text.startsWith("--", end) && !text.startsWith("/*", end)) {
            maySign |= LETS_END_IN_SIGN.indexOf(text.charAt(end)) >= 0;
            end++;
        }
        while (!maySign && end > start + 1 && (text.charAt(end - 1) == '+' || text.charAt(end - 1) == '-')) {
            end--;
        }
        return end;
    }

    private String normal(TokenKind kind, int start, int end) {
        String token = text.substring(start, end);
        return switch (kind) {
            case WORD, NUMBER -> folded(token);
            case STRING -> withFoldedPrefix(token, '\'');
            case QUOTED_IDENTIFIER -> withFoldedPrefix(token, '"');
            case SYMBOL, END -> token;
        };
    }

    /** The prefix tells the kind of a literal: {@code E'..'} and {@code e'..'} are the same. */
    private static String withFoldedPrefix(String literal, char quote) {
        int prefix = literal.startsWith("$") ? 0 : literal.indexOf(quote);
        return prefix == 0
                ? withLineFeeds(literal)
                : folded(literal.substring(0, prefix)) + withLineFeeds(literal.substring(prefix));
    }

    /** The server folds letters of ASCII. */
    private static String folded(String word) {
        boolean ascii = word.chars().allMatch(c -> c < 128);
        if (ascii) {
            return word.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(word.length());
        word.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c | 0x20 : c)));
        return folded.toString();
    }

    private static String withLineFeeds(String literal) {
        return literal.indexOf('\r') < 0
                ? literal
                : literal.replace("\r\n", "\n").replace('\r', '\n');
    }
}
