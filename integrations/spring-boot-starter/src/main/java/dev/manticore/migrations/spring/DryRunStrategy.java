package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.MigrationStrategy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what would be executed for each database, then ends the start. */
final class DryRunStrategy implements MigrationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunStrategy.class);

    private final AtomicInteger remaining;

    DryRunStrategy(int databases) {
        this.remaining = new AtomicInteger(databases);
    }

    @Override
    public void migrate(DatabaseMigrations database) {
        LOG.info(
                "Dry run of the database {}; nothing is changed:\n{}",
                database.name(),
                database.plan().toSql());
        if (remaining.decrementAndGet() == 0) {
            throw new DryRunEndedException();
        }
    }
}
