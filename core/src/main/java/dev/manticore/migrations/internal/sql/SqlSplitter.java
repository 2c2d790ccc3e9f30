package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Lexer;
import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import dev.manticore.migrations.internal.sql.rules.Classifier;
import dev.manticore.migrations.internal.sql.rules.StandardConformingStrings;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.ScriptText;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a script into statements in one pass, in linear time, without recursion and without a server.
 *
 * <p>Rejects what it cannot split. Other errors in the SQL are left to the server.
 */
public final class SqlSplitter {

    private final ScriptText source;
    private final String text;
    private final Lexer lexer;
    private final StatementScanner scanner;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<TextRange> restrictLines = new ArrayList<>();

    private SqlSplitter(ScriptText source) {
        this.source = source;
        this.text = source.text();
        this.lexer = new Lexer(text, 0, text.length(), false);
        this.scanner = new StatementScanner(text);
    }

    /**
     * Splits a script into statements and classifies them.
     *
     * @param text the script, with or without a byte order mark
     * @return the statements; there may be none
     * @throws SqlSyntaxException if there is an unterminated string, quoted identifier, comment, parenthesis, bracket, function body or
     *     COPY data; or if there is a psql command, a NUL character, or a COPY to the client
     */
    public static SplitScript split(String text) {
        return split(ScriptText.of(text));
    }

    /**
     * Splits a script as {@link #split(String)} does.
     *
     * @throws SqlSyntaxException with an offset in the text that is sent
     */
    public static SplitScript split(ScriptText source) {
        String text = source.text();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new SqlSyntaxException(
                    text,
                    nul,
                    "NUL character",
                    "PostgreSQL does not support it. Remove it, or save the file as UTF-8 if it is in UTF-16.");
        }
        return new SqlSplitter(source).split();
    }

    private SplitScript split() {
        while (lexer.next() != TokenKind.END) {
            if (lexer.is('\\')) {
                skipRestrictLine();
            } else if (scanner.isEndedBy(lexer)) {
                endStatement(lexer.end());
            } else {
                scanner.accept(lexer);
            }
        }
        endStatement(text.length());
        return new SplitScript(source, statements, restrictLines);
    }

    /** A backslash outside of quotes is never SQL, and always a command of psql. */
    private void skipRestrictLine() {
        TextRange line = scanner.isEmpty() ? PsqlCommand.restrictLine(text, lexer.start()) : null;
        if (line == null) {
            throw PsqlCommand.unsupported(text, lexer.start());
        }
        restrictLines.add(line);
        lexer.moveTo(line.end());
    }

    /**
     * Adds the current statement, if there is one.
     *
     * @param end index after its semicolon, or the end of the script
     */
    private void endStatement(int end) {
        if (scanner.isEmpty()) {
            return;
        }
        scanner.requireComplete();
        TextRange copyData = null;
        if (scanner.isCopyFromClient()) {
            copyData = CopyStatement.findData(text, scanner.start(), end);
            lexer.moveTo(CopyStatement.after(copyData));
        }
        boolean backslashEscapes = lexer.backslashEscapes();
        TokenCursor tokens = new TokenCursor(text, scanner.start(), scanner.end(), backslashEscapes);
        Set<Trait> traits = Classifier.traits(tokens, scanner.flags());
        if (backslashEscapes) {
            traits.add(Trait.BACKSLASH_STRINGS);
        }
        statements.add(new SqlStatement(
                scanner.start(), scanner.end(), Classifier.effect(tokens, scanner.flags()), traits, copyData));
        if (backslashEscapes || scanner.flags().conformingStrings()) {
            lexer.backslashEscapes(StandardConformingStrings.offAfter(tokens.rewind(), backslashEscapes));
        }
        scanner.reset();
    }
}
