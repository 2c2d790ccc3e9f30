package dev.manticore.migrations.it.servers;

import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The oldest PostgreSQL; skipped without a Docker engine. */
@Testcontainers(disabledWithoutDocker = true)
class Postgres14ContainerTest extends ServerContracts {
    @Container
    private static final PostgreSQLContainer SERVER = new PostgreSQLContainer("postgres:14-alpine");

    @Override
    Address server() {
        return Address.of(
                SERVER.getHost(),
                SERVER.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                SERVER.getDatabaseName(),
                SERVER.getUsername(),
                SERVER.getPassword());
    }
}
