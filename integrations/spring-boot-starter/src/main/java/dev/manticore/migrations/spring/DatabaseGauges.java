package dev.manticore.migrations.spring;

import dev.manticore.migrations.micrometer.MigrationGauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** The gauges of all databases. Keeps them, since a registry refers to them weakly. */
final class DatabaseGauges implements MeterBinder {
    private final List<MigrationGauges> gauges;

    DatabaseGauges(ApplicationMigrations migrations) {
        this.gauges = migrations.databases().stream()
                .map(database -> MigrationGauges.of(database::status).database(database.name()))
                .toList();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauges.forEach(each -> each.bindTo(registry));
    }
}
