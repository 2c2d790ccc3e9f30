package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** Shows that it makes no difference for the user that only the commands exist that the arguments name. */
class CommandChoiceTest {
    private static final CommandSpec ALL = CommandModel.load();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "-h status", "-qh status", "--help migrate", "@arguments"})
    void listsAllCommandsInTheHelp(String arguments) {
        CliRun cli = CliRun.in(directory).file("arguments", "--help");

        Result result = cli.run(split(arguments.replace("@", "@" + directory + "/")));

        assertThat(result.exitCode()).isZero();
        assertThat(commandsIn(result.out()))
                .containsExactlyElementsOf(ALL.subcommands().keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fleet --help", "fleet -h", "help fleet", "fleet -h status", "-q fleet -vh", "fleet @arguments"})
    void listsAllCommandsOfAGroup(String arguments) {
        CliRun cli = CliRun.in(directory).file("arguments", "--help");

        Result result = cli.run(split(arguments.replace("@", "@" + directory + "/")));

        assertThat(result.exitCode()).isZero();
        assertThat(commandsIn(result.out()))
                .containsExactlyElementsOf(
                        ALL.subcommands().get("fleet").getSubcommands().keySet());
    }

    @Test
    void explainsEachCommandOfAGroup() {
        for (String command : ALL.subcommands().get("fleet").getSubcommands().keySet()) {
            assertThat(CliRun.in(directory).run("help", "fleet", command).out())
                    .isEqualTo(
                            CliRun.in(directory).run("fleet", command, "--help").out())
                    .startsWith("Usage: manticore fleet " + command)
                    .contains("--source=SOURCE");
        }
    }

    @Test
    void saysThatAGroupIsNoCommand() {
        Result result = CliRun.in(directory).run("fleet", "--json");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.json()).containsEntry("command", "fleet");
        assertThat(result.out()).contains("No command was given after fleet.", "See: manticore fleet --help");
        assertThat(CliRun.in(directory)
                        .run("fleet", "migrate", "--schmeas=a", "--json")
                        .json())
                .containsEntry("command", "fleet migrate");
    }

    private static List<String> commandsIn(String help) {
        return help.lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .filter(line -> !line.startsWith("   "))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }

    @Test
    void explainsEachCommand() {
        for (String command : ALL.subcommands().keySet()) {
            assertThat(CliRun.in(directory).run("help", command).out())
                    .isEqualTo(CliRun.in(directory).run(command, "--help").out())
                    .startsWith("Usage: manticore " + command);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"statsu", "--schema s statsu", "-q statsu --json migrate"})
    void suggestsACommandThatTheArgumentsDoNotName(String arguments) {
        Result result = CliRun.in(directory).run(split(arguments));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out() + result.err()).contains("Unknown command 'statsu'.", "Did you mean status?");
    }

    @Test
    void takesTheNameOfACommandForAValueWhereItIsOne() {
        Result before = CliRun.in(directory).run("--schema", "status", "validate");
        Result behind = CliRun.in(directory).run("validate", "--schema", "status", "--source", "none");

        // In front of the command, picocli takes it for the command.
        assertThat(before.exitCode()).isEqualTo(2);
        assertThat(before.err()).contains("Expected parameter for option '--schema' but found 'status'");
        assertThat(behind.err()).doesNotContain("Expected parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "status --version", "--version status", "-qV", "fleet status -V"})
    void printsTheVersion(String arguments) {
        Result result = CliRun.in(directory).run(split(arguments));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("manticore ").hasLineCount(1);
    }

    private static String[] split(String arguments) {
        return Arrays.stream(arguments.split(" ")).toArray(String[]::new);
    }
}
