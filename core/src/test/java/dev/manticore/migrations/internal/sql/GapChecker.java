package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.List;

/** Checks the gaps between statements, with code that is independent of the splitter: it removes what is allowed in a gap until nothing is left. */
final class GapChecker {

    private GapChecker() {}

    /** Fails if statements, COPY data and gaps together are not the text, or if a gap contains a part of a statement. */
    static void check(SplitScript text) {
        StringBuilder rebuilt = new StringBuilder();
        String script = text.text();
        List<TextRange> gaps = text.gaps();
        int gap = 0;
        for (SqlStatement statement : text.statements()) {
            gap = appendGaps(script, gaps, gap, statement.start(), rebuilt, false);
            assertThat(rebuilt.length()).isEqualTo(statement.start());
            rebuilt.append(statement.text(script));
            TextRange copyData = statement.copyData();
            if (copyData != null) {
                gap = appendGaps(script, gaps, gap, copyData.start(), rebuilt, false);
                rebuilt.append(copyData.text(script));
                gap = appendGaps(script, gaps, gap, copyData.end() + 2, rebuilt, true);
            }
        }
        appendGaps(script, gaps, gap, Integer.MAX_VALUE, rebuilt, false);
        assertThat(rebuilt.toString()).isEqualTo(script);
    }

    private static int appendGaps(
            String script, List<TextRange> gaps, int first, int before, StringBuilder rebuilt, boolean afterData) {
        int next = first;
        while (next < gaps.size() && gaps.get(next).start() < before) {
            TextRange gap = gaps.get(next++);
            String content = script.substring(gap.start(), gap.end());
            rebuilt.append(content);
            assertThat(rest(content, gap.start() == 0, afterData)).isEmpty();
        }
        return next;
    }

    private static String rest(String gap, boolean first, boolean afterData) {
        String rest = gap;
        if (afterData) {
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
