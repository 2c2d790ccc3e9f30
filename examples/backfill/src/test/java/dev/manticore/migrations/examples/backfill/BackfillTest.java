package dev.manticore.migrations.examples.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Fills the column of every row, and compares the time with one UPDATE; {@code -Dbackfill.rows=5000000} makes it large. */
class BackfillTest {
    private static final int ROWS = Integer.getInteger("backfill.rows", 12_000);

    @Test
    void fillsTheColumnOfEveryRow() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Backfill.main(database.jdbcUrl(), Integer.toString(ROWS));
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(number(statement, "SELECT count(*) FROM account WHERE cents = round(balance * 100)"))
                        .isEqualTo(ROWS);
                assertThat(number(statement, "SELECT count(DISTINCT CAST(xmin AS TEXT)) FROM account"))
                        .as("batches")
                        .isEqualTo((ROWS + 4_999) / 5_000);

                statement.execute(
                        "CREATE TABLE whole (id BIGINT PRIMARY KEY, balance NUMERIC(12, 2) NOT NULL, cents BIGINT)");
                statement.execute("INSERT INTO whole SELECT id, balance FROM account");
                long start = System.nanoTime();
                statement.executeUpdate("UPDATE whole SET cents = balance * 100");
                System.out.printf(
                        "one UPDATE of %,d rows in %,d ms%n",
                        ROWS, Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
