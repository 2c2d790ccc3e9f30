package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session reads what a new connection reads, and what it has read before without reading it again. */
class CatalogSessionTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final CatalogSession session = CatalogSession.open(JdbcTxRunner.over(database.dataSource()));

    @BeforeEach
    void create() throws SQLException {
        execute("CREATE TABLE pets (id INT PRIMARY KEY, name TEXT); CREATE TYPE state AS ENUM ('new');"
                + " CREATE FUNCTION one() RETURNS INT LANGUAGE sql AS 'SELECT 1'");
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE toys (id INT)",
                "COMMENT ON COLUMN pets.name IS 'x'",
                "GRANT SELECT (name) ON pets TO PUBLIC",
                "ALTER TABLE pets ALTER name SET STATISTICS 7",
                "ALTER TYPE state ADD VALUE 'old'",
                "CREATE OR REPLACE FUNCTION one() RETURNS INT LANGUAGE sql AS 'SELECT 2'",
                "ALTER TABLE pets RENAME TO cats",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
                "DROP FUNCTION one",
                "ALTER TABLE pets CLUSTER ON pets_pkey"
            })
    void readsWhatHasChanged(String change) throws SQLException {
        Catalog before = session.read();
        execute(change);

        assertThat(session.read())
                .isEqualTo(Catalog.read(JdbcTxRunner.over(database.dataSource())))
                .isNotEqualTo(before);
    }

    @Test
    void returnsWhatItHasReadWhereNothingIsLeft() throws SQLException {
        Catalog before = session.read();
        execute("CREATE TABLE toys (id INT PRIMARY KEY); CREATE VIEW names AS SELECT id FROM toys");
        Catalog between = session.read();
        execute("DROP VIEW names; DROP TABLE toys");

        assertThat(session.read()).isSameAs(before).isNotEqualTo(between);
    }

    @Test
    void seesThatARoleHasAnotherName() throws SQLException {
        execute("CREATE ROLE session_owner; ALTER TABLE pets OWNER TO session_owner");
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
