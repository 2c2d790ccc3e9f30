package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what shells complete, and what is suggested for a mistyped command or option. */
class CompletionTest {
    @TempDir
    private Path directory;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        // Settings do not matter, whatever is wrong with them.
        cli = CliRun.in(directory).file("manticore.properties", "no-such-key=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "manticore mig | migrate",
                "manticore migrate --dr | --dry-run",
                "manticore rollback --co | --count",
                "manticore --wait | --wait-for-database",
                "manticore migrate --embedded --lock-w | --lock-wait",
                "manticore completion z | zsh",
                "manticore fleet mig | migrate",
                "manticore fleet migrate --can | --canary",
                "manticore fleet status --lock-w | --lock-wait",
            })
    void bashCompletesCommandsOptionsAndValues(String line, String expected) throws Exception {
        Files.writeString(
                directory.resolve("complete.bash"),
                cli.run("completion", "bash").out());

        assertThat(bash("source complete.bash; COMP_LINE='" + line + "'; COMP_WORDS=(" + line + ");"
                        + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_POINT=${#COMP_LINE};"
                        + " _complete_manticore; printf '%s\\n' \"${COMPREPLY[@]}\""))
                .contains(expected);
    }

    private String bash(String script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return said;
    }

    @Test
    void zshRunsTheScriptOfBash() {
        assertThat(cli.run("completion", "zsh").out())
                .isEqualTo(cli.run("completion", "BASH").out())
                .contains("bashcompinit");
    }

    @Test
    void fishCompletesCommandsOptionsAndValues() {
        assertThat(cli.run("completion", "fish").out())
                .contains(
                        "\ncomplete -c manticore -n __fish_use_subcommand -f -a migrate -d 'Apply pending migrations.'\n",
                        "\ncomplete -c manticore -n '__fish_seen_subcommand_from redo' -l count -x -d 'Redo the N",
                        "\ncomplete -c manticore -n '__fish_seen_subcommand_from rollback; and not"
                                + " __fish_seen_subcommand_from fleet' -l count -x -d 'Revert the N",
                        "\ncomplete -c manticore -n '__fish_seen_subcommand_from fleet; and not __fish_seen_subcommand_from"
                                + " migrate rollback status validate report create' -f -a migrate -d ",
                        "\ncomplete -c manticore -n '__fish_seen_subcommand_from fleet; and __fish_seen_subcommand_from"
                                + " status' -l targets -r -d ",
                        "\ncomplete -c manticore -s q -l quiet -d ",
                        "\ncomplete -c manticore -l source -r -d ",
                        " -f -a 'bash zsh fish' ")
                .doesNotContain("$$");
    }

    @Test
    void namesTheShellsItKnows() {
        Result run = cli.run("completion", "tcsh");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'tcsh'", "Use one of bash, zsh, fish.");
    }

    @ParameterizedTest
    @CsvSource({"migrat, migrate", "stauts, status", "rolback, rollback", "info, status", "dry-run, migrate --dry-run"})
    void suggestsACommand(String typed, String meant) {
        assertThat(cli.run(typed).err()).contains("Did you mean " + meant + "? See: manticore --help");
        assertThat(cli.run("help", typed).err()).contains("Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"migrat, migrate", "up, migrate", "info, status", "down, rollback"})
    void suggestsACommandOfAGroup(String typed, String meant) {
        assertThat(cli.run("fleet", typed).err())
                .contains(
                        "Unknown command '" + typed + "'.", "Did you mean " + meant + "? See: manticore fleet --help");
        assertThat(cli.run("help", "fleet", typed).err()).contains("Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry-run", "unlock", "plan"})
    void suggestsNothingThatAGroupDoesNotHave(String typed) {
        assertThat(cli.run("fleet", typed).err()).contains("Unknown command").doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @CsvSource({"--sorce=x, --source", "--dryrun, --dry-run", "--lockwait=1s, --lock-wait"})
    void suggestsAnOption(String typed, String meant) {
        assertThat(cli.run("migrate", typed).err())
                .contains("Did you mean " + meant + "? See: manticore migrate --help");
    }

    @Test
    void suggestsNothingForAnotherWord() {
        assertThat(cli.run("clean").err()).contains("Unknown command 'clean'.").doesNotContain("Did you mean");
    }
}
