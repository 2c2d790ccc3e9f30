package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.report.HtmlReport;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.environment.OutputFile;
import dev.manticore.migrations.settings.session.ReportTask;
import dev.manticore.migrations.settings.session.ReportTask.Part;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = ReportCommand.NAME,
        description =
                "Write the history of the database, what is pending and, if asked for, what lint, verify and drift find to one"
                        + " HTML file, which needs no network. Only reads the database.",
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    static final String NAME = "report";

    private final CommandRunner runner;
    private final ReportTask task;
    private final Environment environment;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file to write.")
    private @Nullable String file;

    @Option(
            names = "--with",
            paramLabel = "PARTS",
            description =
                    "What else it has, separated by commas: lint, verify, drift. Each takes a scratch PostgreSQL.")
    private @Nullable String parts;

    @Inject
    ReportCommand(CommandRunner runner, ReportTask task, Environment environment) {
        this.runner = runner;
        this.task = task;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::report);
    }

    private void report(Settings settings, Output output) {
        OutputFile written = OutputFile.of(environment.process(), String.valueOf(file), "--output");
        Set<Part> chosen = Part.named(parts == null ? List.of() : NameList.of("--with", parts), "--with");
        HtmlReport report = task.report(settings, chosen, environment.zones().get(), output);
        written.write(report.toString());
        output.reported(written.path());
    }
}
