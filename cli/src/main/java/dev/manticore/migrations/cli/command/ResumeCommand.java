package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.cli.failure.CliException;
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
                "Say how a migration, or an undo, that is part done is gone on with. Runs none of its statements.",
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    static final String NAME = "resume";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Option(
            names = "--from",
            paramLabel = "N",
            description = "Go on at statement N, counted from 1: those before it count as done.")
    private @Nullable Integer from;

    @Option(names = "--done", description = "Count all of it as carried out, and record that.")
    private boolean done;

    @Option(names = "--abandon", description = "Count it as not begun. What was done of it stays in the database.")
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
                throw CliException.usage("--from is " + from + ".", "Name a statement, counted from 1.");
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
            throw CliException.usage(
                    given.isEmpty()
                            ? "It is not said how to go on."
                            : "--from, --done and --abandon are different ways to go on.",
                    "Name one of --from N, --done and --abandon.");
        }
        return given.get(0);
    }
}
