package dev.manticore.migrations.internal.placeholder;

import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of built-in placeholders that only the database knows.
 *
 * @param user the current user
 * @param name the database's name
 * @param schema where names without a schema go to
 */
public record DatabaseValues(String user, String name, String schema) {

    /** Stands for the values while there is no connection: names, with which a script is cut as with the real ones. */
    public static final DatabaseValues UNKNOWN = new DatabaseValues("user_name", "database_name", "schema_name");

    /**
     * Asks the database.
     *
     * @param schema the migrator's schema; null for the connection's own
     */
    public static Query<DatabaseValues> query(@Nullable String schema) {
        String sql =
                "SELECT CAST(current_user AS TEXT) AS user_name, CAST(current_database() AS TEXT) AS database_name,"
                        + " CAST(current_schema() AS TEXT) AS schema_name";
        return new Query<>(List.of(sql), answers -> {
            Row row = Objects.requireNonNull(answers.get(0).first());
            String current = Objects.requireNonNullElse(row.text("schema_name"), "");
            return new DatabaseValues(
                    row.required("user_name"), row.required("database_name"), schema == null ? current : schema);
        });
    }
}
