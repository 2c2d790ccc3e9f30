package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.settings.failure.ToolException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many targets of a fleet are dealt with at a time. Picocli writes the fields. */
final class ParallelOptions {
    @Option(names = "--at-once", paramLabel = "N", description = "At most N targets at a time. Default: 8.")
    private @Nullable Integer atOnce;

    @Option(
            names = "--per-server",
            paramLabel = "N",
            description = "At most N targets of one server (host and port) at a time. Default: 4.")
    private @Nullable Integer perServer;

    void apply(FleetBuilder<Fleet> builder) {
        if (atOnce != null) {
            builder.atOnce(atLeast(1, "--at-once", atOnce));
        }
        if (perServer != null) {
            builder.perServer(atLeast(1, "--per-server", perServer));
        }
    }

    static int atLeast(int least, String option, int number) {
        if (number < least) {
            throw ToolException.usage(
                    option + " must be at least " + least + ", was " + number + ".", "Correct the number.");
        }
        return number;
    }
}
