package dev.manticore.migrations.it.servers;

import dev.manticore.migrations.it.database.Address;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Shows that the adapters and the store keep their contracts on the oldest PostgreSQL; skipped without a Docker
 * engine.
 */
@Testcontainers(disabledWithoutDocker = true)
class Postgres14ContainerTest extends ServerContracts {
    @Container
    private static final PostgreSQLContainer SERVER = new PostgreSQLContainer("postgres:14.24");

    @Override
    Address server() {
        return Address.of(SERVER);
    }
}
