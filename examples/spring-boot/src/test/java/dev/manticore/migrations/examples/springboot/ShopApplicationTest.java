package dev.manticore.migrations.examples.springboot;

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

/** Starts the executable jar like a user. */
class ShopApplicationTest {
    private static final Path JAR = Path.of("target", "shop.jar");
    private static final Pattern READY = Pattern.compile("Tomcat started on port (\\d+)");

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
            assertThat(shop.get("/actuator/migrations")).contains("\"version\":\"2\"", "\"pending\":0");
            assertThat(shop.get("/actuator/health")).contains("\"migrations\":{");
        }
    }

    private StartedServer start(TestDatabase database) throws IOException, InterruptedException {
        return StartedServer.start(
                directory,
                READY,
                List.of("-jar", JAR.toString(), "--server.port=0", "--spring.datasource.url=" + database.jdbcUrl()));
    }
}
