package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what the goal status writes to the log, and where it fails. */
class StatusMojoTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Build build = new Build();

    @TempDir
    private Path directory;

    @BeforeEach
    void migrate() throws Exception {
        script("V1__towns.sql");
        build.run(new MigrateMojo(), parameters(Map.of()));
        script("V2__mayors.sql");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void pendingMigrationsAreNoFailureUnlessTheyAreToBe() throws Exception {
        assertThat(status(Map.of()))
                .anyMatch(line -> line.contains("1 | towns"))
                .contains("1 pending.");
        assertThat(status(Map.of("pending", true)))
                .noneMatch(line -> line.contains("towns"))
                .anyMatch(line -> line.contains("2 | mayors"));
        assertThatThrownBy(() -> status(Map.of("failIfPending", true)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""

                        error: 1 migration is pending.
                          what to do: Apply them with mvn manticore:migrate, or leave out manticore.fail-if-pending.""");

        build.run(new MigrateMojo(), parameters(Map.of()));
        assertThat(status(Map.of("failIfPending", true))).contains("Nothing is pending.");
    }

    @Test
    void aProblemIsAFailureOnlyOnRequest() throws Exception {
        Files.writeString(directory.resolve("V1__towns.sql"), "CREATE TABLE town (id BIGINT);");

        assertThat(status(Map.of())).anyMatch(line -> line.startsWith("error: V1 "));
        assertThatThrownBy(() -> status(Map.of("failIfPending", true)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("error: V1 ");
    }

    @Test
    void aSourceThatCannotBeReadIsAFailureAndNoLineOfTheLog() throws Exception {
        Map<String, ?> parameters =
                Map.of("sources", List.of(directory.resolve("nowhere").toString()));

        assertThatThrownBy(() -> status(parameters))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("error: ", "nowhere");
        assertThat(build.log())
                .contains("It is not known what is pending.")
                .noneMatch(line -> line.contains("error: "));
    }

    private List<String> status(Map<String, ?> parameters) throws MojoFailureException {
        return build.run(new StatusMojo(), parameters(parameters));
    }

    private Map<String, Object> parameters(Map<String, ?> others) {
        Map<String, Object> all =
                new HashMap<>(Map.of("url", database.uri(), "sources", List.of(directory.toString())));
        all.putAll(others);
        return all;
    }

    private void script(String name) throws IOException {
        Files.writeString(directory.resolve(name), "SELECT 1;");
    }
}
