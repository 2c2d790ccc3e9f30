import org.jspecify.annotations.NullMarked;

/**
 * Timers, spans and gauges of migrations. Start at {@link dev.manticore.migrations.micrometer.MigrationObservations} and {@link
 * dev.manticore.migrations.micrometer.MigrationGauges}.
 */
@NullMarked
module dev.manticore.migrations.micrometer {
    requires transitive dev.manticore.migrations;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires micrometer.commons;
    requires static org.jspecify;

    exports dev.manticore.migrations.micrometer;
}
