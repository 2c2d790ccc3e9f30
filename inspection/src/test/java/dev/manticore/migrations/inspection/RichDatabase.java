package dev.manticore.migrations.inspection;

import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database with objects of all kinds, as {@code rich.sql} makes it. */
final class RichDatabase implements AutoCloseable {
    /** Roles are the server's: another test may have made them. */
    private static final String ROLES = """
            DO $$
            DECLARE wanted text;
            BEGIN
                FOREACH wanted IN ARRAY ARRAY['librarian', 'reader', 'clerk'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                        EXECUTE 'CREATE ROLE ' || wanted;
                    END IF;
                END LOOP;
            END $$""";

    private final TestDatabase database;

    private RichDatabase(TestDatabase database) {
        this.database = database;
    }

    /** A new database, without anything. */
    static RichDatabase empty() {
        return new RichDatabase(PostgresServer.shared().newDatabase());
    }

    static RichDatabase create() throws SQLException {
        RichDatabase rich = empty();
        rich.execute(ROLES);
        rich.execute(Mutation.resource("rich.sql"));
        return rich;
    }

    RichDatabase copy() {
        return new RichDatabase(PostgresServer.shared().copyOf(database));
    }

    TestDatabase database() {
        return database;
    }

    JdbcTxRunner runner() {
        return JdbcTxRunner.over(database.dataSource());
    }

    Catalog catalog() {
        return Catalog.read(runner());
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Executes all in one transaction. */
    void execute(List<String> statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException refused) {
                    throw new SQLException(sql + ";\n" + refused.getMessage(), refused.getSQLState(), refused);
                }
            }
            connection.commit();
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
