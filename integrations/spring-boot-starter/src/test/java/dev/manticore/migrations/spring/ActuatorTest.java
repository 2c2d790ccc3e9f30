package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** What the actuator says over HTTP. */
class ActuatorTest {
    @TempDir
    private Path migrations;

    @Test
    void showsFilesAndHistory() throws Exception {
        write("V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = start(database)) {
            write("V2__add_email.sql", "ALTER TABLE customers ADD COLUMN email TEXT;");

            assertThat(get(context, "/actuator/migrations"))
                    .startsWith("200 {\"databases\":{\"default\":{\"version\":\"1\",\"applied\":1,\"pending\":1,")
                    .contains("\"incomplete\":[],\"running\":false")
                    .contains(
                            "\"version\":\"1\",\"repeatable\":null,\"description\":\"create customers\",\"state\":\"APPLIED\"")
                    .contains("\"description\":\"add email\",\"state\":\"PENDING\"")
                    .contains("\"lease\":null")
                    .contains("\"problems\":[]");
            assertThat(get(context, "/actuator/health"))
                    .startsWith("200 ")
                    .containsPattern(
                            "\"migrations\":\\{[^}]*\"default\":\\{\"version\":\"1\",\"applied\":1,\"pending\":1");
            assertThat(get(context, "/actuator/info"))
                    .startsWith("200 ")
                    .contains("\"migrations\":{\"default\":{\"version\":\"1\",\"applied\":1,\"pending\":1");
            assertThat(get(context, "/actuator/metrics/manticore.migrations.run"))
                    .contains("{\"statistic\":\"COUNT\",\"value\":1.0}");
            assertThat(get(context, "/actuator/metrics/manticore.migrations.pending"))
                    .contains("\"value\":1.0")
                    .contains("{\"tag\":\"manticore.migrations.database\",\"values\":[\"default\"]}");
        }
    }

    @Test
    void isDownWhileAMigrationIsPartlyDone() throws Exception {
        write("V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = start(database)) {
            write(
                    "V2__index.sql",
                    "-- manticore: transaction=none\nCREATE INDEX a ON customers (id);\nCREATE INDEX b ON nowhere (id);");
            assertThat(catchThrowable(() -> context.getBean(ApplicationMigrations.class)
                            .database(ApplicationMigrations.DEFAULT)
                            .migrate()))
                    .hasMessageContaining("V2__index.sql:3");

            assertThat(get(context, "/actuator/health")).startsWith("503 ").contains("\"incomplete\":[\"V2 index\"]");
            assertThat(get(context, "/actuator/migrations")).contains("\"state\":\"PARTLY_DONE\"");
        }
    }

    private ConfigurableApplicationContext start(TestDatabase database) {
        return TestApplication.start(
                WebApplicationType.SERVLET,
                TestApplication.Plain.class,
                TestApplication.url(database),
                "manticore.migrations.locations=filesystem:" + migrations,
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.health.show-details=always",
                "spring.batch.jdbc.initialize-schema=always");
    }

    private static String get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
    }
}
