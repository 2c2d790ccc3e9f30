package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The placeholder for the name of a target. Picocli writes the field. */
final class TenantOption {
    @Option(
            names = "--tenant-placeholder",
            paramLabel = "NAME",
            description =
                    "Replace $${NAME} in scripts by the name of the target. Default: tenant if --placeholder is used;"
                            + " otherwise scripts are sent as they are.")
    private @Nullable String name;

    void apply(FleetBuilder<Fleet> builder, Settings settings) {
        if (name == null) {
            return;
        }
        try {
            // Refuses what cannot be a name.
            settings.placeholders().with(name, "");
            builder.placeholder(name);
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage("--tenant-placeholder: " + refused.getMessage() + ".", "Choose another name.");
        }
    }
}
