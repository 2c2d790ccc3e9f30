package dev.manticore.migrations.spi;

import java.nio.charset.Charset;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of a {@link MigrationSource}, as it was found.
 *
 * @param name the file's name without any directory, e.g. {@code V7__create_orders.sql}
 * @param content the file's bytes; not copied, and nobody may change them
 * @param origin where it was found, in a form that a person can open, e.g. {@code db/migrations/V7__create_orders.sql}
 *     or {@code jar:file:/app/lib/shop.jar!/db/V7__create_orders.sql}
 * @param encoding of the content where the source knows it; null for the one that the migrator was built with, or that
 *     the file's settings name
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough here, and a copy of 10,000 files is not free
public record SourceScript(
        String name,
        byte[] content,
        String origin,
        @Nullable Charset encoding) {

    // V7__, u1.2__, R__: what begins like this was meant to be a migration, whatever follows.
    private static final Pattern MIGRATION_START = Pattern.compile("(?:[VvUu][0-9][0-9._]*|[Rr])__.*", Pattern.DOTALL);

    private static final Pattern SCRIPT_END = Pattern.compile("\\.sql(?:\\.conf)?\\z", Pattern.CASE_INSENSITIVE);

    // What editors, patch and merge tools leave beside a script.
    private static final Pattern BACKUP = Pattern.compile(
            ".*~|.*\\.sw[a-p]|.*\\.sql(?:\\.(?:bak|orig|rej|save|tmp)|___jb_(?:tmp|old)___)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    public SourceScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(origin, "origin");
    }

    /** A file whose encoding the source does not know. */
    public SourceScript(String name, byte[] content, String origin) {
        this(name, content, origin, null);
    }

    /**
     * Whether a source has to return a file of this name: anything that ends in {@code .sql} or {@code .sql.conf} in any
     * case, or begins like a migration. A mistyped name is then refused rather than ignored. Hidden files and the backups
     * and temporary files of editors ({@code ~}, {@code .swp}, {@code .sql.bak}, {@code .sql.orig}, ..) are not expected.
     *
     * @param name the file's name without any directory
     */
    public static boolean isExpected(String name) {
        return !name.startsWith(".")
                && (SCRIPT_END.matcher(name).find()
                        || MIGRATION_START.matcher(name).matches())
                && !BACKUP.matcher(name).matches();
    }

    @Override
    public String toString() {
        return origin + " (" + content.length + " bytes)";
    }
}
