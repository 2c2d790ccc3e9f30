package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.application.Tolerated;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is decided of one data source when the application starts. */
@ConfigGroup
public interface DataSourceRuntimeConfig {

    /**
     * Whether the database is migrated when the application starts, before anything uses it.
     */
    @WithDefault("true")
    boolean migrateAtStart();

    /**
     * Version to migrate to at the start: `latest`, or a version such as `7`. What is above it is neither applied nor
     * reverted.
     */
    @WithDefault("latest")
    String target();

    /**
     * URL of the database, e.g. `postgresql://host:5432/name`. The migrations then have connections of their own. Default:
     * the connections of the data source; of a reactive data source, its URL.
     */
    Optional<String> url();

    /**
     * User of the migrations. Without a URL, the database is that of the data source.
     */
    Optional<String> user();

    /**
     * Password of that user.
     */
    Optional<String> password();

    /**
     * Keeps the history in the table of Flyway: `flyway`, or `flyway:TABLE` if it is not `flyway_schema_history`. Default: a
     * history of its own.
     */
    Optional<String> history();

    /**
     * Schema to migrate. It is created if it is missing. Default: the schema of the connection.
     */
    Optional<String> schema();

    /**
     * Table of the history. Default: `_migrations`.
     */
    Optional<String> table();

    /**
     * Longest time for which a run that crashed can block others. Default: 30 seconds.
     */
    Optional<Duration> lease();

    /**
     * Longest time to wait for another run. Default: 5 minutes.
     */
    Optional<Duration> lockWait();

    /**
     * Timeout for queries of the library itself, not for the statements of scripts. Default: 30 seconds.
     */
    Optional<Duration> answerTimeout();

    /**
     * Longest time for which a statement of a script may wait for a lock; 0 for no limit. Then the migration is tried again
     * after a pause, on PostgreSQL. Default: as the server is configured.
     */
    Optional<Duration> lockTimeout();

    /**
     * Longest pause before a migration that has waited too long for a lock is tried again. Default: 10 seconds.
     */
    Optional<Duration> lockRetryPause();

    /**
     * How long a migration that waits too long for a lock is tried again in all; 0 to let it fail at once. Default: 15 minutes.
     */
    Optional<Duration> lockRetryTime();

    /**
     * Longest time that a statement of a script may take; 0 for no limit. Default: as the server is configured.
     */
    Optional<Duration> statementTimeout();

    /**
     * Small migrations share messages, more of them while a message takes less than this (PostgreSQL); 0 gives each a message
     * of its own. Default: 500 milliseconds.
     */
    Optional<Duration> batchTime();

    /**
     * Whether a statement is sent in the message of the note that announces it, which saves round trips (CockroachDB). Default:
     * false.
     */
    Optional<Boolean> notesWithStatements();

    /**
     * Deviations that are errors otherwise: `late`, `skipped-late`, `missing`, `changed`, `empty`, `pooled-session`.
     */
    Optional<Set<Tolerated>> tolerate();

    /**
     * Values of the placeholders in scripts, by name.
     */
    @ConfigDocMapKey("name")
    Map<String, String> placeholders();

    /**
     * Encoding of the scripts. Default: UTF-8.
     */
    Optional<Charset> encoding();

    /**
     * SQL that each connection of the migrations executes first, e.g. `SET ROLE owner`.
     */
    Optional<String> initSql();

    /**
     * Whether a database that has objects and no history is recorded as being at the baseline version, as Flyway does. Default:
     * false.
     */
    Optional<Boolean> baselineOnMigrate();

    /**
     * Version of that baseline: all versions up to it count as applied. Default: 1.
     */
    Optional<String> baselineVersion();

    /**
     * Description of that baseline.
     */
    Optional<String> baselineDescription();

    /**
     * Whether symbolic links out of a directory of files are followed.
     */
    @WithDefault("false")
    boolean followLinks();
}
