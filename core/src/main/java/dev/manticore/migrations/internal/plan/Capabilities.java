package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.spi.Database;
import java.util.Objects;

/**
 * What scripts can be run with.
 *
 * @param sendsCopyData whether the runner sends the rows of a {@code COPY .. FROM STDIN}
 */
public record Capabilities(Database database, boolean sendsCopyData) {
    public Capabilities {
        Objects.requireNonNull(database, "database");
    }
}
