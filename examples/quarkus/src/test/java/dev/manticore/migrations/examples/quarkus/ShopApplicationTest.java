package dev.manticore.migrations.examples.quarkus;

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

/** Starts the application as it was built, like a user. */
class ShopApplicationTest {
    private static final Pattern READY = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    @TempDir
    private Path directory;

    @Test
    void migratesBeforeItServes() throws IOException, InterruptedException {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                StartedServer shop = start(database)) {
            assertThat(shop.output())
                    .contains("V1 create articles done in", "2 migrations executed in")
                    .contains("2 articles are for sale");
            assertThat(shop.get("/articles")).isEqualTo("Pen, Paper");
        }
    }

    private StartedServer start(TestDatabase database) throws IOException, InterruptedException {
        return StartedServer.start(
                directory,
                READY,
                List.of(
                        "-Dquarkus.http.port=0",
                        "-D" + url(database),
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
    }

    /** Of the client that the application has. */
    private static String url(TestDatabase database) {
        return System.getProperty("shop.client", "jdbc").equals("jdbc")
                ? "quarkus.datasource.jdbc.url=" + database.jdbcUrl()
                : "quarkus.datasource.reactive.url=" + database.uri();
    }
}
