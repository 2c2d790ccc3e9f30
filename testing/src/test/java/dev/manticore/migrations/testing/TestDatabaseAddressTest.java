package dev.manticore.migrations.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses of a test database: its name in that of the server, whatever its URL looks like. */
class TestDatabaseAddressTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://localhost/postgres, jdbc:postgresql://localhost/test_1",
        "jdbc:postgresql://localhost:5433/, jdbc:postgresql://localhost:5433/test_1",
        "jdbc:postgresql:postgres, jdbc:postgresql:test_1",
        "jdbc:postgresql://h/p?user=a&sslmode=disable&password=b, jdbc:postgresql://h/test_1?sslmode=disable",
    })
    void jdbcUrl(String server, String database) {
        assertThat(database(new TestServer.Address(server, null, null)).jdbcUrl())
                .isEqualTo(database);
    }

    @Test
    void escapesUserAndPassword() {
        TestServer.Address address = new TestServer.Address("jdbc:postgresql://localhost:5433/p", "ann", "a+b:c/ä @");

        assertThat(database(address).uri())
                .hasToString("postgresql://ann:a%2Bb%3Ac%2F%C3%A4%20%40@localhost:5433/test_1");
    }

    @Test
    void passesParametersOn() {
        TestDatabase database = database(
                new TestServer.Address("jdbc:postgresql://h:1/p?sslmode=disable&currentSchema=shop", "ann", null));

        assertThat(database.uri()).hasToString("postgresql://ann@h:1/test_1?sslmode=disable");
        assertThat(database.searchPath()).isEqualTo("shop");
    }

    private static TestDatabase database(TestServer.Address address) {
        return new TestDatabase(address, "test_1", () -> {});
    }
}
