package dev.manticore.migrations.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the application like a user. */
class ShopApplicationTest {
    @TempDir
    private Path directory;

    @Test
    void migratesBeforeItServes() throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                StartedApplication application = StartedApplication.of(directory.resolve("output"), url(database))) {
            String url = application.url();
            assertThat(application.output())
                    .contains("V1 create articles done in", "2 migrations executed in")
                    .contains("2 articles are for sale");
            assertThat(get(url + "/articles")).isEqualTo("Pen, Paper");
        }
    }

    /** Of the client that the application has. */
    private static String url(TestDatabase database) {
        return System.getProperty("shop.client", "jdbc").equals("jdbc")
                ? "quarkus.datasource.jdbc.url=" + database.jdbcUrl()
                : "quarkus.datasource.reactive.url=" + database.uri();
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
