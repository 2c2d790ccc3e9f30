package dev.manticore.migrations.inspection.lint;

import java.util.Arrays;
import java.util.Locale;

/** The lock modes of tables, the weakest first, with the names of PostgreSQL's documentation. */
public enum LockMode {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    private final String view =
            Arrays.stream(name().split("_")).map(LockMode::capitalized).reduce("", String::concat) + "Lock";

    private static String capitalized(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The mode that the view {@code pg_locks} names so, e.g. {@code AccessExclusiveLock}. */
    static LockMode ofView(String mode) {
        return Arrays.stream(values())
                .filter(it -> it.view.equals(mode))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(mode));
    }

    /** Whether nobody else can read the table while it is held. */
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** Whether nobody else can insert, update or delete rows while it is held. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** As SQL writes it, e.g. {@code ACCESS EXCLUSIVE}. */
    @Override
    public String toString() {
        return name().replace('_', ' ');
    }
}
