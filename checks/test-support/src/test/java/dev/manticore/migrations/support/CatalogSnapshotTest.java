package dev.manticore.migrations.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that a catalog snapshot differs where schemas differ, and nowhere else. */
class CatalogSnapshotTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void holdsWhatAnEmptyDatabaseHas() throws SQLException {
        assertThat(snapshot("").lines())
                .anySatisfy(line -> assertThat(line).startsWith("schema public owner="))
                .anySatisfy(line -> assertThat(line).startsWith("comment schema public:"))
                .anySatisfy(line -> assertThat(line).startsWith("privilege schema public:"))
                .hasSize(4);
    }

    @Test
    void leavesOutATableWithAllThatBelongsToIt() throws SQLException {
        CatalogSnapshot empty = snapshot("");

        CatalogSnapshot snapshot = snapshot(
                "CREATE TABLE left_out (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (id > 0), t TEXT UNIQUE);"
                        + " COMMENT ON TABLE left_out IS 'c'; GRANT SELECT (t) ON left_out TO PUBLIC");

        assertThat(snapshot.differencesFrom(empty)).isEmpty();
    }

    @Test
    void isTheSameForTheSameObjectsWithOtherNumbers() throws SQLException {
        String table = "CREATE TABLE t (b INT NOT NULL DEFAULT 1, a TEXT); CREATE INDEX i ON t (a) WHERE b > 0;";
        CatalogSnapshot first = snapshot(table);

        CatalogSnapshot second = snapshot("DROP TABLE t; CREATE TABLE t (x INT, b INT NOT NULL DEFAULT 1, a TEXT);"
                + " ALTER TABLE t DROP x; CREATE INDEX i ON t (a) WHERE b > 0");

        assertThat(second).isEqualTo(first);
        assertThat(second.lines())
                .filteredOn(line -> line.startsWith("column "))
                .hasSize(2);
    }

    @Test
    void tellsWhatIsMissingAndWhatIsNew() throws SQLException {
        CatalogSnapshot first = snapshot("CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE VIEW v AS SELECT 1 AS one");

        List<String> differences = snapshot("DROP VIEW v; ALTER TYPE mood ADD VALUE 'mad' BEFORE 'glad'")
                .differencesFrom(first);

        assertThat(differences)
                .anySatisfy(line -> assertThat(line).startsWith("- view public.v AS  SELECT 1 AS one"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("+ type public.mood ").endsWith("labels='sad', 'mad', 'glad'"))
                .noneSatisfy(line -> assertThat(line).startsWith("+ view"));
    }

    @Test
    void leavesTheConnectionAsItWas() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            CatalogSnapshot.of(connection, Set.of());

            assertThat(connection.getAutoCommit()).isTrue();
            statement.execute("CREATE TABLE writable_and_in_public (id INT)");
        }
    }

    private CatalogSnapshot snapshot(String change) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(change);
            return CatalogSnapshot.of(connection, Set.of("left_out"));
        }
    }
}
