package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.fleet.TargetFailures;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.text.Style;
import java.io.PrintStream;

/** Results of a fleet for people. */
final class TextFleetOutput implements FleetOutput {
    private final Environment environment;
    private final Verbosity verbosity;
    private final Style style;

    TextFleetOutput(Environment environment, Verbosity verbosity, Style style) {
        this.environment = environment;
        this.verbosity = verbosity;
        this.style = style;
    }

    @Override
    public FleetProgress progress(int targets) {
        if (isQuiet()) {
            return new SilentFleetProgress();
        }
        return environment.obedientTerminal() && verbosity != Verbosity.VERBOSE
                ? FleetTable.start(environment.err(), TerminalWidth.of(environment) - 1, style, targets)
                : new FleetLines(environment.out(), environment.err(), style);
    }

    @Override
    public void ended(FleetReport report) {
        FailureGroups failures = new FailureGroups(style);
        report.failed()
                .forEach(failed -> failures.add(failed.target(), TargetFailures.of(failed.target(), failed.failure())));
        failures.texts().forEach(environment.err()::println);
        FleetText.notBegun(report).forEach(environment.err()::println);
        if (!isQuiet()) {
            environment.out().println(FleetText.totals(report));
        }
    }

    @Override
    public void status(FleetStatus status) {
        show(status, environment.out());
        RequestedOutput.requireWritten(environment.out());
    }

    @Override
    public void validated(FleetStatus status) {
        if (isQuiet()) {
            failures(status).texts().forEach(environment.err()::println);
        } else {
            show(status, environment.err());
        }
    }

    private void show(FleetStatus status, PrintStream problems) {
        FleetStatusText.pending(status).forEach(environment.out()::println);
        failures(status).texts().forEach(problems::println);
        environment.out().println(FleetStatusText.totals(status));
    }

    private FailureGroups failures(FleetStatus status) {
        FailureGroups failures = new FailureGroups(style);
        for (TargetStatus target : status.targets()) {
            TargetFailures.of(target).ifPresent(failure -> failures.add(target.target(), failure));
        }
        return failures;
    }

    private boolean isQuiet() {
        return verbosity == Verbosity.QUIET;
    }
}
