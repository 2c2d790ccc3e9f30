package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.InspectionBuilder;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.settings.ScratchSettings;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.DatabaseOpener;
import dev.manticore.migrations.settings.database.DatabaseWait;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens the sources and the database for a command. */
public final class Sessions {
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

    private final SourceResolver sources;
    private final DatabaseOpener databases;
    private final Wording wording;

    /**
     * Opens them relative to an environment.
     *
     * @param ownResources finds the resources of {@code classpath:} sources where no jars are specified
     */
    public Sessions(
            ProcessEnvironment environment, ClassLoader ownResources, DatabaseOpener databases, Wording wording) {
        this.wording = wording;
        this.sources = new SourceResolver(environment, ownResources, wording);
        this.databases = databases;
    }

    Wording wording() {
        return wording;
    }

    /** The sources alone, for commands that need no database. */
    public OpenSources openSources(Settings settings) {
        return sources.resolve(settings);
    }

    /** Sources and database, with the deviations that the settings tolerate. */
    public MigratorSession open(Settings settings, Feedback feedback) {
        return open(settings, settings.tolerated(), feedback);
    }

    /** A session that tolerates these deviations. */
    public MigratorSession open(Settings settings, Set<Deviation> tolerated, Feedback feedback) {
        return open(settings, tolerated, feedback, this::openSources);
    }

    /** For commands that need only the database. */
    public MigratorSession openWithoutSources(Settings settings, Feedback feedback) {
        return open(settings, settings.tolerated(), feedback, ignored -> sources.none());
    }

    /** Sources, and a scratch server on which their migrations can be tried. */
    public InspectionSession openInspection(Settings settings, Feedback feedback) {
        checkNames(settings, feedback);
        ScratchSettings scratch = settings.scratch();
        List<MigrationSource> seeds = sources.seeds(scratch.seeds());
        Map<String, String> initialScripts = sources.initialScripts(scratch.init());
        OpenSources opened = openSources(settings);
        try {
            ScratchServer server =
                    databases.openScratch(scratch.database(), scratch.version(), initialScripts, feedback::notice);
            InspectionBuilder builder = Inspection.builder(server).migrator(migrator -> {
                configure(migrator, settings, settings.tolerated());
                keepHistory(migrator, settings, settings.flywayTable());
            });
            opened.sources().forEach(builder::source);
            seeds.forEach(builder::seeds);
            return new InspectionSession(
                    builder.build(), opened, server, failure -> databases.worded(failure, scratch.database()));
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    /** The database that the settings name. */
    public DatabaseChoice requireDatabase(Settings settings) {
        if (settings.database() == null) {
            throw ToolException.usage(
                    "No database was specified.",
                    "Specify one with " + wording.option(Setting.URL, "postgresql://user@host:port/database")
                            + ", with MANTICORE_URL or DATABASE_URL, or with url=.. in manticore.properties; or use "
                            + wording.option(Setting.EMBEDDED) + " to start one.");
        }
        return settings.database();
    }

    /** Makes a database ready for connections. An embedded one is started. */
    public OpenDatabase openDatabase(DatabaseChoice choice, Settings settings, Feedback feedback) {
        Duration patience = settings.lockWait() == null ? DEFAULT_WAIT : settings.lockWait();
        return databases.open(choice, patience, feedback::notice);
    }

    /** What migrators work with on an open database. */
    public static TxRunner runner(OpenDatabase database) {
        return JdbcTxRunner.over(database.dataSource());
    }

    /** Refuses names of schema and table that are written as in SQL, since names are taken literally. */
    public void checkNames(Settings settings, Feedback feedback) {
        new Names(wording)
                .check(
                        settings.schema(),
                        settings.flywayTable() == null ? settings.table() : settings.flywayTable(),
                        feedback::notice);
    }

    /** The same for the schema of one of many targets. */
    public void checkSchema(String schema, Feedback feedback) {
        new Names(wording).check(schema, null, feedback::notice);
    }

    private MigratorSession open(
            Settings settings, Set<Deviation> tolerated, Feedback feedback, Function<Settings, OpenSources> opening) {
        DatabaseChoice choice = requireDatabase(settings);
        checkNames(settings, feedback);
        OpenSources opened = opening.apply(settings);
        try {
            OpenDatabase database = openDatabase(choice, settings, feedback);
            try {
                if (settings.waitForDatabase() != null) {
                    new DatabaseWait(database.dataSource(), feedback::notice).await(settings.waitForDatabase());
                }
                Progress progress = feedback.progress();
                FoundEntries found = new FoundEntries();
                return new MigratorSession(
                        migrator(settings, settings.flywayTable(), tolerated, opened, database, progress, found),
                        opened,
                        database,
                        progress,
                        found,
                        historyTables(settings));
            } catch (RuntimeException failure) {
                database.close();
                throw failure;
            }
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    /** A migrator of the same sources and database, with Flyway's history. */
    public static Migrator withFlyway(Settings settings, String table, MigratorSession session) {
        return migrator(settings, table, settings.allowed(), session.sources(), session.database(), session.progress());
    }

    private static Set<String> historyTables(Settings settings) {
        String flyway = settings.flywayTable() == null ? FlywayHistory.DEFAULT_TABLE : settings.flywayTable();
        String own = settings.table() == null ? "_migrations" : settings.table();
        // Of a Flyway project, both are the same table.
        return Set.copyOf(
                List.of(own, own + "_lease", own + "_repeatable", flyway, flyway + "_lease", flyway + "_checksums"));
    }

    /** Says where the history is: here, so that all commands agree. */
    private static void keepHistory(MigratorBuilder<?> builder, Settings settings, @Nullable String flywayTable) {
        if (flywayTable != null) {
            builder.historyStore(FlywayHistory.table(settings.schema(), flywayTable));
        } else if (settings.table() != null) {
            builder.table(settings.table());
        }
    }

    private static Migrator migrator(
            Settings settings,
            @Nullable String flywayTable,
            Set<Deviation> tolerated,
            OpenSources sources,
            OpenDatabase database,
            MigrationListener... listeners) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner(database));
        Stream.of(listeners).forEach(builder::listener);
        try {
            configure(builder, settings, tolerated);
            sources.sources().forEach(builder::source);
            keepHistory(builder, settings, flywayTable);
            return builder.build();
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(String.valueOf(refused.getMessage()), "Correct the setting.");
        }
    }

    /** Gives a builder everything that the settings say of a run, except for sources and the place of the history. */
    private static void configure(MigratorBuilder<?> builder, Settings settings, Set<Deviation> tolerated) {
        builder.schema(settings.schema())
                .placeholders(settings.placeholders())
                .naming(settings.naming())
                .lockRetry(settings.lockRetry())
                .notesWithStatements(settings.notesWithStatements())
                // Every program shows the failure that ends it.
                .withoutFailureLog()
                .tolerate(tolerated.toArray(Deviation[]::new));
        if (settings.lease() != null) {
            builder.lease(settings.lease());
        }
        if (settings.lockWait() != null) {
            builder.lockWait(settings.lockWait());
        }
        if (settings.answerTimeout() != null) {
            builder.answerTimeout(settings.answerTimeout());
        }
        if (settings.lockTimeout() != null) {
            builder.lockTimeout(settings.lockTimeout());
        }
        if (settings.statementTimeout() != null) {
            builder.statementTimeout(settings.statementTimeout());
        }
        if (settings.batchTime() != null) {
            builder.batchTime(settings.batchTime());
        }
        if (settings.encoding() != null) {
            builder.encoding(settings.encoding());
        }
        if (settings.flyway() != null) {
            settings.flyway().initSql().ifPresent(builder::initSql);
            settings.flyway()
                    .baseline()
                    .ifPresentOrElse(
                            baseline -> builder.baselineOnMigrate(baseline.version(), baseline.description()),
                            builder::refuseNonEmptySchema);
        }
    }

    /**
     * Gives the builder of a migrator for one of many targets what the settings say. The caller sets the schema.
     *
     * @throws IllegalArgumentException if the settings do not fit together
     */
    public static void configureTarget(
            MigratorBuilder<?> builder, Settings settings, Set<Deviation> tolerated, OpenSources sources) {
        configure(builder, settings, tolerated);
        sources.sources().forEach(builder::source);
        keepHistory(builder, settings, settings.flywayTable());
    }
}
