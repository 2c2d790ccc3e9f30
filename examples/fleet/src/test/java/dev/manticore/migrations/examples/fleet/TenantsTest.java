package dev.manticore.migrations.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.TargetExistsException;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantsTest {
    private TestDatabase database;
    private Tenants tenants;

    @BeforeEach
    void migrate() {
        database = PostgresServer.shared().newDatabase();
        tenants = new Tenants(database.dataSource());
        tenants.migrate();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aNewTenantHasAllTablesAndItsName() throws SQLException {
        FleetReport acme = tenants.add("Acme & Sons", "acme");
        FleetReport again = tenants.add("Acme Ltd.", "acme");

        assertThat(acme.migrated()).hasSize(1);
        assertThat(again.failed())
                .extracting(TargetResult.Failed::failure)
                .hasOnlyElementsOfType(TargetExistsException.class);
        assertThat(strings("SELECT line FROM acme.letterhead")).containsExactly("Acme & Sons");
        assertThat(strings("SELECT name FROM tenant")).containsExactly("Acme & Sons");
    }

    @Test
    void allTenantsAreMigratedAndOneThatFailsIsNamed() throws SQLException {
        execute("INSERT INTO tenant SELECT 'Tenant ' || n, 't' || n, now() + make_interval(secs => n)"
                + " FROM generate_series(1, 20) AS n; CREATE SCHEMA t7; CREATE TABLE t7.invoice ()");

        FleetReport report = tenants.migrate();

        assertThat(report.migrated()).hasSize(19);
        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("Tenant 7");
        assertThat(tenants.behind()).containsExactly("Tenant 7");

        execute("DROP TABLE t7.invoice");
        FleetReport rest = tenants.migrate();
        assertThat(rest.migrated()).extracting(done -> done.target().name()).containsExactly("Tenant 7");
        assertThat(tenants.behind()).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
