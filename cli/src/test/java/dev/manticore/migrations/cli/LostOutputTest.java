package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a command fails if what was asked for cannot be written. */
class LostOutputTest extends DatabaseTest {
    private static final String LOST = "error: Standard output could not be written completely.\n  what to do: ";

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
        cli.run("migrate", "--to", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --json",
                "migrate --dry-run",
                "migrate --dry-run --json",
                "migrate --json",
                "validate --json",
                "unlock --json",
                "help",
                "--version",
                "migrate --help"
            })
    void aClosedOutputGives1(String command) throws IOException {
        Result result = cli.runInto(closed(), command.split(" "));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(LOST);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskGives1() throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            Result result = cli.runInto(full, "status");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains(LOST);
        }
    }

    @Test
    void theDocumentOfAFailureIsReplacedByItsText() throws IOException {
        cli.script("V2__table_2.sql", "SELECT nothing;");

        Result result = cli.runInto(closed(), "migrate", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("V2 failed: column \"nothing\" does not exist")
                .doesNotContain(LOST);
    }

    @Test
    void linesAboutAFinishedRunMayGetLost() throws IOException {
        assertThat(cli.runInto(closed(), "migrate")).isEqualTo(new Result(0, "", ""));

        assertThat(cli.run("status").out()).contains("Nothing is pending.");
    }

    private static OutputStream closed() throws IOException {
        PipedInputStream reader = new PipedInputStream();
        PipedOutputStream output = new PipedOutputStream(reader);
        reader.close();
        return output;
    }
}
