package dev.manticore.migrations.examples.dagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Shows that the example migrates from both of its sources. */
class ShopComponentTest {

    @Test
    void migratesFromBothSources() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Migrator migrator = DaggerShopComponent.factory()
                    .create(database.dataSource(), Path.of("migrations"))
                    .migrator();

            assertThat(migrator.migrate().steps())
                    .extracting(StepReport::origin)
                    .containsExactly("migrations/V1__create_countries.sql", "countries:V2__insert_countries.sql");
            assertThat(countries(database)).isEqualTo("DE, FR, NL");
            assertThat(migrator.migrate(0).steps()).hasSize(2);
        }
    }

    private static String countries(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT string_agg(code, ', ' ORDER BY code) FROM countries")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
