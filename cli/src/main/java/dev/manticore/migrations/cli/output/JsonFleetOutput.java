package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.text.Style;
import java.util.Map;
import java.util.function.Consumer;

/** Results of a fleet as JSON documents. */
final class JsonFleetOutput implements FleetOutput {
    private final Environment environment;
    private final String command;
    private final Verbosity verbosity;
    private final Consumer<Map<String, ?>> documents;

    /** @param documents writes the document */
    JsonFleetOutput(Environment environment, String command, Verbosity verbosity, Consumer<Map<String, ?>> documents) {
        this.environment = environment;
        this.command = command;
        this.verbosity = verbosity;
        this.documents = documents;
    }

    @Override
    public FleetProgress progress(int targets) {
        return verbosity == Verbosity.QUIET
                ? new SilentFleetProgress()
                : new FleetLines(environment.err(), environment.err(), new Style(false));
    }

    @Override
    public void ended(FleetReport report) {
        documents.accept(FleetDocuments.report(command, report));
    }

    @Override
    public void status(FleetStatus status) {
        documents.accept(FleetDocuments.status(command, status));
    }

    @Override
    public void validated(FleetStatus status) {
        documents.accept(FleetDocuments.status(command, status));
    }
}
