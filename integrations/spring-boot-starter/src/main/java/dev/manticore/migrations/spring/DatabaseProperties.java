package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.MigrationSettings;
import dev.manticore.migrations.application.Tolerated;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of one database, as they are bound; null and empty for what is not set. */
public class DatabaseProperties {

    /**
     * Name of the bean of type DataSource whose database is migrated. Default: the one with @ManticoreDataSource, or
     * else the primary one.
     */
    private @Nullable String dataSource;

    /**
     * JDBC URL of the database, e.g. jdbc:postgresql://host:5432/name. The migrations then have a connection of
     * their own.
     */
    private @Nullable String url;

    /** User of the migrations. Without a URL, everything else is taken from the data source of the application. */
    private @Nullable String user;

    /** Password of that user. */
    private @Nullable String password;

    /**
     * Where the migrations are: classpath:LOCATION or filesystem:DIRECTORY, with *, ? and ** for any directories.
     * Default: classpath:db/migration, and classpath:db/migration/NAME for a database NAME of several.
     */
    private @Nullable List<String> locations;

    /** Files and directories of the locations to leave out: by name, e.g. seed*.sql, or by path, e.g. old/**. */
    private @Nullable List<String> ignore;

    /** Whether symbolic links out of a directory of files are followed. Default: false. */
    private @Nullable Boolean followLinks;

    /**
     * Keeps the history in the table of Flyway: flyway, or flyway:TABLE if it is not flyway_schema_history. Default:
     * a history of its own.
     */
    private @Nullable String history;

    /** Schema to migrate. It is created if it is missing. Default: the schema of the connection. */
    private @Nullable String schema;

    /** Table of the history. Default: _migrations. */
    private @Nullable String table;

    /** Longest time for which a run that crashed can block others. Default: 30s. */
    private @Nullable Duration lease;

    /** Longest time to wait for another run. Default: 5m. */
    private @Nullable Duration lockWait;

    /** Timeout for queries of the library itself, not for the statements of scripts. Default: 30s. */
    private @Nullable Duration answerTimeout;

    /**
     * Longest time for which a statement of a script may wait for a lock; 0 for no limit. Then the migration is tried again
     * after a pause, on PostgreSQL. Default: as the server is configured.
     */
    private @Nullable Duration lockTimeout;

    /** Longest pause before a migration that has waited too long for a lock is tried again. Default: 10s. */
    private @Nullable Duration lockRetryPause;

    /**
     * How long a migration that waits too long for a lock is tried again in all; 0 to let it fail at once. Default: 15m.
     */
    private @Nullable Duration lockRetryTime;

    /** Longest time that a statement of a script may take; 0 for no limit. Default: as the server is configured. */
    private @Nullable Duration statementTimeout;

    /**
     * Small migrations share messages, more of them while a message takes less than this (PostgreSQL); 0 gives each a message
     * of its own. Default: 500ms.
     */
    private @Nullable Duration batchTime;

    /**
     * Whether a statement is sent in the message of the note that announces it, which saves round trips (CockroachDB). Default:
     * false.
     */
    private @Nullable Boolean notesWithStatements;

    /** Deviations that are errors otherwise. */
    private @Nullable Set<Tolerated> tolerate;

    /** Values of the placeholders in scripts, by name. */
    private Map<String, String> placeholders = new LinkedHashMap<>();

    /** Encoding of the scripts. Default: UTF-8. */
    private @Nullable Charset encoding;

    /**
     * Whether the history begins with a baseline where there is none although the schema is not empty: all versions up to
     * baseline-version then count as applied. Default: false.
     */
    private @Nullable Boolean baselineOnMigrate;

    /** Version of the baseline of baseline-on-migrate. Default: 1. */
    private @Nullable String baselineVersion;

    /** Description of that baseline. */
    private @Nullable String baselineDescription;

    /** Statements that each connection of the migrations executes first, e.g. SET ROLE owner. */
    private @Nullable String initSql;

    /**
     * Version to migrate to at the start: latest, or a version such as 7. What is above it is not applied and not
     * reverted. Default: latest.
     */
    private @Nullable String target;

    public @Nullable String getDataSource() {
        return dataSource;
    }

    public void setDataSource(@Nullable String dataSource) {
        this.dataSource = dataSource;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable List<String> getLocations() {
        return locations;
    }

    public void setLocations(@Nullable List<String> locations) {
        this.locations = locations;
    }

    public @Nullable List<String> getIgnore() {
        return ignore;
    }

    public void setIgnore(@Nullable List<String> ignore) {
        this.ignore = ignore;
    }

    public @Nullable Boolean getFollowLinks() {
        return followLinks;
    }

    public void setFollowLinks(@Nullable Boolean followLinks) {
        this.followLinks = followLinks;
    }

    public @Nullable String getHistory() {
        return history;
    }

    public void setHistory(@Nullable String history) {
        this.history = history;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public @Nullable String getTable() {
        return table;
    }

    public void setTable(@Nullable String table) {
        this.table = table;
    }

    public @Nullable Duration getLease() {
        return lease;
    }

    public void setLease(@Nullable Duration lease) {
        this.lease = lease;
    }

    public @Nullable Duration getLockWait() {
        return lockWait;
    }

    public void setLockWait(@Nullable Duration lockWait) {
        this.lockWait = lockWait;
    }

    public @Nullable Duration getAnswerTimeout() {
        return answerTimeout;
    }

    public void setAnswerTimeout(@Nullable Duration answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    public @Nullable Duration getLockTimeout() {
        return lockTimeout;
    }

    public void setLockTimeout(@Nullable Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    public @Nullable Duration getLockRetryPause() {
        return lockRetryPause;
    }

    public void setLockRetryPause(@Nullable Duration lockRetryPause) {
        this.lockRetryPause = lockRetryPause;
    }

    public @Nullable Duration getLockRetryTime() {
        return lockRetryTime;
    }

    public void setLockRetryTime(@Nullable Duration lockRetryTime) {
        this.lockRetryTime = lockRetryTime;
    }

    public @Nullable Duration getStatementTimeout() {
        return statementTimeout;
    }

    public void setStatementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
    }

    public @Nullable Duration getBatchTime() {
        return batchTime;
    }

    public void setBatchTime(@Nullable Duration batchTime) {
        this.batchTime = batchTime;
    }

    public @Nullable Boolean getNotesWithStatements() {
        return notesWithStatements;
    }

    public void setNotesWithStatements(@Nullable Boolean notesWithStatements) {
        this.notesWithStatements = notesWithStatements;
    }

    public @Nullable Set<Tolerated> getTolerate() {
        return tolerate;
    }

    public void setTolerate(@Nullable Set<Tolerated> tolerate) {
        this.tolerate = tolerate;
    }

    public Map<String, String> getPlaceholders() {
        return placeholders;
    }

    public void setPlaceholders(Map<String, String> placeholders) {
        this.placeholders = placeholders;
    }

    public @Nullable Charset getEncoding() {
        return encoding;
    }

    public void setEncoding(@Nullable Charset encoding) {
        this.encoding = encoding;
    }

    public @Nullable Boolean getBaselineOnMigrate() {
        return baselineOnMigrate;
    }

    public void setBaselineOnMigrate(@Nullable Boolean baselineOnMigrate) {
        this.baselineOnMigrate = baselineOnMigrate;
    }

    public @Nullable String getBaselineVersion() {
        return baselineVersion;
    }

    public void setBaselineVersion(@Nullable String baselineVersion) {
        this.baselineVersion = baselineVersion;
    }

    public @Nullable String getBaselineDescription() {
        return baselineDescription;
    }

    public void setBaselineDescription(@Nullable String baselineDescription) {
        this.baselineDescription = baselineDescription;
    }

    public @Nullable String getInitSql() {
        return initSql;
    }

    public void setInitSql(@Nullable String initSql) {
        this.initSql = initSql;
    }

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    MigrationSettings toSettings() {
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
