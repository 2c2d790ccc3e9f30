package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.fleet.TargetChoice;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Feedback;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what the targets of a fleet are. Picocli writes the fields. */
final class TargetOptions {
    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description =
                    "A file in TOML with a table for each target, [NAME], which may have url, user, password and schema."
                            + " Without url, it is a schema of the database that --url names.")
    private @Nullable String file;

    @Option(
            names = "--tenants",
            paramLabel = "SQL",
            description = "A query of the database that --url names. Its first column is the schema of a target; the"
                    + " second, if there is one, its name.")
    private @Nullable String query;

    @Option(
            names = "--schemas",
            paramLabel = "NAME,..",
            description = "Schemas of the database that --url names, separated by commas.")
    private @Nullable String schemas;

    @Mixin
    private final TenantOption tenant = new TenantOption();

    void apply(FleetBuilder<Fleet> builder, Settings settings) {
        tenant.apply(builder, settings);
    }

    TargetChoice choice(TargetFiles files, Settings settings, Feedback feedback) {
        List<String> given =
                Stream.of(file, query, schemas).filter(Objects::nonNull).toList();
        if (given.size() != 1) {
            throw ToolException.usage(
                    given.isEmpty()
                            ? "It is not specified what the targets are."
                            : "--targets, --tenants and --schemas exclude each other.",
                    "Use one of --targets FILE, --tenants SQL and --schemas NAME,NAME.");
        }
        if (file != null) {
            return new TargetChoice.Listed(files.read(file, settings, feedback));
        }
        if (query != null) {
            return new TargetChoice.Query(query(query));
        }
        return new TargetChoice.Schemas(NameList.of("--schemas", given.get(0)));
    }

    private static String query(String sql) {
        if (sql.isBlank()) {
            throw ToolException.usage("--tenants is empty.", "Specify a query, e.g. SELECT schema_name FROM tenants.");
        }
        return sql;
    }
}
