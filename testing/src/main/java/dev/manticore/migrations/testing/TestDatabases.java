package dev.manticore.migrations.testing;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.inspection.scratch.OwnDatabases;
import dev.manticore.migrations.inspection.scratch.ServerConnection;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Gives each test a migrated database of its own. The migrations are applied once, to a template database; each test gets a
 * copy of it.
 *
 * <pre>{@code
 * try (TestDatabases databases = TestDatabases.of(ClasspathSource.of("db/migration")).open();
 *         TestDatabase database = databases.create()) {
 *     DataSource dataSource = database.dataSource();
 * }
 * }</pre>
 *
 * <p>The template's name tells the state of the migrations: their checksums, and the settings with which they are applied.
 * It stays on the server for the next run, and is made anew if they change. Only one program makes it, others wait. Of
 * each set of migrations the three newest templates are kept.
 *
 * <p>Thread-safe. Databases are created one at a time.
 */
public final class TestDatabases implements AutoCloseable {
    private final TestServer.Address address;
    private final OwnDatabases databases;
    private final Template template;
    private final TestDatabasesBuilder settings;

    TestDatabases(TestServer.Address address, TestDatabasesBuilder settings) {
        this.address = address;
        this.settings = settings;
        ServerConnection server = ServerConnection.to(address.server());
        this.databases = OwnDatabases.register(server, "manticore_test_");
        this.template = new Template(
                server,
                MigrationState.of(settings),
                database -> migrator(database).migrate());
    }

    /** Databases with the migrations of these sources, on an embedded server unless the builder names another one. */
    public static TestDatabasesBuilder of(MigrationSource... sources) {
        return new TestDatabasesBuilder(List.of(sources));
    }

    /** A copy of the migrated database. */
    public TestDatabase create() {
        while (true) {
            String original = template.ensure();
            Optional<String> copy = databases.copy(original);
            if (copy.isPresent()) {
                return database(copy.get());
            }
            // Another program has removed the template since. It is made again.
        }
    }

    /** A database without migrations. */
    public TestDatabase createEmpty() {
        return database(databases.copy("template0").orElseThrow());
    }

    /** A tester of the migrations, with a database of its own. */
    public MigrationTester tester() {
        TestDatabase database = createEmpty();
        return new MigrationTester(
                database,
                settings.versionsMigrator(JdbcTxRunner.over(database.dataSource())),
                migrator(database.dataSource()));
    }

    private TestDatabase database(String name) {
        return new TestDatabase(address, name, () -> databases.drop(name));
    }

    private Migrator migrator(DataSource dataSource) {
        return settings.migrator(JdbcTxRunner.over(dataSource));
    }

    /** Drops the databases that were not closed. The template stays. */
    @Override
    public void close() {
        databases.close();
    }
}
