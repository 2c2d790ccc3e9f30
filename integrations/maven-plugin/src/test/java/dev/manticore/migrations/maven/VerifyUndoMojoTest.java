package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what the goal verify-undo writes to the log, and where it fails. */
class VerifyUndoMojoTest {
    private final Build build = new Build();

    @TempDir
    private Path directory;

    @BeforeEach
    void writeScripts() throws IOException {
        Files.writeString(directory.resolve("V1__towns.sql"), "CREATE TABLE town (id bigint PRIMARY KEY);");
        Files.writeString(directory.resolve("U1__undo_towns.sql"), "DROP TABLE town;");
    }

    @Test
    void whatIsUndonePasses() throws MojoFailureException {
        assertThat(verify())
                .contains("Applied, reverted and applied again: 1 migration. Applied twice: 0 repeatable migrations."
                        + " Nothing is left and nothing is lost.");
    }

    @Test
    void whatIsNotUndoneIsInTheLogAndFailsTheBuild() throws IOException {
        Files.writeString(directory.resolve("V2__rights.sql"), "COMMENT ON TABLE town IS 'of Italy';");
        Files.writeString(directory.resolve("U2__undo_rights.sql"), "SELECT 1;");

        assertThatThrownBy(this::verify)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""

                    error: The verification of the migrations has found 1 fault.
                      what to do: Correct the files that the log names.\
                    """);
        assertThat(build.log())
                .anyMatch(line -> line.startsWith("V2 rights is not undone by its undo script (")
                        && line.endsWith("U2__undo_rights.sql):"))
                .contains("  table public.town: comment is \"of Italy\", expected nothing");
    }

    private List<String> verify() throws MojoFailureException {
        return build.run(new VerifyUndoMojo(), Map.of("sources", List.of(directory.toString())));
    }
}
