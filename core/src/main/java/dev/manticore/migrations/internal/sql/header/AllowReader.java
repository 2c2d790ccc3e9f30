package dev.manticore.migrations.internal.sql.header;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads which rules of the linter the comments before a statement silence: {@code allow=rule,rule reason}. */
final class AllowReader {
    private static final String KEY = "allow=";
    private static final String EXAMPLE =
            "Write -- manticore: allow=rule reason, or allow=rule,other-rule reason, before the statement that it is"
                    + " for. The reason is the rest of the line.";
    private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");

    private final String text;
    private final Consumer<SqlSyntaxException> invalid;
    private final List<Allow> before = new ArrayList<>();
    private final Map<Integer, List<Allow>> found = new LinkedHashMap<>();

    AllowReader(String text, Consumer<SqlSyntaxException> invalid) {
        this.text = text;
        this.invalid = invalid;
    }

    /** What was found, by the start of its statement. */
    Map<Integer, List<Allow>> found() {
        return found;
    }

    /** Whether the entry at an offset is one of these. */
    boolean beginsAt(int offset) {
        return text.startsWith(KEY, offset);
    }

    /** Reads the entry at an offset, which takes the rest of the line. */
    void read(int offset, int lineEnd) {
        int from = offset + KEY.length();
        int at = from;
        while (at < lineEnd && !Characters.isWhitespace(text.charAt(at))) {
            at++;
        }
        String reason = text.substring(at, lineEnd).strip();
        List<String> rules = rules(from, at);
        if (reason.isEmpty()) {
            throw new SqlSyntaxException(
                    text, offset, "allow=" + text.substring(from, at) + " without a reason", EXAMPLE);
        }
        before.add(new Allow(rules, reason, offset));
    }

    private List<String> rules(int from, int end) {
        List<String> rules = new ArrayList<>();
        int at = from;
        for (String rule : text.substring(from, end).split(",", -1)) {
            if (!RULE.matcher(rule).matches()) {
                throw new SqlSyntaxException(text, at, message(rule, end == at), EXAMPLE);
            }
            if (rules.contains(rule)
                    || before.stream().anyMatch(other -> other.rules().contains(rule))) {
                throw new SqlSyntaxException(
                        text, at, "duplicate rule '" + rule + "' of allow", "Name each rule once before a statement.");
            }
            rules.add(rule);
            at += rule.length() + 1;
        }
        return rules;
    }

    private static String message(String rule, boolean last) {
        if (!rule.isEmpty()) {
            return "invalid rule name '" + rule + "' of allow";
        }
        return last ? "allow without a rule behind '=' or ','" : "allow with a comma too many";
    }

    /**
     * The comments are at their end.
     *
     * @param statement whether a statement begins there
     */
    void end(int offset, boolean statement) {
        if (before.isEmpty()) {
            return;
        }
        if (!statement) {
            invalid.accept(new SqlSyntaxException(
                    text, before.get(0).offset(), "no statement follows that allow is for", EXAMPLE));
        }
        found.put(offset, List.copyOf(before));
        before.clear();
    }
}
