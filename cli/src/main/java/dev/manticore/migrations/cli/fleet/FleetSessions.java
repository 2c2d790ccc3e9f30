package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.ListedTarget;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Feedback;
import dev.manticore.migrations.settings.session.OpenSources;
import dev.manticore.migrations.settings.session.Sessions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens sources, databases and targets for the commands of a fleet. */
public final class FleetSessions {
    private final Sessions sessions;

    @Inject
    FleetSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Opens them.
     *
     * @throws ToolException if there is no target, or the settings do not go with many targets
     */
    public FleetSession open(Settings settings, Set<Deviation> tolerated, TargetChoice chosen, Feedback feedback) {
        if (settings.flywayTable() != null) {
            throw ToolException.usage(
                    "A fleet cannot keep its history in Flyway's table.",
                    "Leave out " + Setting.HISTORY.option() + " and " + Setting.FLYWAY.option()
                            + ", or migrate each target with a command of its own.");
        }
        OpenSources sources = sessions.openSources(settings);
        FleetWait wait = new FleetWait(settings.waitForDatabase(), feedback);
        Databases databases = new Databases(choice -> wait.awaited(sessions.openDatabase(choice, settings, feedback)));
        try {
            sessions.checkNames(settings, feedback);
            FleetBuilder<Fleet> builder = Fleet.builder(databases::runner)
                    .migrator(migrator -> Sessions.configureTarget(migrator, settings, tolerated, sources));
            List<FleetTarget> targets = targets(chosen, settings, databases, builder, feedback);
            return new FleetSession(builder, targets, sources, databases);
        } catch (RuntimeException failure) {
            databases.close();
            sources.close();
            throw failure;
        }
    }

    private List<FleetTarget> targets(
            TargetChoice choice,
            Settings settings,
            Databases databases,
            FleetBuilder<Fleet> builder,
            Feedback feedback) {
        if (choice instanceof TargetChoice.Listed listed) {
            return listed(listed.targets(), databases, feedback);
        }
        DatabaseChoice database = sessions.requireDatabase(settings);
        String server = Databases.server(database);
        if (choice instanceof TargetChoice.New created) {
            String schema = Objects.requireNonNullElse(settings.schema(), created.name());
            sessions.checkSchema(schema, feedback);
            return List.of(new FleetTarget(created.name(), server, databases.open(database), schema));
        }
        refuseSchema(settings.schema());
        if (choice instanceof TargetChoice.Schemas schemas) {
            schemas.names().forEach(schema -> sessions.checkSchema(schema, feedback));
            String name = databases.open(database);
            return schemas.names().stream()
                    .map(schema -> new FleetTarget(schema, server, name, schema))
                    .toList();
        }
        return tenants(builder.build(), server, databases.open(database), ((TargetChoice.Query) choice).sql());
    }

    private static void refuseSchema(@Nullable String schema) {
        if (schema != null) {
            throw ToolException.usage(
                    "The setting " + Setting.SCHEMA.key() + " names one schema, " + schema
                            + ", but --schemas and --tenants are about several.",
                    "Remove the setting, from manticore.properties and the environment as well.");
        }
    }

    private static List<FleetTarget> tenants(Fleet fleet, String server, String database, String sql) {
        List<FleetTarget> tenants;
        try {
            tenants = fleet.tenants(server, database, sql);
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage("--tenants: " + refused.getMessage(), "Correct the query, or what it reads.");
        }
        if (tenants.isEmpty()) {
            throw ToolException.usage(
                    "--tenants: the query returned no row, so that there is no target.",
                    "Correct it. Its first column has to be the schema of a target; the second, if there is one, its"
                            + " name.");
        }
        return tenants;
    }

    private List<FleetTarget> listed(List<ListedTarget> listed, Databases databases, Feedback feedback) {
        Map<List<@Nullable String>, ListedTarget> places = new HashMap<>();
        List<FleetTarget> targets = new ArrayList<>();
        for (ListedTarget target : listed) {
            if (target.schema() != null) {
                sessions.checkSchema(target.schema(), feedback);
            }
            String database = open(target, databases);
            ListedTarget same = places.put(place(target, database), target);
            if (same != null) {
                throw ToolException.usage(
                        target.place() + ": " + target.name() + " is the same schema of the same database as "
                                + same.name() + " (" + same.place() + ").",
                        "Remove one of them, or give them different schemas.");
            }
            targets.add(new FleetTarget(target.name(), Databases.server(target.database()), database, target.schema()));
        }
        return targets;
    }

    /** Who connects, and with which parameters, does not matter where the schema is known. */
    private static List<@Nullable String> place(ListedTarget target, String database) {
        return target.schema() != null && target.database() instanceof DatabaseChoice.Server server
                ? Arrays.asList(Databases.server(server), server.url().database(), target.schema())
                : Arrays.asList(database, null, target.schema());
    }

    private static String open(ListedTarget target, Databases databases) {
        try {
            return databases.open(target.database());
        } catch (ToolException refused) {
            throw new ToolException(
                    refused.code(), target.place() + ": " + refused.getMessage(), refused.remedy(), refused);
        }
    }
}
