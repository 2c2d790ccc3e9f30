package dev.manticore.migrations.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.FreePort;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.QuarkusDevModeTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In dev mode, a new script is applied with the next request, and a failed one is shown and can be corrected. */
class DevModeTest {
    private static final int PORT = FreePort.any();
    private static final String SCRIPT = "db/migration/V2__add_paper.sql";

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClasses(Articles.class)
                    .addAsResource(
                            new StringAsset("CREATE TABLE article (name) AS SELECT 'Pen';"),
                            "db/migration/V1__create_articles.sql")
                    .addAsResource(
                            new StringAsset("quarkus.datasource.jdbc.url=" + Databases.jdbcUrl("dev") + "\n"
                                    + "quarkus.datasource.reactive=false\n"
                                    + "quarkus.http.port=" + PORT + "\n"
                                    + "quarkus.hibernate-orm.enabled=false\n"),
                            "application.properties"));

    @Test
    void appliesWhatIsNew() throws Exception {
        assertThat(get()).isEqualTo("Pen");

        APPLICATION.addResourceFile(SCRIPT, "INSERT INTO articles VALUES ('Paper');");
        assertThat(get()).contains("relation \"articles\" does not exist").contains("V2__add_paper.sql:1:13");

        APPLICATION.modifyResourceFile(SCRIPT, script -> script.replace("articles", "article"));
        assertThat(get()).isEqualTo("Paper, Pen");
    }

    private static String get() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/articles"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Path("articles")
    public static class Articles {
        @Inject
        AgroalDataSource database;

        @GET
        public String all() throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet names =
                            statement.executeQuery("SELECT string_agg(name, ', ' ORDER BY name) FROM article")) {
                names.next();
                return names.getString(1);
            }
        }
    }
}
