package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = ResumeCommand.NAME,
        description =
                "Tell the next run how to continue a partially applied migration or undo. Executes no statement of it.",
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    static final String NAME = "resume";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Option(
            names = "--from",
            paramLabel = "N",
            description = "Continue at statement N, counted from 1. Those before it count as executed.")
    private @Nullable Integer from;

    @Option(names = "--done", description = "Count the whole script as executed, and update the history.")
    private boolean done;

    @Option(
            names = "--abandon",
            description = "Count the script as not begun. What it already changed stays in the database.")
    private boolean abandon;

    @Inject
    ResumeCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, (settings, output) -> {
            Resumption resumption = resumption();
            try (MigratorSession session = sessions.open(settings, output)) {
                output.resumed(resumption, session.migrator().resume(resumption));
            }
        });
    }

    private Resumption resumption() {
        List<Resumption> given = new ArrayList<>();
        if (from != null) {
            if (from < 1) {
                throw ToolException.usage(
                        "--from must be at least 1, was " + from + ".", "Statements are counted from 1.");
            }
            given.add(Resumption.from(from));
        }
        if (done) {
            given.add(Resumption.done());
        }
        if (abandon) {
            given.add(Resumption.abandon());
        }
        if (given.size() != 1) {
            throw ToolException.usage(
                    given.isEmpty()
                            ? "No way to continue was given."
                            : "--from, --done and --abandon exclude each other.",
                    "Use one of --from N, --done and --abandon.");
        }
        return given.get(0);
    }
}
