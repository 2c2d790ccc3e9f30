package dev.manticore.migrations.it.servers;

import dev.manticore.migrations.it.database.Address;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Shows that the adapters and the store keep their contracts on a CockroachDB that runs already, given as {@code
 * postgresql://root@localhost:26257/defaultdb?sslmode=disable}, or with jdbc: before it.
 */
@EnabledIfEnvironmentVariable(
        named = CockroachTest.URL,
        matches = ".+",
        disabledReason = CockroachTest.URL + " does not name a CockroachDB")
class CockroachTest extends ServerContracts {
    static final String URL = "MANTICORE_TEST_COCKROACH_URL";

    @Override
    Address server() {
        return Address.of(System.getenv(URL));
    }
}
