package dev.manticore.migrations.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.testing.MigratedDatabase;
import dev.manticore.migrations.testing.MigrationTester;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Each test of a web shop has a migrated database of its own, and its migrations are tested one by one. */
@MigratedDatabase(locations = "filesystem:../shop/migrations")
class ShopTest {

    @RepeatedTest(3)
    void hasTheAssortmentOfTheOpeningDay(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM products")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(5);
            }
            // No other test sees it.
            assertThat(statement.executeUpdate("DELETE FROM products WHERE sku = 'BOOK-SQL-1'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void putsTheBooksIntoTheirCategory(MigrationTester migrations) {
        migrations.migrateBefore("3");
        migrations.execute("INSERT INTO categories (slug, name, position) VALUES ('maps', 'Maps', 9)");

        migrations.apply("3");

        assertThat(migrations.query("SELECT slug FROM categories WHERE position IN (3, 9) ORDER BY position"))
                .containsExactly(Map.of("slug", "books"), Map.of("slug", "maps"));
    }

    @Test
    void everyMigrationGoesUpDownAndUpAgain(MigrationTester migrations) {
        assertThat(migrations.everyMigrationGoesUpDownAndUp()).isEmpty();
    }
}
