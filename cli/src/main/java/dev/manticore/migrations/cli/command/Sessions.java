package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.cli.database.DatabaseOpener;
import dev.manticore.migrations.cli.database.OpenDatabase;
import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.cli.output.Output.Progress;
import dev.manticore.migrations.cli.settings.Settings;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the sources and the database for a command. */
final class Sessions {
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

    private final SourceResolver sources;
    private final DatabaseOpener databases;

    @Inject
    Sessions(SourceResolver sources, DatabaseOpener databases) {
        this.sources = sources;
        this.databases = databases;
    }

    OpenSources openSources(Settings settings) {
        return sources.resolve(settings);
    }

    /** The files of the sources, as the settings say that they are read. */
    static MigrationFiles files(OpenSources sources, Settings settings) {
        MigrationFiles files = MigrationFiles.in(sources.sources())
                .placeholders(settings.placeholders())
                .naming(settings.naming());
        return settings.encoding() == null ? files : files.encoding(settings.encoding());
    }

    MigratorSession open(Settings settings, Output output) {
        return open(settings, settings.tolerated(), output);
    }

    /** A session that tolerates these deviations. */
    MigratorSession open(Settings settings, Set<Deviation> tolerated, Output output) {
        return open(settings, tolerated, output, this::openSources);
    }

    /** For commands that need only the database. */
    MigratorSession openWithoutSources(Settings settings, Output output) {
        return open(settings, settings.tolerated(), output, ignored -> sources.none());
    }

    private MigratorSession open(
            Settings settings, Set<Deviation> tolerated, Output output, Function<Settings, OpenSources> opening) {
        if (settings.database() == null) {
            throw CliException.usage(
                    "No database was specified.",
                    "Specify one with --url postgresql://user@host:port/database, with MANTICORE_URL or DATABASE_URL, or with"
                            + " url=.. in manticore.properties; or use --embedded to start one.");
        }
        Names.check(
                settings.schema(),
                settings.flywayTable() == null ? settings.table() : settings.flywayTable(),
                output::notice);
        OpenSources opened = opening.apply(settings);
        try {
            Duration patience = settings.lockWait() == null ? DEFAULT_WAIT : settings.lockWait();
            OpenDatabase database = databases.open(settings.database(), patience, output::notice);
            try {
                Progress progress = output.progress();
                return new MigratorSession(
                        migrator(settings, settings.flywayTable(), tolerated, opened, database, progress),
                        opened,
                        database,
                        progress);
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
    static Migrator withFlyway(Settings settings, String table, MigratorSession session) {
        return migrator(settings, table, settings.allowed(), session.sources(), session.database(), session.progress());
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
            Progress progress) {
        MigratorBuilder<Migrator> builder = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .schema(settings.schema())
                .placeholders(settings.placeholders())
                .naming(settings.naming())
                .tolerate(tolerated.toArray(Deviation[]::new))
                .listener(progress);
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
            throw CliException.usage(String.valueOf(refused.getMessage()), "Correct the setting.");
        }
    }
}
