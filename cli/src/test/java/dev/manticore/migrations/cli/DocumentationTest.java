package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.cli.output.ResultKind;
import dev.manticore.migrations.cli.output.StateKind;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LockMode;
import dev.manticore.migrations.inspection.verify.DataDifference;
import dev.manticore.migrations.inspection.verify.VerifyFault;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.flyway.FlywayKey;
import dev.manticore.migrations.settings.lint.LintFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The documentation is complete. */
class DocumentationTest {

    @Test
    void namesEveryOption() throws IOException {
        List<String> options = Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.PASSWORD)
                .map(Setting::option)
                .toList();

        assertThat(read("cli.md"))
                .contains(options)
                .contains("--to", "--count", "--dry-run", "--timestamp", "--from", "--done", "--abandon", "--yes");
    }

    @Test
    void namesEveryOptionOfAFleet() throws IOException {
        String text = read("fleets.md");
        List<OptionSpec> options = CommandModel.load().subcommands().get("fleet").getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> !option.inherited())
                .toList();

        assertThat(options).isNotEmpty().allSatisfy(option -> assertThat(text).contains("`" + option.longestName()));
    }

    @Test
    void namesEveryOptionOfTheLinter() throws IOException {
        String text = read("lint.md");
        List<OptionSpec> options = CommandModel.load().subcommands().get("lint").getCommandSpec().options().stream()
                .filter(option -> !option.inherited())
                .toList();

        assertThat(options).isNotEmpty().allSatisfy(option -> assertThat(text).contains("`" + option.longestName()));
        assertThat(LintFormat.names()).allSatisfy(format -> assertThat(text).contains("| `" + format + "` |"));
    }

    @Test
    void namesEveryKeyOfFlyway() throws IOException {
        String text = read("from-flyway.md");
        assertThat(Arrays.stream(FlywayKey.values()))
                .allSatisfy(key -> assertThat(text).contains("`" + key.key() + "`"));
    }

    @Test
    void namesEveryExitCode() throws IOException {
        assertThat(read("cli.md"))
                .contains(Arrays.stream(ExitCode.values())
                        .map(code -> "| " + code.status() + " |")
                        .toList());
    }

    @Test
    void namesEveryConstantOfTheJson() throws IOException {
        String text = read("json.md");

        assertThat(Arrays.stream(ErrorCode.values()))
                .allSatisfy(code -> assertThat(text)
                        .contains("| `" + code + "` | " + code.exitCode().status() + " |"));
        assertThat(Stream.of(
                                MigrationStatus.State.values(),
                                Problem.Kind.values(),
                                PlanStep.Execution.values(),
                                ResultKind.values(),
                                StateKind.values(),
                                TargetResult.Reason.values(),
                                Level.values(),
                                LockMode.values(),
                                VerifyFault.Kind.values(),
                                VerifyNote.Rule.values(),
                                DataDifference.Kind.values())
                        .flatMap(Arrays::stream)
                        .map(Enum::name))
                .allSatisfy(constant -> assertThat(text).contains("`" + constant + "`"));
    }

    private static String read(String document) throws IOException {
        return Files.readString(Path.of("..", "docs", document));
    }
}
