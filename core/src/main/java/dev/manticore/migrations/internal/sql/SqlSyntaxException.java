package dev.manticore.migrations.internal.sql;

import static java.util.Objects.requireNonNull;

/** A script that can't be cut into statements, or whose header can't be understood. */
public final class SqlSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int line;
    private final int column;
    private final String hint;
    private final String excerpt;

    /**
     * Describes a fault in a text.
     *
     * @param text the whole script
     * @param offset UTF-16 index of what is wrong; for what isn't closed, of where it starts
     * @param message what is wrong, without the place
     * @param hint what to do about it
     */
    SqlSyntaxException(String text, int offset, String message, String hint) {
        super(requireNonNull(message, "message"));
        LineIndex lines = new LineIndex(text);
        Location location = lines.locate(offset);
        this.offset = offset;
        this.line = location.line();
        this.column = location.column();
        this.hint = requireNonNull(hint, "hint");
        this.excerpt = lines.excerpt(offset);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }

    /** Returns the UTF-16 index of the fault. */
    public int offset() {
        return offset;
    }

    /** Returns the fault's line and column. */
    public Location location() {
        return new Location(line, column);
    }

    /** Returns what to do about it. */
    public String hint() {
        return hint;
    }

    /** Returns the line with the fault, shortened if it is long, and on the next line a caret below the fault. */
    public String excerpt() {
        return excerpt;
    }
}
