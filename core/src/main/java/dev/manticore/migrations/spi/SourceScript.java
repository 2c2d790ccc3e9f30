package dev.manticore.migrations.spi;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One file of a {@link MigrationSource}, as it was found.
 *
 * @param name the file's name without any directory, e.g. {@code V7__create_orders.sql}
 * @param content the file's bytes; not copied, and nobody may change them
 * @param origin where it was found, in a form that a person can open, e.g. {@code db/migrations/V7__create_orders.sql}
 *     or {@code jar:file:/app/lib/shop.jar!/db/V7__create_orders.sql}
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough here, and a copy of 10,000 files is not free
public record SourceScript(String name, byte[] content, String origin) {

    // V7__, u1.2__: what begins like this was meant to be a migration, whatever follows.
    private static final Pattern MIGRATION_START = Pattern.compile("[VvUu][0-9][0-9._]*__.*", Pattern.DOTALL);

    // What editors, patch and merge tools leave beside a script.
    private static final Pattern BACKUP = Pattern.compile(
            ".*~|.*\\.sw[a-p]|.*\\.sql(?:\\.(?:bak|orig|rej|save|tmp)|___jb_(?:tmp|old)___)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    public SourceScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Whether a source has to return a file of this name: anything that ends in {@code .sql} in any case, or begins
     * like a migration. A mistyped name is then refused rather than ignored. Hidden files and the backups and temporary
     * files of editors ({@code ~}, {@code .swp}, {@code .sql.bak}, {@code .sql.orig}, ..) are not expected.
     *
     * @param name the file's name without any directory
     */
    public static boolean isExpected(String name) {
        return !name.startsWith(".")
                && (name.toLowerCase(Locale.ROOT).endsWith(".sql")
                        || MIGRATION_START.matcher(name).matches())
                && !BACKUP.matcher(name).matches();
    }

    @Override
    public String toString() {
        return origin + " (" + content.length + " bytes)";
    }
}
