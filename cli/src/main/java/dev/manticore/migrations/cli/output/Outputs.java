package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OutputSettings;
import jakarta.inject.Inject;

/** Chooses the output for the settings. */
public final class Outputs {
    private final Environment environment;

    @Inject
    Outputs(Environment environment) {
        this.environment = environment;
    }

    public Output of(OutputSettings settings, String command) {
        return settings.json()
                ? new JsonOutput(environment, command, settings.verbosity())
                : new TextOutput(environment, settings.verbosity(), settings.color());
    }
}
