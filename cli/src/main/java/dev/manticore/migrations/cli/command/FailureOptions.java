package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When no further target of a fleet is begun. Picocli writes the fields. */
final class FailureOptions {
    @Option(
            names = "--canary",
            paramLabel = "NAME,..",
            description = "These targets first. If one of them fails, no other is begun.")
    private @Nullable String canary;

    @Option(
            names = "--canary-count",
            paramLabel = "N",
            description = "The first N targets first. If one of them fails, no other is begun.")
    private @Nullable Integer canaryCount;

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "Begin no further target when more than N have failed; 0 for none after the first failure."
                    + " Default: no limit.")
    private @Nullable Integer maxFailures;

    /** @param targets among which the canaries have to be */
    void apply(FleetBuilder<Fleet> builder, List<FleetTarget> targets) {
        if (canary != null && canaryCount != null) {
            throw ToolException.usage("--canary and --canary-count exclude each other.", "Remove one of them.");
        }
        if (canary != null) {
            List<String> known = targets.stream().map(FleetTarget::name).toList();
            List<String> names = NameList.of("--canary", canary);
            names.forEach(name -> requireKnown(name, known));
            builder.canary(names);
        }
        if (canaryCount != null) {
            builder.canary(ParallelOptions.atLeast(1, "--canary-count", canaryCount));
        }
        if (maxFailures != null) {
            builder.maxFailures(ParallelOptions.atLeast(0, "--max-failures", maxFailures));
        }
    }

    private static void requireKnown(String name, List<String> known) {
        if (!known.contains(name)) {
            throw ToolException.usage(
                    "--canary: none of the targets is called '" + name + "'.",
                    Spelling.nearest(name, known)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Use the names of targets."));
        }
    }
}
