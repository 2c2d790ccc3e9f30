package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.completion.Shell;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.RequestedOutput;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = CompletionCommand.NAME,
        description = "Print a script with which a shell completes commands and options.",
        sortOptions = false,
        footer = {
            "",
            "For the current bash or zsh: source <(manticore completion bash)",
            "For the current fish: manticore completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "completion";

    private final CommandRunner runner;
    private final Environment environment;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.", completionCandidates = Shell.Names.class)
    @SuppressWarnings("NullAway.Init") // by picocli
    private String shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Inject
    CompletionCommand(CommandRunner runner, Environment environment) {
        this.runner = runner;
        this.environment = environment;
    }

    /** Reads no settings: those of the current directory may be invalid. */
    @Override
    public Integer call() {
        try {
            RequestedOutput.print(environment.out(), Shell.named(shell).script(spec.root()));
            return 0;
        } catch (ToolException failure) {
            return runner.report(NAME, false, failure);
        }
    }
}
