package dev.manticore.migrations.internal.sql.text;

import static java.util.Objects.requireNonNull;

/** Thrown if a script cannot be split into statements, or if its header is invalid. */
public final class SqlSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int line;
    private final int column;
    private final String hint;
    private final String excerpt;

    /**
     * Creates an exception for an error in a script.
     *
     * @param text the whole script
     * @param offset UTF-16 index of the error; the start of the construct if it is unterminated
     * @param message what is wrong, without the position
     * @param hint how to fix it
     */
    public SqlSyntaxException(String text, int offset, String message, String hint) {
        super(requireNonNull(message, "message"));
        LineIndex lines = new LineIndex(text);
        TextPosition position = lines.locate(offset);
        this.offset = offset;
        this.line = position.line();
        this.column = position.column();
        this.hint = requireNonNull(hint, "hint");
        this.excerpt = lines.excerpt(offset);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }

    /** Returns the UTF-16 index of the error. */
    public int offset() {
        return offset;
    }

    /** Returns the line and column of the error. */
    public TextPosition position() {
        return new TextPosition(line, column);
    }

    /** Returns how to fix the error. */
    public String hint() {
        return hint;
    }

    /** Returns the line with the error, shortened if it is long, followed by a line with a caret under the error. */
    public String excerpt() {
        return excerpt;
    }
}
