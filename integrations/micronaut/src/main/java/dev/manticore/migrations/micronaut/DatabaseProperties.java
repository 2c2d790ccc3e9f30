package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.application.MigrationSettings;
import dev.manticore.migrations.application.Tolerated;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of one database, as Micronaut binds them; null and empty for what is not set. */
abstract class DatabaseProperties {
    private boolean enabled = true;
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable List<String> locations;
    private @Nullable List<String> ignore;
    private @Nullable Boolean followLinks;
    private @Nullable String history;
    private @Nullable String schema;
    private @Nullable String table;
    private @Nullable Duration lease;
    private @Nullable Duration lockWait;
    private @Nullable Duration answerTimeout;
    private @Nullable Duration lockTimeout;
    private @Nullable Duration lockRetryPause;
    private @Nullable Duration lockRetryTime;
    private @Nullable Duration statementTimeout;
    private @Nullable Duration batchTime;
    private @Nullable Boolean notesWithStatements;
    private @Nullable Set<Tolerated> tolerate;
    private Map<String, String> placeholders = new LinkedHashMap<>();
    private @Nullable Charset encoding;
    private @Nullable String initSql;
    private @Nullable Boolean baselineOnMigrate;
    private @Nullable String baselineVersion;
    private @Nullable String baselineDescription;
    private @Nullable String target;

    /** Whether migrations are applied. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /**
     * JDBC URL of the database, e.g. jdbc:postgresql://host:5432/name. The migrations then have a connection of their
     * own.
     */
    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    /** User of the migrations. Without a URL, everything else is taken from the data source. */
    public void setUser(@Nullable String user) {
        this.user = user;
    }

    /** Password of that user. */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    /**
     * Where the migrations are: classpath:LOCATION or filesystem:DIRECTORY, with *, ? and ** for any directories.
     * Default: classpath:db/migration, and classpath:db/migration/NAME for a data source NAME of several.
     */
    public void setLocations(@Nullable List<String> locations) {
        this.locations = locations;
    }

    /** Files and directories of the locations to leave out: by name, e.g. seed*.sql, or by path, e.g. old/**. */
    public void setIgnore(@Nullable List<String> ignore) {
        this.ignore = ignore;
    }

    /** Whether symbolic links out of a directory of files are followed. Default: false. */
    public void setFollowLinks(@Nullable Boolean followLinks) {
        this.followLinks = followLinks;
    }

    /**
     * Keeps the history in the table of Flyway: flyway, or flyway:TABLE if it is not flyway_schema_history. Default: a
     * history of its own.
     */
    public void setHistory(@Nullable String history) {
        this.history = history;
    }

    /** Schema to migrate. It is created if it is missing. Default: the schema of the connection. */
    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    /** Table of the history. Default: _migrations. */
    public void setTable(@Nullable String table) {
        this.table = table;
    }

    /** Longest time for which a run that crashed can block others. Default: 30s. */
    public void setLease(@Nullable Duration lease) {
        this.lease = lease;
    }

    /** Longest time to wait for another run. Default: 5m. */
    public void setLockWait(@Nullable Duration lockWait) {
        this.lockWait = lockWait;
    }

    /** Timeout for queries of the library itself, not for the statements of scripts. Default: 30s. */
    public void setAnswerTimeout(@Nullable Duration answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    /**
     * Longest time for which a statement of a script may wait for a lock; 0s for no limit. Then the migration is tried again
     * after a pause, on PostgreSQL. Default: as the server is configured.
     */
    public void setLockTimeout(@Nullable Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /** Longest pause before a migration that has waited too long for a lock is tried again. Default: 10s. */
    public void setLockRetryPause(@Nullable Duration lockRetryPause) {
        this.lockRetryPause = lockRetryPause;
    }

    /** How long a migration that waits too long for a lock is tried again in all; 0s to let it fail at once. Default: 15m. */
    public void setLockRetryTime(@Nullable Duration lockRetryTime) {
        this.lockRetryTime = lockRetryTime;
    }

    /** Longest time that a statement of a script may take; 0s for no limit. Default: as the server is configured. */
    public void setStatementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
    }

    /**
     * Small migrations share messages, more of them while a message takes less than this (PostgreSQL); 0s gives each a message
     * of its own. Default: 500ms.
     */
    public void setBatchTime(@Nullable Duration batchTime) {
        this.batchTime = batchTime;
    }

    /**
     * Whether a statement is sent in the message of the note that announces it, which saves round trips (CockroachDB). Default:
     * false.
     */
    public void setNotesWithStatements(@Nullable Boolean notesWithStatements) {
        this.notesWithStatements = notesWithStatements;
    }

    /** Deviations that are errors otherwise. */
    public void setTolerate(@Nullable Set<Tolerated> tolerate) {
        this.tolerate = tolerate;
    }

    /** Values of the placeholders in scripts, by name. */
    public void setPlaceholders(
            @MapFormat(transformation = MapFormat.MapTransformation.FLAT, keyFormat = StringConvention.RAW)
                    Map<String, String> placeholders) {
        this.placeholders = placeholders;
    }

    /** Encoding of the scripts. Default: UTF-8. */
    public void setEncoding(@Nullable Charset encoding) {
        this.encoding = encoding;
    }

    /** Statements that each connection of the migrations executes first, e.g. SET ROLE owner. */
    public void setInitSql(@Nullable String initSql) {
        this.initSql = initSql;
    }

    /**
     * Whether the history begins with a baseline where there is none although the schema is not empty: all versions up to
     * baseline-version then count as applied. Default: false.
     */
    public void setBaselineOnMigrate(@Nullable Boolean baselineOnMigrate) {
        this.baselineOnMigrate = baselineOnMigrate;
    }

    /** Version of the baseline of baseline-on-migrate. Default: 1. */
    public void setBaselineVersion(@Nullable String baselineVersion) {
        this.baselineVersion = baselineVersion;
    }

    /** Description of that baseline. */
    public void setBaselineDescription(@Nullable String baselineDescription) {
        this.baselineDescription = baselineDescription;
    }

    /**
     * Version to migrate to: latest, or a version such as 7. What is above it is not applied and not reverted. Default:
     * latest.
     */
    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    final boolean isEnabled() {
        return enabled;
    }

    final @Nullable String url() {
        return url;
    }

    final @Nullable String user() {
        return user;
    }

    final @Nullable String password() {
        return password;
    }

    final MigrationSettings toSettings() {
        return new MigrationSettings(
                locations,
                ignore,
                followLinks,
                history,
                schema,
                table,
                lease,
                lockWait,
                answerTimeout,
                lockTimeout,
                lockRetryPause,
                lockRetryTime,
                statementTimeout,
                batchTime,
                notesWithStatements,
                tolerate,
                placeholders,
                encoding,
                initSql,
                baselineOnMigrate,
                baselineVersion,
                baselineDescription,
                target);
    }
}
