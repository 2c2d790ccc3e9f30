package dev.manticore.migrations.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a database consists of, as its catalog tells it, but for the tables that tools keep their history in. */
record Catalog(List<String> tables, List<String> columns, List<String> indexes, List<String> constraints) {
    static Catalog of(DataSource database) throws SQLException {
        return new Catalog(
                rows(
                        database,
                        "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'public'"
                                + " AND " + foreign("table_name")),
                rows(
                        database,
                        "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length,"
                                + " is_nullable, column_default FROM information_schema.columns"
                                + " WHERE table_schema = 'public' AND " + foreign("table_name")),
                rows(
                        database,
                        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND "
                                + foreign("tablename")),
                rows(
                        database,
                        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                                + " WHERE connamespace = 'public'::regnamespace AND "
                                + foreign("conrelid::regclass::text")));
    }

    private static String foreign(String column) {
        return column + " NOT LIKE '\\_migrations%' AND " + column + " <> 'flyway_schema_history'";
    }

    private static List<String> rows(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                result.add(row.toString());
            }
            return result.stream().sorted().toList();
        }
    }
}
