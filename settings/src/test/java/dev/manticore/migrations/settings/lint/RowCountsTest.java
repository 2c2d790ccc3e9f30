package dev.manticore.migrations.settings.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Shows how a user or a database says how many rows tables have. */
class RowCountsTest {

    @Test
    void theUserNamesTablesAndNumbers() {
        assertThat(RowCounts.parse(List.of("orders=3000000", "shop.\"a = b\" = 0"), "--size"))
                .isEqualTo(Map.of("orders", 3_000_000L, "shop.\"a = b\"", 0L));
    }

    @Test
    void everyMistakeIsNamed() {
        assertThatThrownBy(
                        () -> RowCounts.parse(List.of("orders", "orders=many", "=3", "a=-1", "b=1", "b=2"), "--size"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("--size: 'orders' does not say how many rows a table has.")
                .hasMessageContaining("--size: 'orders=many' does not")
                .hasMessageContaining("--size: '=3' does not")
                .hasMessageContaining("--size: 'a=-1' does not")
                .hasMessageContaining("--size: 'b' is given twice.");
    }

    @Test
    void aDatabaseEstimates() throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            execute(database, """
                    CREATE TABLE large (a int);
                    INSERT INTO large SELECT generate_series(1, 20000);
                    CREATE TABLE "Never used" (a int);
                    CREATE SCHEMA shop;
                    CREATE TABLE shop.parts (a int) PARTITION BY RANGE (a);
                    CREATE TABLE shop.few PARTITION OF shop.parts FOR VALUES FROM (0) TO (10);
                    CREATE TABLE shop.more PARTITION OF shop.parts FOR VALUES FROM (10) TO (1000);
                    INSERT INTO shop.parts SELECT generate_series(1, 500);
                    CREATE VIEW v AS SELECT 1 AS a;
                    """);
            execute(database, "ANALYZE");

            assertThat(RowCounts.of(database.dataSource()))
                    .isEqualTo(Map.of(
                            "public.large", 20_000L,
                            "public.\"Never used\"", 0L,
                            "shop.parts", 500L,
                            "shop.few", 9L,
                            "shop.more", 491L));
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setURL("jdbc:postgresql://127.0.0.1:1/x?connectTimeout=2");

        assertThatThrownBy(() -> RowCounts.of(nobody))
                .hasMessageStartingWith("The sizes of tables could not be read: ")
                .extracting(failure -> ((ToolException) failure).code())
                .isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    }
}
