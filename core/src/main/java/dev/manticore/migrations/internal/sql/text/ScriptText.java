package dev.manticore.migrations.internal.sql.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a script as it is sent, and the text of its file, from which it differs where placeholders were replaced.
 * Offsets are UTF-16 indices in the text that is sent, unless a name says otherwise. Immutable and thread-safe.
 */
public final class ScriptText {
    private static final int[] NONE = {};

    private final String file;
    private final String text;
    // One element for each replacement, in ascending order.
    private final int[] starts;
    private final int[] ends;
    private final int[] fileStarts;
    private final int[] fileEnds;

    /** Built on first use, because most scripts never need it. If two threads build it, the results are equal. */
    private volatile @Nullable LineIndex lines;

    /**
     * A part of the file that something else is sent for.
     *
     * @param start UTF-16 index of its first character in the file
     * @param end UTF-16 index after its last character in the file
     * @param value what is sent
     */
    public record Replacement(int start, int end, String value) {}

    private ScriptText(String file, String text, int[][] offsets) {
        this.file = file;
        this.text = text;
        this.starts = offsets[0];
        this.ends = offsets[1];
        this.fileStarts = offsets[2];
        this.fileEnds = offsets[3];
    }

    /** A file that is sent as it is. */
    public static ScriptText of(String file) {
        return new ScriptText(file, file, new int[][] {NONE, NONE, NONE, NONE});
    }

    /**
     * A file of which parts are replaced.
     *
     * @param replacements in ascending order; they do not overlap
     */
    public static ScriptText of(String file, List<Replacement> replacements) {
        if (replacements.isEmpty()) {
            return of(file);
        }
        int[][] offsets = new int[4][replacements.size()];
        StringBuilder text = new StringBuilder(file.length());
        int at = 0;
        for (int i = 0; i < replacements.size(); i++) {
            Replacement replacement = replacements.get(i);
            text.append(file, at, replacement.start());
            offsets[0][i] = text.length();
            text.append(replacement.value());
            offsets[1][i] = text.length();
            offsets[2][i] = replacement.start();
            offsets[3][i] = replacement.end();
            at = replacement.end();
        }
        text.append(file, at, file.length());
        return new ScriptText(file, text.toString(), offsets);
    }

    /** The text of the file. */
    public String file() {
        return file;
    }

    /** The text that is sent. */
    public String text() {
        return text;
    }

    /** The index in the file of a character. Inside of a value it is the start of the placeholder. */
    public int inFile(int offset) {
        int last = lastUpTo(offset);
        if (last < 0) {
            return offset;
        }
        return offset < ends[last] ? fileStarts[last] : fileEnds[last] + offset - ends[last];
    }

    /** The part of the file that was sent as this part; it has each placeholder as a whole. */
    public TextRange inFile(TextRange range) {
        if (range.end() == range.start()) {
            return new TextRange(inFile(range.start()), inFile(range.start()));
        }
        int last = lastUpTo(range.end() - 1);
        int end = last < 0 ? range.end() : fileEnds[last] + Math.max(0, range.end() - ends[last]);
        return new TextRange(inFile(range.start()), end);
    }

    /** The last replacement that starts at this offset or before it; -1 without one. */
    private int lastUpTo(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        if (found < 0) {
            return -found - 2;
        }
        // Several start at one offset where values are empty.
        while (found + 1 < starts.length && starts[found + 1] == offset) {
            found++;
        }
        return found;
    }

    /** Where an offset is in the file. */
    public TextPosition locate(int offset) {
        return lines().locate(inFile(offset));
    }

    /**
     * A line of the file without its line terminator.
     *
     * @param number from 1
     */
    public String line(int number) {
        return lines().line(number);
    }

    /** The line of the file at an offset, shortened if it is long, followed by a line with a caret. */
    public String excerpt(int offset) {
        return lines().excerpt(inFile(offset));
    }

    private LineIndex lines() {
        LineIndex index = lines;
        if (index == null) {
            index = new LineIndex(file);
            lines = index;
        }
        return index;
    }
}
