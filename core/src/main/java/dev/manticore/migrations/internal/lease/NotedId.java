package dev.manticore.migrations.internal.lease;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The identity of a migration as a table of text holds it: {@code 3}, {@code 1.2}, or {@code R views}. */
public final class NotedId {
    private static final String REPEATABLE = "R ";
    private static final String NUMBER = upTo(Long.toString(Long.MAX_VALUE));
    /** A pattern of PostgreSQL for the texts that {@link #parse} reads. */
    static final String PATTERN = "^((" + NUMBER + ")([.](" + NUMBER + "))*|" + REPEATABLE + "\\s*\\S.*)$";

    private NotedId() {}

    /** Returns the text for an identity. */
    public static String of(MigrationId id) {
        return id.match(new MigrationId.Cases<>() {
            @Override
            public String version(Version version) {
                return version.toString();
            }

            @Override
            public String repeatable(RepeatableName name) {
                return REPEATABLE + name;
            }
        });
    }

    /**
     * Reads what {@link #of} has written.
     *
     * @throws IllegalArgumentException if it has not
     */
    public static MigrationId parse(String text) {
        return text.startsWith(REPEATABLE)
                ? new RepeatableName(text.substring(REPEATABLE.length()))
                : Version.parse(text);
    }

    /** A pattern for the whole numbers up to one, without zeros in front. */
    private static String upTo(String highest) {
        String greater = IntStream.range(0, highest.length())
                .filter(i -> highest.charAt(i) > '0')
                .mapToObj(i -> highest.substring(0, i) + "[0-" + (char) (highest.charAt(i) - 1) + "]" + "[0-9]{"
                        + (highest.length() - 1 - i) + "}")
                .collect(Collectors.joining("|"));
        return "[0-9]{1," + (highest.length() - 1) + "}|" + greater + "|" + highest;
    }
}
