package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.spi.Database;
import java.util.Objects;

/**
 * What the server and the runner support.
 *
 * @param database the server
 * @param sendsCopyData whether the runner can send the data of a {@code COPY .. FROM STDIN}
 */
public record Capabilities(Database database, boolean sendsCopyData) {
    public Capabilities {
        Objects.requireNonNull(database, "database");
    }
}
