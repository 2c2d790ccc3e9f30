package dev.manticore.migrations.inspection.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type as {@code format_type} writes it.
 *
 * @param base without length; {@code character varying} is {@code text}
 * @param length how many characters or digits; negative for no limit
 * @param scale how many of the digits are behind the point
 */
record ColumnType(String base, int length, int scale) {
    private static final Pattern TEXT = Pattern.compile("([^(]+)(?:\\((\\d+)(?:,(\\d+))?\\))?(.*)");
    private static final int UNLIMITED = -1;

    static ColumnType of(@Nullable String type) {
        Matcher parts = TEXT.matcher(String.valueOf(type));
        if (!parts.matches()) {
            return new ColumnType(String.valueOf(type), UNLIMITED, 0);
        }
        String base = parts.group(1).equals("character varying") ? "text" : parts.group(1);
        return new ColumnType(base + parts.group(4), number(parts.group(2), UNLIMITED), number(parts.group(3), 0));
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** Whether each of its values is one of the other type, and looks the same to a client. */
    boolean isWithin(ColumnType other) {
        boolean fits = length != UNLIMITED && other.length - other.scale >= length - scale && other.scale >= scale;
        return base.equals(other.base) && (other.length == UNLIMITED || fits);
    }
}
