package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.ExitStatus;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.cli.output.Outputs;
import dev.manticore.migrations.settings.Layer;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.OutputSettings;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.failure.Failure;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a command: resolves the settings before, and returns an exit code after. */
final class CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

    private static final Wording WORDING = new OptionWording();

    private final RootCommand root;
    private final SettingsResolver resolver;
    private final Outputs outputs;
    private final LogSetup logs;
    private final ExitStatus status;

    @Inject
    CommandRunner(RootCommand root, SettingsResolver resolver, Outputs outputs, LogSetup logs, ExitStatus status) {
        this.root = root;
        this.resolver = resolver;
        this.outputs = outputs;
        this.logs = logs;
        this.status = status;
    }

    /** What a specific command does. */
    @FunctionalInterface
    interface Work {
        void perform(Settings settings, Output output);
    }

    /** A command that can end with another exit code than 0 without a failure. */
    @FunctionalInterface
    interface CheckingWork {
        ExitCode perform(Settings settings, Output output);
    }

    int run(String command, Work work) {
        return check(command, (settings, output) -> {
            work.perform(settings, output);
            return ExitCode.OK;
        });
    }

    int check(String command, CheckingWork work) {
        Layer commandLine = root.options().layer();
        Output output = outputs.of(OutputSettings.of(commandLine), command);
        logs.silence();
        try {
            OutputSettings chosen = resolver.resolveOutput(commandLine);
            logs.apply(chosen.verbosity());
            output = outputs.of(chosen, command);
            Settings settings = resolver.resolve(commandLine);
            settings.warnings().forEach(output::notice);
            return status.decide(work.perform(settings, output).status());
        } catch (RuntimeException exception) {
            LOG.debug("{} failed", command, exception);
            return fail(output, exception);
        }
    }

    /** Reports a failure outside of {@link #run}, e.g. of parsing the command line, and returns the exit code. */
    int report(String command, boolean json, RuntimeException exception) {
        Layer commandLine = new Layer();
        if (json) {
            commandLine.option(Setting.JSON, "true");
        }
        OutputSettings chosen = OutputSettings.of(commandLine);
        logs.silence();
        try {
            chosen = resolver.resolveOutput(commandLine);
        } catch (RuntimeException wrongSettings) {
            LOG.debug("the settings are invalid as well", wrongSettings);
        }
        return fail(outputs.of(chosen, command), exception);
    }

    private int fail(Output output, RuntimeException exception) {
        Failure failure = Failure.of(exception, WORDING);
        int exitCode = status.decide(failure.code().exitCode().status());
        output.failed(failure, exitCode);
        return exitCode;
    }
}
