package dev.manticore.migrations.examples.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the application by its main method, like a user. */
class ShopApplicationTest {
    private static final Pattern ADDRESS = Pattern.compile("Server Running: (http://\\S+)");

    @TempDir
    private Path directory;

    @Test
    void migratesBeforeItServes() throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Process process = start(database);
            try {
                String address = address(process);
                assertThat(Files.readString(output()))
                        .contains("V1 create articles done in", "2 migrations executed in")
                        .contains("2 articles are for sale");
                assertThat(get(address + "/articles")).isEqualTo("[\"Pen\",\"Paper\"]");
                assertThat(get(address + "/migrations")).contains("\"version\":\"2\"", "\"pending\":0");
                assertThat(get(address + "/health")).contains("\"migrations\":{");
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private Process start(TestDatabase database) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "-micronaut.server.port=-1",
                        "-datasources.default.url=" + database.jdbcUrl())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    private Path output() {
        return directory.resolve("output");
    }

    /** Waits until the application serves, or has ended. */
    private String address(Process process) throws IOException, InterruptedException {
        while (true) {
            boolean alive = process.isAlive();
            String text = Files.readString(output());
            Matcher address = ADDRESS.matcher(text);
            if (address.find()) {
                return address.group(1);
            }
            assertThat(alive).as(text).isTrue();
            Thread.sleep(100);
        }
    }

    private static String get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
