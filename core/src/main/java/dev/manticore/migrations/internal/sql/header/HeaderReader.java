package dev.manticore.migrations.internal.sql.header;

import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.Comments;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the header from the comments of a script. */
final class HeaderReader {

    private static final String PREFIX = "manticore";
    private static final String HINT = "Valid entries: transaction=none, transaction=required,"
            + " lock_timeout=<duration>, statement_timeout=<duration>, after=\"<repeatable migration>\"; before a"
            + " statement repeat=until-empty or allow=<rule> <reason>. Separate entries with spaces or commas. "
            + DurationParser.HINT;

    private static final Pattern KEY_AND_EQUALS =
            Pattern.compile("(?:transaction|lock_timeout|statement_timeout|after|repeat|allow)\\s*=");
    private static final Pattern OF_SCRIPT =
            Pattern.compile("[\\s,]*(?:transaction|lock_timeout|statement_timeout|after)\\s*=");

    /** Where dbmate, goose, sql-migrate and MyBatis Migrations divide a file into a part for up and one for down. */
    private static final Pattern SECTION = Pattern.compile(
            "--\\s*(?:migrate:(?:up|down)|\\+(?:goose|migrate)\\s+(?:up|down)|//\\s*@undo)\\b",
            Pattern.CASE_INSENSITIVE);

    private final String text;
    private final Map<String, String> values = new HashMap<>();
    private Optional<TransactionMode> transaction = Optional.empty();
    private Optional<Duration> lockTimeout = Optional.empty();
    private Optional<Duration> statementTimeout = Optional.empty();
    private final List<String> after = new ArrayList<>();

    private final Consumer<SqlSyntaxException> invalid;
    private final RepetitionReader repetitions;
    private final AllowReader allows;
    private boolean leading;

    /**
     * Creates a reader.
     *
     * @param invalid takes every error
     */
    HeaderReader(String text, Consumer<SqlSyntaxException> invalid) {
        this.text = text;
        this.invalid = invalid;
        this.repetitions = new RepetitionReader(text, invalid);
        this.allows = new AllowReader(text, invalid);
    }

    ScriptHeader header() {
        return new ScriptHeader(transaction, lockTimeout, statementTimeout, after, repetitions.found(), allows.found());
    }

    /**
     * Reads the comments in a range between statements.
     *
     * @param first whether the range is before the first statement
     * @param statement whether a statement follows it
     */
    void read(TextRange gap, boolean first, boolean statement) {
        leading = first;
        int at = gap.start();
        while (at < gap.end()) {
            if (text.startsWith("--", at)) {
                int end = Comments.lineEnd(text, at, gap.end());
                readLine(at, end);
                at = end;
            } else if (text.startsWith("/*", at)) {
                int end = Comments.blockEnd(text, at, gap.end());
                readBlock(at, end);
                at = end;
            } else {
                at++;
            }
        }
        repetitions.end(gap.end(), statement);
        allows.end(gap.end(), statement);
    }

    private void readLine(int at, int end) {
        try {
            int content = contentOf(at, end);
            if (content >= 0) {
                if (OF_SCRIPT.matcher(text).region(content, end).lookingAt()) {
                    requireLeading(at);
                }
                readEntries(content, end);
            } else if (!leading) {
                refuseSection(at, end);
            }
        } catch (SqlSyntaxException error) {
            invalid.accept(error);
        }
    }

    private void readBlock(int at, int end) {
        try {
            if (contentOf(at, end) >= 0) {
                throw new SqlSyntaxException(
                        text, at, "header in a block comment", "Write it in a comment that starts with --.");
            }
        } catch (SqlSyntaxException error) {
            invalid.accept(error);
        }
    }

    private void requireLeading(int at) {
        if (!leading) {
            throw new SqlSyntaxException(
                    text, at, "header after a statement", "Move it before the first statement of the script.");
        }
    }

    /** All of the script would be executed: up, and then down. */
    private void refuseSection(int at, int end) {
        if (SECTION.matcher(text).region(at, end).lookingAt()) {
            throw new SqlSyntaxException(
                    text,
                    at,
                    "section of another migration tool after a statement",
                    "A file is executed as a whole. Move the statements that undo it to an undo script of their own,"
                            + " and remove the comments that divide the file.");
        }
    }

    /**
     * Returns the index after {@code manticore:}, or -1 if the comment does not start with it.
     *
     * @throws SqlSyntaxException if only the colon is missing
     */
    private int contentOf(int comment, int end) {
        int at = skipWhitespace(comment + 2, end);
        int nameEnd = at + PREFIX.length();
        if (nameEnd > end || !text.regionMatches(true, at, PREFIX, 0, PREFIX.length())) {
            return -1;
        }
        int colon = skipWhitespace(nameEnd, end);
        if (colon < end && text.charAt(colon) == ':') {
            return colon + 1;
        }
        if (KEY_AND_EQUALS.matcher(text).region(colon, end).lookingAt()) {
            throw new SqlSyntaxException(text, colon, "header without a colon", "Write -- manticore: key=value.");
        }
        return -1;
    }

    private int skipWhitespace(int from, int end) {
        int at = from;
        while (at < end && Characters.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void readEntries(int from, int end) {
        int at = skipSeparators(from, end);
        if (at == end) {
            throw new SqlSyntaxException(text, from - 1, "empty header", HINT);
        }
        while (at < end) {
            if (allows.beginsAt(at)) {
                allows.read(at, end);
                return;
            }
            int stop = entryEnd(at, end);
            tryEntry(text.substring(at, stop), at);
            at = skipSeparators(stop, end);
        }
    }

    /** An entry ends at a separator that is not between double quotes. */
    private int entryEnd(int from, int end) {
        boolean quoted = false;
        int at = from;
        while (at < end && (quoted || !isSeparator(text.charAt(at)))) {
            quoted ^= text.charAt(at) == '"';
            at++;
        }
        return at;
    }

    private int skipSeparators(int from, int end) {
        int at = from;
        while (at < end && isSeparator(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || Characters.isWhitespace(c);
    }

    private void tryEntry(String entry, int at) {
        try {
            readEntry(entry, at);
        } catch (SqlSyntaxException error) {
            invalid.accept(error);
        }
    }

    private void readEntry(String entry, int at) {
        int equals = entry.indexOf('=');
        String key = equals < 0 ? entry : entry.substring(0, equals);
        String value = entry.substring(equals + 1);
        if (equals < 0 || value.isEmpty()) {
            throw new SqlSyntaxException(
                    text, at, "header entry '" + entry + "' does not have the form key=value", HINT);
        }
        int valueAt = at + equals + 1;
        if (RepetitionReader.isKey(key)) {
            repetitions.accept(key, value, at, valueAt);
            return;
        }
        if (OF_SCRIPT.matcher(entry).lookingAt()) {
            requireLeading(at);
        }
        if (values.putIfAbsent(key, value) != null && !key.equals("after")) {
            throw new SqlSyntaxException(text, at, "duplicate header key '" + key + "'", "Remove one of the entries.");
        }
        switch (key) {
            case "transaction" -> transaction = Optional.of(transactionMode(value, valueAt));
            case "lock_timeout" -> lockTimeout = Optional.of(duration(value, valueAt));
            case "statement_timeout" -> statementTimeout = Optional.of(duration(value, valueAt));
            case "after" -> after.add(name(value, valueAt));
            default -> throw new SqlSyntaxException(text, at, "unknown header key '" + key + "'", HINT);
        }
    }

    private TransactionMode transactionMode(String value, int at) {
        return switch (value) {
            case "none" -> TransactionMode.NONE;
            case "required" -> TransactionMode.REQUIRED;
            default ->
                throw new SqlSyntaxException(
                        text, at, "invalid value '" + value + "' of transaction", "Write none or required.");
        };
    }

    /** The description of a repeatable migration, as its file name has it or as messages show it. */
    private String name(String value, int at) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String name = (quoted ? value.substring(1, value.length() - 1) : value)
                .replace('_', ' ')
                .strip();
        if (name.isEmpty() || name.contains("\"")) {
            throw new SqlSyntaxException(
                    text, at, "invalid name " + value, "Write after=\"description of a repeatable migration\".");
        }
        return name;
    }

    private Duration duration(String value, int at) {
        return DurationParser.parse(value)
                .orElseThrow(() ->
                        new SqlSyntaxException(text, at, "invalid duration '" + value + "'", DurationParser.HINT));
    }
}
