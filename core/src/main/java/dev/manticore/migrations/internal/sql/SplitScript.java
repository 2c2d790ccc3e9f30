package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import dev.manticore.migrations.internal.sql.rules.Classifier;
import dev.manticore.migrations.internal.sql.rules.ClientSettings;
import dev.manticore.migrations.internal.sql.rules.CreatedIndex;
import dev.manticore.migrations.internal.sql.rules.DataChange;
import dev.manticore.migrations.internal.sql.rules.Displacement;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.PreparedStatement;
import dev.manticore.migrations.internal.sql.rules.SessionChange;
import dev.manticore.migrations.internal.sql.rules.SessionRules;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.rules.TransactionControl;
import dev.manticore.migrations.internal.sql.text.ScriptText;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A script, split into statements. Immutable and thread-safe. */
public final class SplitScript {

    private final ScriptText source;
    private final String text;
    private final List<SqlStatement> statements;
    private final List<TextRange> restrictLines;

    SplitScript(ScriptText source, List<SqlStatement> statements, List<TextRange> restrictLines) {
        this.source = source;
        this.text = source.text();
        this.statements = List.copyOf(statements);
        this.restrictLines = List.copyOf(restrictLines);
    }

    /** Returns the script as it is sent: with the values of its placeholders. Offsets are indices in this text. */
    public String text() {
        return text;
    }

    /** Returns the text that is sent, and the text of the file. */
    public ScriptText source() {
        return source;
    }

    /** Returns whether the text is sent as the file has it: no placeholder was replaced. */
    public boolean isAsWritten() {
        return text.equals(source.file());
    }

    /** Returns a statement as it is written in the file, with its placeholders instead of their values. */
    public String asWritten(SqlStatement statement) {
        return asWritten(new TextRange(statement.start(), statement.end()));
    }

    /** Returns a part of the text as it is written in the file. */
    public String asWritten(TextRange range) {
        return source.inFile(range).text(source.file());
    }

    /** Returns the statements in the order of the script. */
    public List<SqlStatement> statements() {
        return statements;
    }

    /**
     * Returns the non-empty ranges before, between and after the statements and their COPY data, in order: white space,
     * comments, semicolons, a byte order mark, the {@code \.} lines that end COPY data, and pg_dump's {@code \restrict}
     * lines.
     */
    public List<TextRange> gaps() {
        List<TextRange> gaps = new ArrayList<>();
        int at = 0;
        for (SqlStatement statement : statements) {
            at = addGap(gaps, at, statement.start(), statement.end());
            TextRange copyData = statement.copyData();
            if (copyData != null) {
                at = addGap(gaps, at, copyData.start(), copyData.end());
            }
        }
        addGap(gaps, at, text.length(), text.length());
        return List.copyOf(gaps);
    }

    private static int addGap(List<TextRange> gaps, int start, int end, int resume) {
        if (end > start) {
            gaps.add(new TextRange(start, end));
        }
        return resume;
    }

    /**
     * Returns the line and column of an offset in the file; the start of a placeholder for an offset in its value.
     *
     * @param offset UTF-16 index from 0 to the length of the text, inclusive
     */
    public TextPosition locate(int offset) {
        return source.locate(Objects.checkIndex(offset, text.length() + 1));
    }

    /**
     * Returns a line of the file without its line terminator.
     *
     * @param number from 1
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public String line(int number) {
        return source.line(number);
    }

    /** Returns the line of the file at an offset, shortened if it is long, followed by a line with a caret under the character. */
    public String excerpt(int offset) {
        return source.excerpt(Objects.checkIndex(offset, text.length() + 1));
    }

    /**
     * Converts the position in an error message of the server to an offset.
     *
     * @param statement the statement whose text was sent
     * @param position from 1, in code points: field {@code P} of PostgreSQL's ErrorResponse
     * @return the UTF-16 index in the script; the start or end of the statement if the position is outside it
     */
    public int offsetOf(SqlStatement statement, int position) {
        if (position < 1) {
            return statement.start();
        }
        int length = text.codePointCount(statement.start(), statement.end());
        return text.offsetByCodePoints(statement.start(), Math.min(position - 1, length));
    }

    /**
     * Converts an offset to a position in a statement; the inverse of {@link #offsetOf}.
     *
     * @param offset UTF-16 index in the script, within the statement or at its end
     * @return the position in the text of the statement, from 1, in code points
     */
    public int positionOf(SqlStatement statement, int offset) {
        if (offset < statement.start() || offset > statement.end()) {
            throw new IndexOutOfBoundsException(
                    "offset " + offset + " is not in the statement at " + statement.start() + " to " + statement.end());
        }
        return text.codePointCount(statement.start(), offset) + 1;
    }

    /** Returns the index that a statement with {@link Trait#CREATES_INDEX} builds; empty for other statements. */
    public Optional<CreatedIndex> createdIndex(SqlStatement statement) {
        if (!statement.has(Trait.CREATES_INDEX)) {
            return Optional.empty();
        }
        return CreatedIndex.of(tokens(statement));
    }

    /** Returns how a statement with {@link Trait#TRANSACTION_CONTROL} begins or ends a transaction; empty for others. */
    public Optional<TransactionControl> transactionControl(SqlStatement statement) {
        return statement.has(Trait.TRANSACTION_CONTROL) ? TransactionControl.of(tokens(statement)) : Optional.empty();
    }

    /** Returns which schemas or tables a statement drops, renames or moves; empty if it does none of these. */
    public Optional<Displacement> displacement(SqlStatement statement) {
        return statement.effect() == Effect.SCHEMA ? Displacement.of(tokens(statement)) : Optional.empty();
    }

    /** Returns what a PREPARE or EXECUTE is about; empty for other statements. */
    public Optional<PreparedStatement> prepared(SqlStatement statement) {
        return statement.effect() == Effect.SCHEMA ? Optional.empty() : PreparedStatement.of(tokens(statement));
    }

    /** Returns what rows a statement changes; empty if it is no INSERT, UPDATE, DELETE, MERGE or UPSERT. */
    public Optional<DataChange> dataChange(SqlStatement statement) {
        return statement.effect() == Effect.DATA ? DataChange.of(tokens(statement)) : Optional.empty();
    }

    /** Returns whether a statement changes the current user or the session user, for the transaction or the session. */
    public boolean changesUser(SqlStatement statement) {
        return statement.effect() == Effect.SESSION && SessionRules.changesUser(tokens(statement));
    }

    /** Returns what a statement with {@link Trait#CHANGES_SESSION} changes in its session; nothing for other statements. */
    public Set<SessionChange> sessionChanges(SqlStatement statement) {
        return statement.has(Trait.CHANGES_SESSION) ? Classifier.sessionChanges(tokens(statement)) : Set.of();
    }

    /** Returns whether a statement sets the mode of its transaction, e.g. SET TRANSACTION. */
    public boolean setsTransactionMode(SqlStatement statement) {
        return statement.effect() == Effect.SESSION && SessionRules.setsTransactionMode(tokens(statement));
    }

    /** Returns whether a statement is a SET, before which PostgreSQL still accepts a SET TRANSACTION. */
    public boolean isSet(SqlStatement statement) {
        return statement.effect() == Effect.SESSION && SessionRules.isSet(tokens(statement));
    }

    /** Returns the setting of a statement that a client cannot bear, such as {@code client_encoding = LATIN1}. */
    public Optional<String> unbearable(SqlStatement statement) {
        return statement.has(Trait.CHANGES_SESSION) ? ClientSettings.unbearable(tokens(statement)) : Optional.empty();
    }

    /**
     * Returns whether a statement only applies to the current transaction: SET LOCAL, SET TRANSACTION, SET CONSTRAINTS,
     * LOCK, SAVEPOINT, RELEASE, ROLLBACK TO.
     */
    public boolean isLocal(SqlStatement statement) {
        return statement.effect() == Effect.SESSION && SessionRules.isLocal(tokens(statement));
    }

    /**
     * Returns whether a statement only configures the session for following statements, so that it can be repeated in a
     * new one.
     */
    public boolean isSetting(SqlStatement statement) {
        return statement.has(Trait.CHANGES_SESSION)
                && !statement.has(Trait.REFUSES_TRANSACTION)
                && (statement.effect() == Effect.SESSION || SessionRules.isSetConfig(tokens(statement)));
    }

    /**
     * Returns what may be names of custom settings, such as {@code app.tenant}, in a statement with
     * {@link Trait#CHANGES_SESSION}; none for other statements.
     */
    public Stream<String> customSettings(SqlStatement statement) {
        return statement.has(Trait.CHANGES_SESSION)
                ? SessionRules.customSettings(statement.text(text))
                : Stream.empty();
    }

    private TokenCursor tokens(SqlStatement statement) {
        return new TokenCursor(text, statement.start(), statement.end(), statement.has(Trait.BACKSLASH_STRINGS));
    }

    /**
     * Returns the text that checksums of versioned scripts are computed from: the text of the file, so that another value of
     * a placeholder is no other script. It is independent of tools that change a script without changing its meaning: it
     * has no byte order mark, LF instead of every CRLF and lone CR, and no {@code restrict} and {@code unrestrict} lines
     * of pg_dump, whose key differs from dump to dump. Such lines in strings, comments and COPY data are kept. Line
     * terminators are replaced everywhere, as version control does.
     */
    public String normalised() {
        return normalised(
                source.file(), restrictLines.stream().map(source::inFile).toList());
    }

    /**
     * Returns a text normalised as {@link #normalised()}.
     *
     * @param text of a file for which {@link #mayHaveRestrictLines} is false
     */
    public static String normalised(String text) {
        return normalised(text, List.of());
    }

    /** Returns whether a text may have lines that only its statements tell from text that looks like them. */
    public static boolean mayHaveRestrictLines(String text) {
        return PsqlCommand.mayHaveRestrictLines(text);
    }

    /** Returns the text that is sent, normalised as {@link #normalised}: what matters for a script that is repeated. */
    public String normalisedWithValues() {
        return normalised(text, restrictLines);
    }

    private static String normalised(String text, List<TextRange> leftOut) {
        boolean marked = !text.isEmpty() && text.charAt(0) == Characters.BYTE_ORDER_MARK;
        if (!marked && leftOut.isEmpty() && text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = marked ? 1 : 0;
        for (TextRange line : leftOut) {
            appendWithLineFeeds(out, text, at, Math.max(at, line.start()));
            at = line.end();
        }
        appendWithLineFeeds(out, text, at, text.length());
        return out.toString();
    }

    private static void appendWithLineFeeds(StringBuilder out, String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != '\r') {
                out.append(c);
            } else if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                out.append('\n');
            }
        }
    }
}
