package dev.manticore.migrations.inspection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is not compared. Immutable.
 *
 * @param kind null for every kind
 * @param name matches the object's name
 * @param property null for the whole object, with what belongs to it
 */
public record Exclusion(
        @Nullable ObjectKind kind, Pattern name, @Nullable Property property) {

    /**
     * Reads a pattern: {@code [KIND:]NAME[#PROPERTY]}.
     *
     * <ul>
     *   <li>{@code NAME} is a name as a catalog's text has it, e.g. {@code shop.orders} or {@code shop."Order"}; a column's has the
     *       table before it, {@code shop.orders.total}. {@code *} stands for any characters, {@code ?} for one.
     *   <li>{@code KIND} is a kind as the text has it, with hyphens in place of blanks: {@code index:shop.*}, {@code
     *       materialized-view:*}.
     *   <li>{@code PROPERTY} is a property in the same way. Only that is left out then: {@code *#owner}, {@code
     *       table:shop.*#comment}.
     * </ul>
     *
     * @throws IllegalArgumentException if it has a kind or a property that does not exist, or no name
     */
    public static Exclusion parse(String pattern) {
        int colon = pattern.indexOf(':');
        int hash = pattern.lastIndexOf('#');
        ObjectKind kind = null;
        Property property = null;
        String name = pattern;
        // A name in quotation marks may have either of these signs.
        if (hash >= 0 && pattern.indexOf('"', hash) < 0) {
            property = named("property", pattern.substring(hash + 1), Property.values(), pattern);
            name = name.substring(0, hash);
        }
        if (colon >= 0 && pattern.lastIndexOf('"', colon) < 0) {
            kind = named("kind", pattern.substring(0, colon), ObjectKind.values(), pattern);
            name = name.substring(colon + 1);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("the pattern '" + pattern + "' has no name; write * for every name");
        }
        return new Exclusion(kind, glob(name), property);
    }

    private static <E extends Enum<E>> E named(String what, String word, E[] values, String pattern) {
        Optional<E> found = Arrays.stream(values)
                .filter(value -> hyphened(value).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("the pattern '" + pattern + "' has the " + what
                + " '" + word + "', which does not exist; there are "
                + Arrays.stream(values).map(Exclusion::hyphened).collect(Collectors.joining(", "))));
    }

    private static String hyphened(Object value) {
        return value.toString().replace(' ', '-');
    }

    private static Pattern glob(String name) {
        StringBuilder regex = new StringBuilder();
        name.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** The catalog without what this leaves out. */
    Catalog leftOf(Catalog catalog) {
        Property leftOut = property;
        return leftOut == null
                ? catalog.without(this::matches)
                : catalog.with(object -> matches(object) ? object.with(leftOut, null) : object);
    }

    private boolean matches(CatalogObject object) {
        return (kind == null || kind == object.kind())
                && (name.matcher(object.id().name()).matches()
                        || name.matcher(path(object.id())).matches());
    }

    /** The name with those of what it belongs to before it. */
    private static String path(ObjectId id) {
        ObjectId parent = id.parent();
        return parent == null ? id.name() : path(parent) + "." + id.name();
    }
}
