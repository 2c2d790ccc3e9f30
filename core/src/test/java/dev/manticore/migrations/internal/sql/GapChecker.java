package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Says what a gap may contain, in a way that shares nothing with the splitter: it takes things away until nothing is left. */
final class GapChecker {

    private GapChecker() {}

    /** Fails if statements, rows and gaps aren't the whole text in order, or if a gap holds what belongs to a statement. */
    static void check(SqlText text) {
        StringBuilder rebuilt = new StringBuilder();
        String script = text.text();
        List<Gap> gaps = text.gaps();
        int gap = 0;
        for (SqlStatement statement : text.statements()) {
            gap = appendGaps(script, gaps, gap, statement.start(), rebuilt, false);
            assertThat(rebuilt.length()).isEqualTo(statement.start());
            rebuilt.append(statement.text(script));
            CopyData copy = statement.copy();
            if (copy != null) {
                gap = appendGaps(script, gaps, gap, copy.start(), rebuilt, false);
                rebuilt.append(copy.text(script));
                gap = appendGaps(script, gaps, gap, copy.end() + 2, rebuilt, true);
            }
        }
        appendGaps(script, gaps, gap, Integer.MAX_VALUE, rebuilt, false);
        assertThat(rebuilt.toString()).isEqualTo(script);
    }

    private static int appendGaps(
            String script, List<Gap> gaps, int first, int before, StringBuilder rebuilt, boolean behindRows) {
        int next = first;
        while (next < gaps.size() && gaps.get(next).start() < before) {
            Gap gap = gaps.get(next++);
            String content = script.substring(gap.start(), gap.end());
            rebuilt.append(content);
            assertThat(rest(content, gap.start() == 0, behindRows)).isEmpty();
        }
        return next;
    }

    private static String rest(String gap, boolean first, boolean behindRows) {
        String rest = gap;
        if (behindRows) {
            assertThat(rest).startsWith("\\.");
            rest = rest.substring(2);
        }
        if (first && rest.startsWith("\ufeff")) {
            rest = rest.substring(1);
        }
        StringBuilder left = new StringBuilder();
        int depth = 0;
        boolean line = false;
        for (int i = 0; i < rest.length(); i++) {
            String two = rest.substring(i, Math.min(i + 2, rest.length()));
            char c = rest.charAt(i);
            if (line) {
                line = c != '\n' && c != '\r';
            } else if (two.equals("/*")) {
                depth++;
                i++;
            } else if (depth > 0 && two.equals("*/")) {
                depth--;
                i++;
            } else if (depth == 0 && two.equals("--")) {
                line = true;
            } else if (depth == 0 && " \t\r\n\f\u000b;".indexOf(c) < 0) {
                int end = i;
                while (end < rest.length() && rest.charAt(end) != '\n' && rest.charAt(end) != '\r') {
                    end++;
                }
                if (rest.substring(i, end).matches("\\\\(un)?restrict[ \t]+[A-Za-z0-9]+[ \t]*")) {
                    i = end - 1;
                } else {
                    left.append(c);
                }
            }
        }
        assertThat(depth).isZero();
        return left.toString();
    }
}
