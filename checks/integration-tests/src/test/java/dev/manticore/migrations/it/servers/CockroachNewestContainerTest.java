package dev.manticore.migrations.it.servers;

import dev.manticore.migrations.it.database.Address;
import org.testcontainers.cockroachdb.CockroachContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * Shows that the adapters and the store keep their contracts on the newest CockroachDB; skipped without a Docker
 * engine.
 */
@Testcontainers(disabledWithoutDocker = true)
class CockroachNewestContainerTest extends ServerContracts {
    @Container
    private static final CockroachContainer SERVER = new CockroachContainer("cockroachdb/cockroach:latest-v26.3");

    @Override
    Address server() {
        return Address.of(SERVER);
    }
}
