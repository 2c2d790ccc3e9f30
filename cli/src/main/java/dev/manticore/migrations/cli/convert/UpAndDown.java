package dev.manticore.migrations.cli.convert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part for up and the part for down of one file. Lines before the first part count as up. */
final class UpAndDown {
    private final ForeignFile file;
    private final List<Line> up = new ArrayList<>();
    private final List<Line> down = new ArrayList<>();
    private @Nullable Line upStart;
    private @Nullable Line downStart;

    UpAndDown(ForeignFile file) {
        this.file = file;
    }

    /** The line begins the part for up. */
    void beginUp(Line line) {
        upStart = line;
    }

    /** The line begins the part for down. */
    void beginDown(Line line) {
        downStart = line;
    }

    boolean hasUp() {
        return upStart != null;
    }

    boolean hasDown() {
        return downStart != null;
    }

    /** The lines so far of the part that is being read; may be added to. */
    List<Line> current() {
        return hasDown() ? down : up;
    }

    /** Whether neither part has begun, and the line is more than a comment. */
    boolean isTooEarly(Line line) {
        return !hasUp() && !hasDown() && !line.isBlank() && !line.isComment();
    }

    /** Null if the file has none. */
    @Nullable
    Part up(boolean transaction) {
        return upStart == null ? null : new Part(file, upStart, transaction, up);
    }

    /** Null if the file has none. */
    @Nullable
    Part down(boolean transaction) {
        return downStart == null ? null : new Part(file, downStart, transaction, down);
    }
}
