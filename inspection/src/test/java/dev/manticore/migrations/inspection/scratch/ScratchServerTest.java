package dev.manticore.migrations.inspection.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Databases for trying migrations: with what the initial scripts make and the roles that scripts mention, and nothing stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScratchServerTest {
    private final TestDatabase own = PostgresServer.shared().newDatabase();
    /** The tests' server as one of the user's own. */
    private final DatabaseServer users = DatabaseServer.at(own.jdbcUrl(), null, null);

    @BeforeAll
    void nothingIsThere() throws SQLException {
        assertThat(databases()).isEmpty();
    }

    @AfterAll
    void nothingStays() throws SQLException {
        assertThat(databases()).isEmpty();
        own.close();
    }

    @Test
    void eachDatabaseBeginsWithWhatTheInitialScriptsMade() {
        try (ScratchServer server = ScratchServer.at(users)
                        .init("schemas.sql", "CREATE SCHEMA shop; CREATE TABLE shop.prices (id INT);")
                        .init("index.sql", "CREATE INDEX CONCURRENTLY prices_id ON shop.prices (id);")
                        .open();
                ScratchDatabase first = server.createEmpty();
                ScratchDatabase second = server.createEmpty()) {
            Catalog catalog = Catalog.read(first.runner());

            assertThat(catalog.find(
                            ObjectId.of(ObjectKind.TABLE, "shop.prices").child(ObjectKind.INDEX, "shop.prices_id")))
                    .isPresent();
            assertThat(Catalog.read(second.runner())).isEqualTo(catalog);
            assertThat(catalog.text()).doesNotContain("_manticore");
        }
    }

    @Test
    void anInitialScriptThatFailsIsNamedWithItsLine() throws SQLException {
        assertThatThrownBy(() -> ScratchServer.at(users)
                        .init("extensions.sql", "SELECT 1;\nCREATE EXTENSION postgres_of_the_moon;")
                        .open())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("extensions.sql")
                .hasMessageContaining("2:1");
        assertThat(databases()).isEmpty();
    }

    @Test
    void rolesThatScriptsMentionAreCreatedAndDroppedInTheEnd() throws SQLException {
        try (ScratchServer server = ScratchServer.at(users).open();
                ScratchDatabase database = server.createEmpty()) {
            migrate(database, """
                CREATE TABLE pets (id INT);
                GRANT SELECT ON pets TO "scratch ""reader\""\", scratch_writer;
                ALTER TABLE pets OWNER TO scratch_owner;
                SET ROLE scratch_owner;
                """);

            assertThat(Catalog.read(database.runner()).text())
                    .contains("owner: scratch_owner")
                    .contains("grant scratch_writer: SELECT");
            assertThat(roles()).containsExactlyInAnyOrder("scratch \"reader\"", "scratch_owner", "scratch_writer");
        }
        assertThat(roles()).isEmpty();
    }

    @Test
    void migrationsThatShareAMessageGoOnBehindTheOneWhoseRoleWasMissing() {
        try (ScratchServer server = ScratchServer.at(users).open();
                ScratchDatabase database = server.createEmpty()) {
            String[] scripts = new String[12];
            for (int number = 0; number < scripts.length; number++) {
                String table = "t" + number;
                scripts[number] = "CREATE TABLE " + table + " (id INT);"
                        + (number % 3 == 2 ? "GRANT SELECT ON " + table + " TO scratch_" + number : "");
            }
            migrate(database, scripts);

            assertThat(Catalog.read(database.runner()).text())
                    .contains("table public.t11", "grant scratch_11: SELECT", "grant scratch_2: SELECT");
        }
    }

    @Test
    void aScriptThatFailsForAnotherReasonFails() {
        try (ScratchServer server = ScratchServer.at(users).open();
                ScratchDatabase database = server.createEmpty()) {
            assertThatThrownBy(() -> migrate(database, "SELECT 1; DROP TABLE missing"))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("\"missing\" does not exist");
        }
    }

    @Test
    void aCopyHasEverythingAndIsOfItsOwn() {
        try (ScratchServer server = ScratchServer.at(users).open();
                ScratchDatabase database = server.createEmpty()) {
            migrate(database, "CREATE TABLE pets (id INT)");
            try (ScratchDatabase copy = server.copyOf(database)) {
                assertThat(Catalog.read(copy.runner())).isEqualTo(Catalog.read(database.runner()));
                assertThat(copy.name()).isNotEqualTo(database.name());
            }
        }
    }

    @Test
    void databasesAndRolesOfAProgramThatHasEndedAreDropped() throws SQLException {
        ServerConnection connection = ServerConnection.to(users);
        OwnDatabases killed = OwnDatabases.register(connection, "manticore_scratch_");
        String name = killed.copy("template0").orElseThrow();
        assertThat(new ScratchRoles(connection, killed).createMissing("42704", "role \"scratch_left\" does not exist"))
                .isTrue();
        try (ScratchServer beside = ScratchServer.at(users).open()) {
            assertThat(databases()).as("while %s is open", beside).contains(name);
            assertThat(roles()).contains("scratch_left");
        }
        connection.close();

        ScratchServer.at(users).open().close();

        assertThat(databases()).isEmpty();
        assertThat(roles()).isEmpty();
    }

    @Test
    void whatAnotherUserHasLeftKeepsNobodyFromWorking() throws SQLException {
        execute("CREATE ROLE inspection_ci LOGIN CREATEDB");
        ServerConnection admins = ServerConnection.to(users);
        OwnDatabases killed = OwnDatabases.register(admins, "manticore_scratch_");
        String name = killed.copy("template0").orElseThrow();
        new ScratchRoles(admins, killed).createMissing("42704", "role \"scratch_left\" does not exist");
        admins.close();
        DatabaseServer ci = DatabaseServer.at(own.as("inspection_ci").jdbcUrl(), null, null);
        try (ScratchServer server = ScratchServer.at(ci).open();
                ScratchDatabase database = server.createEmpty()) {
            migrate(database, "CREATE TABLE pets (id INT)");
            assertThat(databases()).containsExactlyInAnyOrder(name, database.name());
        } finally {
            ScratchServer.at(users).open().close();
            execute("DROP ROLE inspection_ci");
        }
        assertThat(databases()).isEmpty();
        assertThat(roles()).isEmpty();
    }

    @Test
    void databasesOfOthersStay() throws SQLException {
        List<String> others = List.of(
                "manticore_scratch_20261130120000_1", "manticore_scratch_7_1_kept", "manticore_scratch_9999999999_1");
        ServerConnection connection = ServerConnection.to(users);
        OwnDatabases killed = OwnDatabases.register(connection, "manticore_scratch_");
        String kept = killed.copy("template0").orElseThrow() + "_kept";
        connection.close();
        try {
            for (String other : others) {
                execute("CREATE DATABASE " + other);
            }
            execute("CREATE DATABASE " + kept);

            ScratchServer.at(users).open().close();

            List<String> expected = new ArrayList<>(others);
            expected.add(kept);
            assertThat(databases()).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            for (String other : others) {
                execute("DROP DATABASE IF EXISTS " + other);
            }
            execute("DROP DATABASE IF EXISTS " + kept);
        }
    }

    @Test
    void programsWithLocksInDifferentDatabasesSeeEachOther() throws SQLException {
        DatabaseServer withoutPostgres = new DatabaseServer() {
            @Override
            public DataSource initial() {
                return users.initial();
            }

            @Override
            public DataSource database(String name) {
                return users.database(name.equals("postgres") ? "missing" : name);
            }
        };
        try (ScratchServer server = ScratchServer.at(withoutPostgres).open();
                ScratchDatabase database = server.createEmpty();
                ScratchServer beside = ScratchServer.at(users).open();
                ScratchDatabase other = beside.createEmpty()) {
            ScratchServer.at(withoutPostgres).open().close();

            assertThat(databases()).containsExactlyInAnyOrder(database.name(), other.name());
        }
    }

    @Test
    void aRoleWhoseCommentAScriptReplacesIsDroppedInTheEnd() throws SQLException {
        try (ScratchServer server = ScratchServer.at(users).open();
                ScratchDatabase database = server.createEmpty()) {
            migrate(
                    database,
                    "CREATE TABLE pets (id INT); GRANT SELECT ON pets TO scratch_reader;"
                            + " COMMENT ON ROLE scratch_reader IS 'reads'");

            assertThat(roles()).containsExactly("scratch_reader");
            assertThat(server.dropRolesOfScripts()).doesNotContain("scratch_reader");
        }
        assertThat(roles()).isEmpty();
    }

    @Test
    void oneThatCannotBeDroppedKeepsNothingElse() throws SQLException {
        ScratchServer server = ScratchServer.at(users).open();
        List<ScratchDatabase> all = List.of(server.createEmpty(), server.createEmpty(), server.createEmpty());
        String refused = all.get(1).name();
        server.createMissingRole("42704", "role \"scratch_role\" does not exist");
        execute("ALTER DATABASE " + refused + " IS_TEMPLATE true");

        assertThatThrownBy(server::close)
                .isInstanceOf(ScratchException.class)
                .hasMessageContaining(refused + " cannot be dropped");

        assertThat(databases()).containsExactly(refused);
        assertThat(roles()).isEmpty();
        execute("ALTER DATABASE " + refused + " IS_TEMPLATE false");
        execute("DROP DATABASE " + refused);
    }

    @Test
    void theServerDoesNotEndTheConnectionThatLocks() throws SQLException {
        execute("CREATE ROLE inspection_idle LOGIN");
        execute("ALTER ROLE inspection_idle SET idle_session_timeout = '1h'");
        try (ServerConnection connection =
                ServerConnection.to(DatabaseServer.at(own.as("inspection_idle").jdbcUrl(), null, null))) {
            assertThat(connection.ask("SHOW idle_session_timeout")).containsExactly("0");
        } finally {
            execute("DROP ROLE inspection_idle");
        }
    }

    @Test
    void anEmbeddedServerNeedsNoOther() {
        try (ScratchServer server = ScratchServer.embedded().open();
                ScratchDatabase database = server.createEmpty()) {
            migrate(database, "CREATE TABLE pets (id INT); GRANT SELECT ON pets TO reader");

            assertThat(Catalog.read(JdbcTxRunner.over(database.dataSource())).text())
                    .contains("grant reader: SELECT");
        }
    }

    @Test
    void anEmbeddedServerGetsTheDatabasesThatScriptsName() {
        String script = "CREATE ROLE clerk; GRANT CONNECT ON DATABASE \"the shop\" TO clerk;"
                + " ALTER DATABASE \"the shop\" SET lock_timeout = '5s'";
        try (ScratchServer server = ScratchServer.embedded().open()) {
            try (ScratchDatabase database = server.createEmpty()) {
                migrate(database, script);
            }
            assertThat(server.dropRolesOfScripts()).isEmpty();
            try (ScratchDatabase another = server.createEmpty()) {
                migrate(another, script);
            }
        }
    }

    @Test
    void aServerOfTheUsersOwnGetsNone() throws SQLException {
        try (ScratchServer server = ScratchServer.at(users).open();
                ScratchDatabase database = server.createEmpty()) {
            assertThatThrownBy(() -> migrate(database, "ALTER DATABASE \"the shop\" SET lock_timeout = '5s'"))
                    .hasMessageContaining("database \"the shop\" does not exist");
        }
    }

    private static void migrate(ScratchDatabase database, String... scripts) {
        List<Migration> migrations = new ArrayList<>();
        for (String script : scripts) {
            migrations.add(new Migration(migrations.size() + 1L, "step", script, null));
        }
        Migrator.builder(database.runner())
                .source(MigrationSource.of(migrations))
                .build()
                .migrate();
    }

    private List<String> databases() throws SQLException {
        return ask("SELECT datname FROM pg_database WHERE starts_with(datname, 'manticore_scratch_') ORDER BY datname");
    }

    private List<String> roles() throws SQLException {
        return ask("SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'scratch') ORDER BY rolname");
    }

    private void execute(String sql) throws SQLException {
        try (ServerConnection connection = ServerConnection.to(users)) {
            connection.execute(sql);
        }
    }

    private List<String> ask(String sql) throws SQLException {
        try (ServerConnection connection = ServerConnection.to(users)) {
            return connection.ask(sql);
        }
    }
}
