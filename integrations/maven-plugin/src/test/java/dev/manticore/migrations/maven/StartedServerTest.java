package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which database the goals of one build use when the goal start has started one. */
class StartedServerTest {
    /** Nobody listens there. */
    private static final String OTHER = "postgresql://shop:secret@127.0.0.1:1/shop";

    private static final Map<String, ?> TEMPORARY = Map.of("embeddedUser", "postgres");

    private final Build build = new Build();

    @TempDir
    private Path directory;

    @Test
    void itGoesBeforeEveryOtherDatabaseUntilItIsStopped() throws Exception {
        Files.writeString(directory.resolve("V1__towns.sql"), "CREATE TABLE town (id INT);");
        List<String> source = List.of(directory.toString());

        List<String> started = build.run(new StartMojo(), TEMPORARY);
        String url = build.project().getProperties().getProperty("manticore.url");

        assertThat(started).singleElement().asString().endsWith(" accepts connections: " + url + " as user postgres.");
        assertThat(build.run(
                        new MigrateMojo(), Map.of("sources", source, "url", OTHER, "user", "shop", "serverId", "shop")))
                .containsOnlyOnce("warning: The database is the PostgreSQL that the goal start has started, " + url
                        + ". Until the goal stop, manticore.url postgresql://***@127.0.0.1:1/shop is ignored.");
        assertThat(build.run(new StatusMojo(), Map.of("sources", source, "url", url, "embedded", "data")))
                .contains("Nothing is pending.")
                .noneMatch(line -> line.startsWith("warning:"));

        assertThat(build.run(new StartMojo(), TEMPORARY))
                .singleElement()
                .asString()
                .endsWith(" accepts connections already: " + url + " as user postgres.");
        assertThatThrownBy(() -> build.run(
                        new StartMojo(),
                        Map.of("embeddedUser", "postgres", "embedded", new File("data"), "port", 5433)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(
                        "has already started a PostgreSQL in this project (with new data), and is asked for"
                                + " another one (with its data in data, on port 5433).");

        assertThat(build.run(new StopMojo(), Map.of())).containsExactly("PostgreSQL is stopped.");
        assertThat(build.project().getProperties()).isEmpty();
        assertThatThrownBy(() -> build.run(new MigrateMojo(), Map.of("sources", source)))
                .hasMessageContaining("No database was specified.");
    }

    @Test
    void itIsNotStartedWhereOtherPluginsWouldUseAnotherDatabase() {
        build.with("manticore.url", OTHER).project().getProperties().setProperty("manticore.user", "shop");

        assertThatThrownBy(() -> build.run(new StartMojo(), TEMPORARY))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(
                        "but -Dmanticore.url, the property manticore.user of the project have a value already: other plugins"
                                + " would use another database than the started one.");
    }

    @Test
    void thePasswordOfOneThatGoesOnIsNotLogged() throws Exception {
        Map<String, ?> parameters =
                Map.of("embeddedUser", "postgres", "embedded", directory.toFile(), "detached", true);
        try {
            List<String> started = build.run(new StartMojo(), parameters);

            Properties set = build.project().getProperties();
            assertThat(started)
                    .last()
                    .asString()
                    .endsWith(" Its password is in " + directory.toRealPath().resolve("login.properties") + ".")
                    .doesNotContain(set.getProperty("manticore.password"));
            Properties login = new Properties();
            login.load(Files.newBufferedReader(directory.resolve("login.properties")));
            assertThat(login).containsValue(set.getProperty("manticore.password"));
        } finally {
            assertThat(build.run(new StopMojo(), Map.of("embedded", directory.toFile(), "detached", true)))
                    .containsExactly("PostgreSQL is stopped.");
        }
    }
}
