package dev.manticore.migrations.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A script, cut into statements. Immutable; its statements, their COPY rows and the {@link #gaps()} together are the text. */
public final class SqlText {

    private final String text;
    private final List<SqlStatement> statements;
    private final List<Gap> restrictLines;

    /** Made when first needed, which is mostly never. Two threads may both make it; they make the same. */
    private volatile @Nullable LineIndex lines;

    SqlText(String text, List<SqlStatement> statements, List<Gap> restrictLines) {
        this.text = text;
        this.statements = List.copyOf(statements);
        this.restrictLines = List.copyOf(restrictLines);
    }

    /** Returns the script, exactly as it was given. */
    public String text() {
        return text;
    }

    /** Returns the statements in the script's order. */
    public List<SqlStatement> statements() {
        return statements;
    }

    /** Returns what lies between, before and behind the statements and their COPY rows, in order; empty stretches are left out. */
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        int at = 0;
        for (SqlStatement statement : statements) {
            at = addGap(gaps, at, statement.start(), statement.end());
            CopyData copy = statement.copy();
            if (copy != null) {
                at = addGap(gaps, at, copy.start(), copy.end());
            }
        }
        addGap(gaps, at, text.length(), text.length());
        return List.copyOf(gaps);
    }

    private static int addGap(List<Gap> gaps, int start, int end, int resume) {
        if (end > start) {
            gaps.add(new Gap(start, end));
        }
        return resume;
    }

    /**
     * Returns the line and column of an offset.
     *
     * @param offset UTF-16 index from 0 to the text's length, inclusive
     */
    public Location locate(int offset) {
        return lines().locate(Objects.checkIndex(offset, text.length() + 1));
    }

    /**
     * Returns a line without its line end.
     *
     * @param number from 1
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public String line(int number) {
        return lines().line(number);
    }

    /** Returns the line of an offset, shortened if it is long, and on the next line a caret below the place. */
    public String excerpt(int offset) {
        return lines().excerpt(Objects.checkIndex(offset, text.length() + 1));
    }

    /**
     * Turns the position of a server's error into an offset.
     *
     * @param statement the statement whose text was sent
     * @param position from 1, in characters, which are code points: field {@code P} of PostgreSQL's ErrorResponse
     * @return the UTF-16 index in the script; the statement's start or end if the position lies outside it
     */
    public int offsetOf(SqlStatement statement, int position) {
        if (position < 1) {
            return statement.start();
        }
        int length = text.codePointCount(statement.start(), statement.end());
        return text.offsetByCodePoints(statement.start(), Math.min(position - 1, length));
    }

    /**
     * The reverse of {@link #offsetOf}.
     *
     * @param offset UTF-16 index in the script, within the statement or at its end
     * @return the position in the statement's text, from 1, in code points
     */
    public int positionOf(SqlStatement statement, int offset) {
        if (offset < statement.start() || offset > statement.end()) {
            throw new IndexOutOfBoundsException(
                    "offset " + offset + " is not in the statement at " + statement.start() + " to " + statement.end());
        }
        return text.codePointCount(statement.start(), offset) + 1;
    }

    /** Returns the names of the index that a statement with {@link Trait#CREATES_INDEX_CONCURRENTLY} builds, empty for any other. */
    public Optional<ConcurrentIndex> concurrentIndex(SqlStatement statement) {
        if (!statement.has(Trait.CREATES_INDEX_CONCURRENTLY)) {
            return Optional.empty();
        }
        return ConcurrentIndex.of(tokens(statement));
    }

    /** Says whether a statement makes the session another user's, be it only until the end of the transaction. */
    public boolean changesUser(SqlStatement statement) {
        return statement.effect() == Effect.SESSION && SessionRules.changesUser(tokens(statement));
    }

    /** Says whether a statement holds until the end of its transaction only: SET LOCAL, SET TRANSACTION, SET CONSTRAINTS. */
    public boolean isLocal(SqlStatement statement) {
        return statement.effect() == Effect.SESSION && SessionRules.isLocal(tokens(statement));
    }

    /** Says whether a statement does nothing but set up the session for those that follow, and can be said again in a new one. */
    public boolean isSetting(SqlStatement statement) {
        return statement.has(Trait.CHANGES_SESSION)
                && !statement.has(Trait.REFUSES_TRANSACTION)
                && (statement.effect() == Effect.SESSION || SessionRules.isSetConfig(tokens(statement)));
    }

    /** Returns what may be the names of settings of somebody's own, as {@code app.tenant}, wherever a statement that changes the session has them. */
    public Stream<String> customSettings(SqlStatement statement) {
        return statement.has(Trait.CHANGES_SESSION)
                ? SessionRules.customSettings(statement.text(text))
                : Stream.empty();
    }

    private Tokens tokens(SqlStatement statement) {
        return new Tokens(text, statement.start(), statement.end(), statement.has(Trait.BACKSLASH_STRINGS));
    }

    /** The lines with pg_dump's {@code restrict} and {@code unrestrict} commands, each with its line end. */
    List<Gap> restrictLines() {
        return restrictLines;
    }

    private LineIndex lines() {
        LineIndex index = lines;
        if (index == null) {
            index = new LineIndex(text);
            lines = index;
        }
        return index;
    }
}
