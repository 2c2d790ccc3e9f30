package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a script into statements: in one pass, in time linear in its length, without recursion and without a server.
 *
 * <p>What it can't read it refuses, with the place and a way out; what is well formed but no SQL is left to the server to report.
 */
public final class SqlSplitter {

    private final String text;
    private final Lexer lexer;
    private final StatementScan scan;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Gap> restrictLines = new ArrayList<>();

    private SqlSplitter(String text) {
        this.text = text;
        this.lexer = new Lexer(text, 0, text.length(), false);
        this.scan = new StatementScan(text);
    }

    /**
     * Cuts a script into statements and classifies them.
     *
     * @param text the script; a byte order mark in front is tolerated
     * @return the statements, of which there may be none
     * @throws SqlSyntaxException if a string, quoted name, comment, parenthesis, function body or COPY's rows aren't closed; if there is a psql
     *     command, a NUL character, or a COPY to the client
     */
    public static SqlText split(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new SqlSyntaxException(
                    text,
                    nul,
                    "NUL character",
                    "PostgreSQL's protocol can't carry it. Remove it, or save the file as UTF-8 if it is UTF-16.");
        }
        return new SqlSplitter(text).split();
    }

    private SqlText split() {
        while (lexer.next() != Kind.END) {
            if (lexer.is('\\')) {
                backslash();
            } else if (scan.isEndedBy(lexer)) {
                endStatement(lexer.end());
            } else {
                scan.accept(lexer);
            }
        }
        endStatement(text.length());
        return new SqlText(text, statements, restrictLines);
    }

    /** No token of SQL has a backslash outside of quotes, while psql takes it for a command of its own anywhere. */
    private void backslash() {
        Gap line = scan.isIdle() ? PsqlCommand.restrictLine(text, lexer.start()) : null;
        if (line == null) {
            throw PsqlCommand.refusal(text, lexer.start());
        }
        restrictLines.add(line);
        lexer.moveTo(line.end());
    }

    /** Takes down the statement, unless there is none before this semicolon; {@code resume} is where its rows would start. */
    private void endStatement(int resume) {
        if (scan.isIdle()) {
            return;
        }
        scan.requireComplete();
        CopyData copy = null;
        if (scan.isCopyFromScript()) {
            copy = CopyRows.find(text, scan.start(), resume);
            lexer.moveTo(CopyRows.behind(copy));
        }
        boolean backslashes = lexer.backslashes();
        Tokens tokens = new Tokens(text, scan.start(), scan.end(), backslashes);
        Set<Trait> traits = Classifier.traits(tokens, scan.mentions());
        if (backslashes) {
            traits.add(Trait.BACKSLASH_STRINGS);
        }
        statements.add(
                new SqlStatement(scan.start(), scan.end(), Classifier.effect(tokens, scan.mentions()), traits, copy));
        if (backslashes || scan.mentions().conformingStrings()) {
            lexer.backslashes(ConformingStrings.offAfter(tokens.rewind(), backslashes));
        }
        scan.reset();
    }
}
