package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session reads what a new connection reads, and reads again only what has changed. */
class CatalogSessionTest {
    /** One after the other, all in one database. */
    private static final List<String> CHANGES = List.of(
            "CREATE TABLE toys (id INT)",
            "CREATE TABLE bowls (id INT PRIMARY KEY, pet INT REFERENCES pets, home place)",
            "COMMENT ON COLUMN pets.name IS 'x'",
            "COMMENT ON CONSTRAINT pets_pkey ON pets IS 'x'",
            "COMMENT ON INDEX pets_pkey IS 'x'",
            "COMMENT ON POLICY own ON visits IS 'x'",
            "GRANT SELECT (name) ON pets TO PUBLIC",
            "ALTER TABLE pets ALTER name SET STATISTICS 7",
            "ALTER TABLE pets ALTER state DROP DEFAULT",
            "ALTER TABLE pets ADD pet INT",
            "ALTER TABLE visits ADD name TEXT",
            "ALTER TABLE pets SET (toast.autovacuum_enabled = off)",
            "ALTER TABLE pets DISABLE TRIGGER ALL",
            "ALTER TABLE pets CLUSTER ON pets_pkey",
            "ALTER TYPE state ADD VALUE 'old'",
            "ALTER TYPE state RENAME VALUE 'new' TO 'fresh'",
            "ALTER TYPE state RENAME TO condition",
            "ALTER TYPE place RENAME TO address",
            "ALTER TYPE address RENAME ATTRIBUTE city TO town",
            "ALTER VIEW names RENAME name TO called",
            "ALTER INDEX visits_pkey RENAME TO visits_id",
            "ALTER INDEX pets_pkey RENAME TO pets_id",
            "ALTER SEQUENCE numbers RENAME TO counter",
            "ALTER SEQUENCE counter OWNED BY pets.id",
            "ALTER SEQUENCE visits_id_seq INCREMENT 2",
            "ALTER TABLE pets RENAME TO cats",
            "ALTER TABLE cats RENAME id TO number",
            "ALTER TABLE visits RENAME TO stays",
            "ALTER TABLE stays RENAME pet TO animal",
            "CREATE OR REPLACE FUNCTION one() RETURNS INT LANGUAGE sql AS 'SELECT 2'",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
            "ALTER TABLE stays DROP CONSTRAINT visits_pet_fkey",
            "ALTER TABLE stays DETACH PARTITION first_visits",
            "DROP VIEW some_names",
            "DROP VIEW names",
            "DROP TABLE stays CASCADE",
            "DROP FUNCTION one",
            "ALTER SCHEMA public RENAME TO private");

    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final CatalogSession session = CatalogSession.open(JdbcTxRunner.over(database.dataSource()));

    @BeforeEach
    void create() throws SQLException {
        execute("""
                CREATE TYPE state AS ENUM ('new');
                CREATE TYPE place AS (street TEXT, city TEXT);
                CREATE FUNCTION one() RETURNS INT LANGUAGE sql AS 'SELECT 1';
                CREATE SEQUENCE numbers;
                CREATE TABLE pets (id INT PRIMARY KEY, name TEXT, state state DEFAULT 'new', home place);
                CREATE TABLE visits (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, pet INT REFERENCES pets,
                    number INT DEFAULT nextval('numbers'), UNIQUE (id, number)) PARTITION BY RANGE (id);
                CREATE TABLE bells (pet INT REFERENCES pets);
                CREATE TABLE sights (seen pets);
                CREATE TABLE first_visits PARTITION OF visits FOR VALUES FROM (1) TO (100);
                CREATE VIEW names AS SELECT name, state FROM pets JOIN visits ON visits.pet = pets.id;
                CREATE VIEW some_names AS SELECT name FROM names;
                CREATE POLICY own ON visits USING (EXISTS (SELECT FROM pets WHERE pets.id = visits.pet));
                """);
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    @Test
    void readsWhatHasChanged() throws SQLException {
        for (String change : CHANGES) {
            Catalog before = session.read();
            execute(change);

            assertThat(session.read())
                    .as(change)
                    .isEqualTo(Catalog.read(JdbcTxRunner.over(database.dataSource())))
                    .isNotEqualTo(before);
        }
    }

    @Test
    void readsEachOfManyChanges() {
        int version = PostgresServer.shared().majorVersion();
        try (RichDatabase rich = RichDatabase.create();
                CatalogSession reading = CatalogSession.open(rich.runner())) {
            assertThat(reading.read()).isEqualTo(Catalog.read(rich.runner()));
            for (Mutation mutation : Mutation.all(version)) {
                if (!mutation.isAlone()) {
                    rich.executeScript(mutation.sql());
                    assertThat(reading.read().text())
                            .as(mutation.name())
                            .isEqualTo(Catalog.read(rich.runner()).text());
                }
            }
        }
    }

    @Test
    void readsOnlyWhatHasChanged() throws SQLException {
        ObjectId visits = ObjectId.of(ObjectKind.TABLE, "public.visits");
        ObjectId toys = ObjectId.of(ObjectKind.TABLE, "public.toys");
        execute("CREATE TABLE toys (id INT PRIMARY KEY)");
        Catalog before = session.read();
        execute("ALTER TABLE visits ADD note TEXT");
        Catalog after = session.read();

        assertThat(after.find(toys)).containsSame(before.find(toys).orElseThrow());
        assertThat(after.find(visits).orElseThrow())
                .isNotSameAs(before.find(visits).orElseThrow());
    }

    @Test
    void seesThatARoleHasAnotherName() throws SQLException {
        execute("CREATE ROLE session_owner; CREATE TABLE owned (); ALTER TABLE owned OWNER TO session_owner");
        assertThat(session.read().text()).contains("owner: session_owner");
        execute("ALTER ROLE session_owner RENAME TO session_keeper");
        try {
            assertThat(session.read().text()).contains("owner: session_keeper");
        } finally {
            execute("DROP OWNED BY session_keeper; DROP ROLE session_keeper");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
