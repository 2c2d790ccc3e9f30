package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Fix;
import dev.manticore.migrations.inspection.lint.Fix.Insertion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The text of a script with the changes that findings propose. Line ends are those of the file. */
final class FixedText {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String text;
    private final String lineEnd;
    private final List<Integer> lineStarts = new ArrayList<>();

    private record Change(int offset, String text) {}

    FixedText(String text) {
        this.text = text;
        int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        lineStarts.add(start);
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean crlf = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (c == '\n' || (c == '\r' && !crlf)) {
                lineStarts.add(at + 1);
            }
        }
        this.lineEnd = lineEnd(text);
    }

    /** That of the first line, or a line feed if there is only one line. */
    private static String lineEnd(String text) {
        int feed = text.indexOf('\n');
        int carriageReturn = text.indexOf('\r');
        if (carriageReturn >= 0 && (feed < 0 || carriageReturn < feed)) {
            return feed == carriageReturn + 1 ? "\r\n" : "\r";
        }
        return "\n";
    }

    /** Whether this is the text in which a finding was made: the line is as it was. */
    boolean hasPlaceOf(Finding finding) {
        String expected = finding.location().text();
        int line = finding.location().line();
        return expected != null
                && line >= 1
                && line <= lineStarts.size()
                && line(line).equals(expected);
    }

    private String line(int number) {
        int start = lineStarts.get(number - 1);
        int end = number < lineStarts.size() ? lineStarts.get(number) : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /**
     * The text with the changes of findings. Of several that change one statement, the first counts: the others are about text
     * that is then another one.
     *
     * @param findings of this file, each with a fix
     */
    String with(List<Finding> findings) {
        Set<String> headers = new LinkedHashSet<>();
        Set<List<Integer>> changed = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (Finding finding : findings) {
            Fix fix = finding.fix().orElseThrow();
            headers.addAll(fix.headers());
            List<Integer> statement =
                    List.of(finding.location().line(), finding.location().column());
            if (!fix.insertions().isEmpty() && changed.add(statement)) {
                fix.insertions().forEach(insertion -> changes.add(change(insertion)));
            }
        }
        headers.forEach(header -> changes.add(new Change(lineStarts.get(0), "-- manticore: " + header + "\n")));
        StringBuilder result = new StringBuilder(text);
        // From the end, so that what is before stays where it is; of those at one place, the one for the header is
        // above.
        changes.stream()
                .sorted(Comparator.comparing(Change::offset).reversed())
                .forEach(change -> result.insert(change.offset(), change.text().replace("\n", lineEnd)));
        return result.toString();
    }

    private Change change(Insertion insertion) {
        int start = lineStarts.get(insertion.line() - 1);
        return new Change(text.offsetByCodePoints(start, insertion.column() - 1), insertion.text());
    }
}
