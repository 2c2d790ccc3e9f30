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

/** Shows what the goal lint writes to the log and to a file, and where it fails. */
class LintMojoTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Build build = new Build();

    @TempDir
    private Path directory;

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void writeScripts() throws IOException {
        Files.writeString(
                directory.resolve("V1__towns.sql"), "CREATE TABLE town (id bigint PRIMARY KEY, mayor bigint);");
        Files.writeString(
                directory.resolve("V2__index.sql"),
                "-- manticore: lock_timeout=5s\nCREATE INDEX mayors ON town (mayor);");
    }

    @Test
    void findingsAreInTheLogAndFailTheBuild() throws IOException {
        Path report = directory.resolve("target/lint.sarif");

        assertThatThrownBy(() -> lint(Map.of("format", "sarif", "output", report.toString())))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""

                        error: The migrations have findings of the level error or worse.
                          what to do: Correct them, allow them in the scripts with -- manticore: allow=RULE REASON, or set\
                         manticore.levels or manticore.fail-on.""");
        assertThat(build.log())
                .anyMatch(line ->
                        line.contains("V2__index.sql:2:1: error: ") && line.endsWith("[index-not-concurrently]"))
                .contains("2 | CREATE INDEX mayors ON town (mayor);".indent(2).stripTrailing());
        assertThat(report).content().contains("\"version\" : \"1.2.3\"", "index-not-concurrently");
    }

    @Test
    void aFixedFileIsJudgedAgain() throws Exception {
        assertThat(lint(Map.of("fixApplied", true)))
                .anyMatch(line -> line.startsWith("Changed ") && line.contains("V2"));
        assertThat(directory.resolve("V2__index.sql")).content().contains("CREATE INDEX CONCURRENTLY");
    }

    @Test
    void whatIsWrongIsNamedAsInMaven() {
        assertThatThrownBy(() -> lint(Map.of("failOn", "eror")))
                .hasMessageContaining("manticore.fail-on: 'eror' is not a level.");
        assertThatThrownBy(() -> lint(Map.of("since", "main")))
                .hasMessageContaining("manticore.all and manticore.since choose different migrations.");
    }

    private List<String> lint(Map<String, ?> others) throws MojoFailureException {
        Map<String, Object> all = new HashMap<>(
                Map.of("all", true, "scratchUrl", database.uri(), "sources", List.of(directory.toString())));
        all.putAll(others);
        return build.run(new LintMojo(), all);
    }
}
