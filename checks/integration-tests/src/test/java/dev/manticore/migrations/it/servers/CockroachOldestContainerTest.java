package dev.manticore.migrations.it.servers;

import dev.manticore.migrations.it.database.Address;
import org.testcontainers.cockroachdb.CockroachContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * Shows that the adapters and the store keep their contracts on the oldest supported CockroachDB; skipped without a
 * Docker engine.
 */
@Testcontainers(disabledWithoutDocker = true)
class CockroachOldestContainerTest extends ServerContracts {
    @Container
    private static final CockroachContainer SERVER = new CockroachContainer("cockroachdb/cockroach:latest-v24.3");

    @Override
    Address server() {
        return Address.of(SERVER);
    }
}
