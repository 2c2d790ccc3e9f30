package dev.manticore.migrations.examples.observability;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.micrometer.MigrationGauges;
import dev.manticore.migrations.micrometer.MigrationObservations;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

/** Migrates a PostgreSQL that runs as long as this program, and prints how often and how long what was done. */
public final class ObservedShop {
    private ObservedShop() {}

    /** Needs no arguments, and no server. */
    public static void main(String... arguments) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        try (EmbeddedServer server = EmbeddedServer.temporary().start()) {
            Migrator migrator = Migrator.builder(JdbcTxRunner.over(server.dataSource()))
                    .source(ClasspathSource.of("db/migration"))
                    .listener(MigrationObservations.of(observations))
                    .build();
            MigrationGauges gauges = MigrationGauges.of(migrator::status);
            gauges.bindTo(meters);
            migrator.migrate();

            for (Timer timer : meters.find("manticore.migrations.migration").timers()) {
                System.out.println(
                        timer.getId().getTag("manticore.migrations.execution") + ": " + timer.count() + " migrations");
            }
            System.out.println("applied: "
                    + (int) meters.get("manticore.migrations.applied").gauge().value());
            System.out.println("pending: "
                    + (int) meters.get("manticore.migrations.pending").gauge().value());
        }
    }
}
