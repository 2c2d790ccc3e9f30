package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.database.DatabaseOpener;
import dev.manticore.migrations.settings.database.DatabaseWait;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import java.time.Duration;
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

    private MigratorSession open(
            Settings settings, Set<Deviation> tolerated, Feedback feedback, Function<Settings, OpenSources> opening) {
        if (settings.database() == null) {
            throw ToolException.usage(
                    "No database was specified.",
                    "Specify one with " + wording.option(Setting.URL, "postgresql://user@host:port/database")
                            + ", with MANTICORE_URL or DATABASE_URL, or with url=.. in manticore.properties; or use "
                            + wording.option(Setting.EMBEDDED) + " to start one.");
        }
        new Names(wording)
                .check(
                        settings.schema(),
                        settings.flywayTable() == null ? settings.table() : settings.flywayTable(),
                        feedback::notice);
        OpenSources opened = opening.apply(settings);
        try {
            Duration patience = settings.lockWait() == null ? DEFAULT_WAIT : settings.lockWait();
            OpenDatabase database = databases.open(settings.database(), patience, feedback::notice);
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
        return Set.of(
                own, own + "_lease", own + "_repeatable", flyway, flyway + "_lease", flyway + "_checksums");
    }

    /** Says where the history is: here, so that all commands agree. */
    private static void keepHistory(
            MigratorBuilder<Migrator> builder, Settings settings, @Nullable String flywayTable) {
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
        MigratorBuilder<Migrator> builder = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .schema(settings.schema())
                .placeholders(settings.placeholders())
                .naming(settings.naming())
                .lockRetry(settings.lockRetry())
                // Every program shows the failure that ends it.
                .withoutFailureLog()
                .tolerate(tolerated.toArray(Deviation[]::new));
        Stream.of(listeners).forEach(builder::listener);
        sources.sources().forEach(builder::source);
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
        if (settings.encoding() != null) {
            builder.encoding(settings.encoding());
        }
        try {
            keepHistory(builder, settings, flywayTable);
            if (settings.flyway() != null) {
                settings.flyway().initSql().ifPresent(builder::initSql);
                settings.flyway()
                        .baseline()
                        .ifPresentOrElse(
                                baseline -> builder.baselineOnMigrate(baseline.version(), baseline.description()),
                                builder::refuseNonEmptySchema);
            }
            return builder.build();
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(String.valueOf(refused.getMessage()), "Correct the setting.");
        }
    }
}
