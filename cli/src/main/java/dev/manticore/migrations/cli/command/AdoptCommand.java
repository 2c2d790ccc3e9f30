package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.AdoptedTool;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.spi.ReadableHistory;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

@Command(
        name = AdoptCommand.NAME,
        description =
                "Take over the history of Flyway, golang-migrate, goose or dbmate: record the migrations that the tool has"
                        + " applied, in one transaction, so that migrate goes on where the tool stopped. Everything in which its"
                        + " history differs from the files is reported, and then nothing is written. The tool's table is only read.",
        sortOptions = false)
final class AdoptCommand implements Callable<Integer> {
    static final String NAME = "adopt";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Option(
            names = "--from",
            paramLabel = "TOOL",
            required = true,
            description = "The tool: flyway, golang-migrate, goose or dbmate.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String tool;

    @Option(names = "--dry-run", description = "Print the SQL instead of running it.")
    private boolean dryRun;

    private @Nullable String table;

    @Inject
    AdoptCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    /**
     * Lets {@code --table} behind the command name the tool's table. In front of it, the option names ours, as everywhere.
     *
     * @param spec of this command, with the options that it has from the root command
     */
    void ownTable(CommandSpec spec) {
        spec.remove(spec.findOption("--table"));
        spec.addOption(OptionSpec.builder("--table")
                .paramLabel("NAME")
                .type(String.class)
                .setter(this::table)
                .description(
                        "The tool's history table, as NAME or SCHEMA.NAME. Default: the tool's. (Manticore's own is set"
                                + " before the command's name, by MANTICORE_TABLE or in manticore.properties.)")
                .build());
    }

    // The signature is picocli's, which does not use the result.
    private <T> T table(T value) {
        table = (String) value;
        return value;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::adopt);
    }

    private void adopt(Settings settings, Output output) {
        ReadableHistory from = AdoptedTool.named(tool, new OptionWording()).history(table, new OptionWording());
        try (MigratorSession session = sessions.open(settings, output)) {
            Migrator migrator = session.migrator();
            if (dryRun) {
                output.adoptionPlanned(migrator.planAdoption(from));
            } else {
                output.adopted(migrator.adopt(from));
            }
        }
    }
}
