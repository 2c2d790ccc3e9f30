package dev.manticore.migrations.fleet;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One database or schema that has a history and a lease of its own.
 *
 * @param name names the target in results and messages, and is the value of the placeholder for it; unique in a call, not
 *     blank
 * @param server the server that it is on, in whatever words: {@link FleetBuilder#perServer} counts the targets of each
 * @param database what the fleet asks for a runner with. Targets in the same database have the same
 * @param schema the schema, not quoted; null for the connection's own. If a database has several targets, each has a schema
 */
public record FleetTarget(
        String name,
        String server,
        String database,
        @Nullable String schema) {

    /** Checks the name. */
    public FleetTarget {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(database, "database");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a target needs a name");
        }
    }

    /** A whole database, which is all that is known of its server. */
    public static FleetTarget database(String database) {
        return new FleetTarget(database, database, database, null);
    }

    /** A schema of a database, which is all that is known of its server. The target has the name of the schema. */
    public static FleetTarget schema(String database, String schema) {
        return new FleetTarget(schema, database, database, schema);
    }

    @Override
    public String toString() {
        return name;
    }
}
