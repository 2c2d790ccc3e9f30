package dev.manticore.migrations.it.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks at a database past the migrator, and does what a person would do by hand. Each call has its own connection. */
public record Sql(DataSource dataSource) {
    /** Runs statements, each alone. */
    public void run(String... statements) {
        try (Connection connection = dataSource.getConnection()) {
            run(connection, statements);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static void run(Connection connection, String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** The rows, their values joined by {@code |}, NULL as {@code ∅}. */
    public List<String> rows(String query) {
        try (Connection connection = dataSource.getConnection()) {
            return rows(connection, query);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static List<String> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    values.add(value == null ? "∅" : value);
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    /** The only row, as in {@link #rows}. */
    public String row(String query) {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows: " + query);
        }
        return rows.get(0);
    }

    public long number(String query) {
        return Long.parseLong(row(query));
    }

    /** The versions in the history, ascending. */
    public List<String> history() {
        return rows("SELECT version FROM _migrations ORDER BY version");
    }

    /** What stands in the schema public, the history and the lease included. */
    public List<String> tables() {
        return rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                + " AND table_type = 'BASE TABLE' ORDER BY 1");
    }

    /** Whether anybody may take the lease right now. */
    public boolean leaseIsFree() {
        return leaseIsFree("_migrations_lease");
    }

    /** Whether anybody may take the lease of another table right now. */
    public boolean leaseIsFree(String table) {
        return row("SELECT expires_at < clock_timestamp() FROM " + table).equals("t");
    }
}
