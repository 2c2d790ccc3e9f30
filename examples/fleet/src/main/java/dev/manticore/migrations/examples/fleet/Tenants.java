package dev.manticore.migrations.examples.fleet;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetListener;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * The tenants of an application: the table {@code tenant} lists them, and each has a schema with the same tables. All methods block.
 * Thread-safe.
 */
public final class Tenants {
    private static final String SERVER = "db1";
    private static final String DATABASE = "app";
    private static final String LIST = "SELECT schema_name, name FROM tenant ORDER BY created_at, name";

    private final DataSource database;
    private final Fleet fleet;

    /** @param database should be a pool with a few connections */
    public Tenants(DataSource database) {
        this.database = database;
        JdbcTxRunner runner = JdbcTxRunner.over(database);
        this.fleet = Fleet.builder(name -> runner)
                .migrator(migrator -> migrator.source(ClasspathSource.of("db/tenant")))
                .placeholder("tenant")
                .canary(1)
                .maxFailures(10)
                .listener(new Printing())
                .build();
    }

    /** Migrates the list of tenants, and then the schema of each: the oldest one first, and the others if that succeeds. */
    public FleetReport migrate() {
        Migrator.builder(JdbcTxRunner.over(database))
                .source(ClasspathSource.of("db/registry"))
                .build()
                .migrate();
        return fleet.migrate(fleet.tenants(SERVER, DATABASE, LIST));
    }

    /** Makes the schema of a new tenant with all tables, and then adds the tenant to the list. */
    public FleetReport add(String name, String schema) throws SQLException {
        FleetReport report = fleet.create(new FleetTarget(name, SERVER, DATABASE, schema));
        if (report.isSuccessful()) {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO tenant (name, schema_name) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, schema);
                insert.executeUpdate();
            }
        }
        return report;
    }

    /** The tenants whose schemas are not up to date. */
    public List<String> behind() {
        return fleet.status(fleet.tenants(SERVER, DATABASE, LIST)).targets().stream()
                .filter(status -> !(status instanceof TargetStatus.UpToDate))
                .map(status -> status.target().name())
                .toList();
    }

    /** Prints a line for each tenant that was migrated or failed. */
    private static final class Printing implements FleetListener {
        @Override
        public void ended(TargetResult result) {
            if (result instanceof TargetResult.Migrated migrated) {
                System.out.println(
                        migrated.target() + ": " + migrated.report().steps().size() + " migrations applied");
            } else if (result instanceof TargetResult.Failed failed) {
                System.out.println(
                        failed.target() + " failed: " + failed.failure().getMessage());
            }
        }
    }
}
