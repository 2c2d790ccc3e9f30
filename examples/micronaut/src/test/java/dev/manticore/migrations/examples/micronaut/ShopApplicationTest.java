package dev.manticore.migrations.examples.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.StartedServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the application by its main method, like a user. */
class ShopApplicationTest {
    private static final Pattern READY = Pattern.compile("Server Running: http://[^:]+:(\\d+)");

    @TempDir
    private Path directory;

    @Test
    void migratesBeforeItServes() throws IOException, InterruptedException {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                StartedServer shop = start(database)) {
            assertThat(shop.output())
                    .contains("V1 create articles done in", "2 migrations executed in")
                    .contains("2 articles are for sale");
            assertThat(shop.get("/articles")).isEqualTo("[\"Pen\",\"Paper\"]");
            assertThat(shop.get("/migrations")).contains("\"version\":\"2\"", "\"pending\":0");
            assertThat(shop.get("/health")).contains("\"migrations\":{");
        }
    }

    private StartedServer start(TestDatabase database) throws IOException, InterruptedException {
        return StartedServer.start(
                directory,
                READY,
                List.of(
                        // The test support has a logback-test.xml, which would go first.
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "-micronaut.server.port=-1",
                        "-datasources.default.url=" + database.jdbcUrl()));
    }
}
