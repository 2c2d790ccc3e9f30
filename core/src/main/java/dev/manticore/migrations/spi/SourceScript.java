package dev.manticore.migrations.spi;

import java.util.Objects;

/**
 * One file of a {@link MigrationSource}, as it was found.
 *
 * @param name the file's name without any directory, e.g. {@code V7__create_orders.sql}
 * @param content the file's bytes; not copied, nobody may change them
 * @param origin where it was found, in a form that a person can open, e.g. {@code db/migrations/V7__create_orders.sql}
 *     or {@code jar:file:/app/lib/shop.jar!/db/V7__create_orders.sql}
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough here, and a copy of 10,000 files is not free
public record SourceScript(String name, byte[] content, String origin) {

    public SourceScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(origin, "origin");
    }

    @Override
    public String toString() {
        return origin + " (" + content.length + " bytes)";
    }
}
