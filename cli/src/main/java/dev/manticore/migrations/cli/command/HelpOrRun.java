package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.output.RequestedOutput;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Like picocli's own strategy, but help that was asked for has to arrive. */
final class HelpOrRun implements IExecutionStrategy {
    private final CommandRunner runner;
    private final PrintStream out;

    HelpOrRun(CommandRunner runner, PrintStream out) {
        this.runner = runner;
        this.out = out;
    }

    @Override
    public int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped == null) {
            return new RunLast().execute(parsed);
        }
        try {
            RequestedOutput.requireWritten(out);
            return helped;
        } catch (ToolException unwritten) {
            return runner.report(RootCommand.NAME, false, unwritten);
        }
    }
}
