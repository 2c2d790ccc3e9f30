package dev.manticore.migrations.internal.sql;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the header in the comments of a script. */
final class HeaderReader {

    private static final String PREFIX = "manticore";
    private static final String HINT = "Known keys: transaction=none or transaction=required, lock_timeout=<duration>,"
            + " statement_timeout=<duration>; several are separated by blanks or commas. " + Durations.HINT;

    private final String text;
    private final Map<String, String> values = new HashMap<>();
    private Optional<TransactionUse> transaction = Optional.empty();
    private Optional<Duration> lockTimeout = Optional.empty();
    private Optional<Duration> statementTimeout = Optional.empty();

    HeaderReader(String text) {
        this.text = text;
    }

    ScriptHeader header() {
        return new ScriptHeader(transaction, lockTimeout, statementTimeout);
    }

    /** Reads the comments of a gap; {@code leads} says that no statement is before it. */
    void read(Gap gap, boolean leads) {
        int at = gap.start();
        while (at < gap.end()) {
            if (text.startsWith("--", at)) {
                int end = Comments.lineEnd(text, at, gap.end());
                int content = contentOf(at, end);
                if (content >= 0) {
                    requireLeading(leads, at);
                    entries(content, end);
                }
                at = end;
            } else if (text.startsWith("/*", at)) {
                int end = Comments.blockEnd(text, at, gap.end());
                if (contentOf(at, end) >= 0) {
                    throw new SqlSyntaxException(
                            text, at, "header in a block comment", "Write it in a line that begins with --.");
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private void requireLeading(boolean leads, int at) {
        if (!leads) {
            throw new SqlSyntaxException(
                    text, at, "header behind a statement", "Move it before the script's first statement.");
        }
    }

    /** Index behind {@code manticore:}, or -1 if the comment doesn't begin so. */
    private int contentOf(int comment, int end) {
        int at = skipBlanks(comment + 2, end);
        int behind = at + PREFIX.length();
        if (behind > end || !text.regionMatches(true, at, PREFIX, 0, PREFIX.length())) {
            return -1;
        }
        int colon = skipBlanks(behind, end);
        return colon < end && text.charAt(colon) == ':' ? colon + 1 : -1;
    }

    private int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && Characters.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void entries(int from, int end) {
        int at = skipSeparators(from, end);
        if (at == end) {
            throw new SqlSyntaxException(text, from - 1, "empty header", HINT);
        }
        while (at < end) {
            int stop = at;
            while (stop < end && !isSeparator(text.charAt(stop))) {
                stop++;
            }
            entry(text.substring(at, stop), at);
            at = skipSeparators(stop, end);
        }
    }

    private int skipSeparators(int from, int end) {
        int at = from;
        while (at < end && isSeparator(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || Characters.isBlank(c);
    }

    private void entry(String entry, int at) {
        int equals = entry.indexOf('=');
        String key = equals < 0 ? entry : entry.substring(0, equals);
        String value = entry.substring(equals + 1);
        if (equals < 0 || value.isEmpty()) {
            throw new SqlSyntaxException(text, at, "header entry '" + entry + "' is not of the form key=value", HINT);
        }
        if (values.putIfAbsent(key, value) != null) {
            throw new SqlSyntaxException(text, at, "header key '" + key + "' is there twice", "Remove one of them.");
        }
        int valueAt = at + equals + 1;
        switch (key) {
            case "transaction" -> transaction = Optional.of(transactionUse(value, valueAt));
            case "lock_timeout" -> lockTimeout = Optional.of(duration(value, valueAt));
            case "statement_timeout" -> statementTimeout = Optional.of(duration(value, valueAt));
            default -> throw new SqlSyntaxException(text, at, "unknown header key '" + key + "'", HINT);
        }
    }

    private TransactionUse transactionUse(String value, int at) {
        return switch (value) {
            case "none" -> TransactionUse.NONE;
            case "required" -> TransactionUse.REQUIRED;
            default ->
                throw new SqlSyntaxException(
                        text, at, "transaction can't be '" + value + "'", "Write none or required.");
        };
    }

    private Duration duration(String value, int at) {
        return Durations.parse(value)
                .orElseThrow(
                        () -> new SqlSyntaxException(text, at, "'" + value + "' is not a duration", Durations.HINT));
    }
}
