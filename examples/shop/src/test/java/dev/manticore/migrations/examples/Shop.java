package dev.manticore.migrations.examples;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.postgresql.PGConnection;

/** A database for the web shop, initially empty, and its migrator. */
final class Shop implements AutoCloseable {
    private static final Path MIGRATIONS = Path.of("migrations");
    private static final String COPY_END = "\n\\.";

    private final TestDatabase database = PostgresServer.shared().newDatabase();
    final Migrator migrator = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
            .source(FilesystemSource.of(MIGRATIONS))
            .build();

    Catalog catalog() {
        return Catalog.read(JdbcTxRunner.over(database.dataSource()))
                .withoutTables(Set.of("_migrations", "_migrations_lease", "_migrations_repeatable"));
    }

    /** Runs a resource as one message. */
    void runFile(String name) throws IOException, SQLException {
        try (InputStream file = Objects.requireNonNull(Shop.class.getResourceAsStream(name), name)) {
            run(List.of(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    /** Sends the statements of a plan one by one, like a person with psql: without the adapter. */
    void runByHand(List<PlanStep> steps) throws IOException, SQLException {
        run(steps.stream().flatMap(step -> step.statements().stream()).toList());
    }

    /** The first column of the rows of a query. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void run(List<String> statements) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                if (sql.endsWith(COPY_END)) {
                    copy(connection, sql);
                } else {
                    statement.execute(sql);
                }
            }
        }
    }

    private static void copy(Connection connection, String sql) throws IOException, SQLException {
        int head = sql.indexOf(";\n");
        String rows = sql.substring(head + 2, sql.length() - COPY_END.length() + 1);
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql.substring(0, head), new StringReader(rows));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl() + "&preferQueryMode=simple");
    }

    @Override
    public void close() {
        database.close();
    }
}
