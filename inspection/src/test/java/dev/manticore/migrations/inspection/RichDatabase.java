package dev.manticore.migrations.inspection;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
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

    static RichDatabase create() {
        RichDatabase rich = empty();
        rich.execute(List.of(ROLES));
        Migrator.builder(rich.runner()).source(source()).build().migrate();
        return rich;
    }

    /** The one migration that makes everything. */
    static MigrationSource source() {
        return MigrationSource.of(new Migration(1, "rich", Mutation.resource("rich.sql"), null));
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
        return Catalog.read(runner())
                .withoutTables(List.of("_migrations", "_migrations_lease", "_migrations_repeatable"));
    }

    /** Executes a script without functions in the form of the SQL standard, which the driver does not know. */
    void executeScript(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused.getMessage() + "\nin " + sql, refused);
        }
    }

    /** Executes single statements in one transaction. */
    void execute(List<String> statements) {
        if (statements.isEmpty()) {
            return;
        }
        try (TxSession session = runner().open()) {
            session.run(TxScript.transaction(
                    statements.stream().map(TxStatement::of).toList()));
        } catch (TxFailure refused) {
            boolean known = refused.statement() >= 0 && refused.statement() < statements.size();
            throw new IllegalStateException(
                    refused.text() + (known ? "\nin " + statements.get(refused.statement()) : ""), refused);
        }
    }

    /** Executes statements that undo differences. A label of an enum can be used when it is committed. */
    void repair(List<String> statements) {
        execute(statements.stream().filter(RichDatabase::addsLabel).toList());
        execute(statements.stream().filter(it -> !addsLabel(it)).toList());
    }

    private static boolean addsLabel(String statement) {
        return statement.contains(" ADD VALUE ");
    }

    @Override
    public void close() {
        database.close();
    }
}
