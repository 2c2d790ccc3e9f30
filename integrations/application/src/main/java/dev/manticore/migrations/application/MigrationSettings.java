package dev.manticore.migrations.application;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application sets for the migrations of one database; null for what is not set. The names are those of the properties.
 *
 * @param locations {@code classpath:LOCATION} or {@code filesystem:DIRECTORY}
 * @param ignore patterns of files that are left out of all locations
 * @param followLinks whether links out of a directory of files are followed
 * @param history {@code flyway} or {@code flyway:TABLE}
 * @param schema null for that of the connection
 * @param lockRetryPause the longest pause before a migration is tried again that has waited too long for a lock
 * @param lockRetryTime how long it is tried again in all
 * @param batchTime how long a message with several migrations may take before the next one has fewer; zero for messages of one
 * @param notesWithStatements whether a statement on CockroachDB shares a message with the note that announces it
 * @param initSql what each connection executes first
 * @param baselineOnMigrate whether a history begins with a baseline where the schema is not empty
 * @param baselineVersion of that baseline
 * @param target {@code latest} or a version
 */
public record MigrationSettings(
        @Nullable List<String> locations,
        @Nullable List<String> ignore,
        @Nullable Boolean followLinks,
        @Nullable String history,
        @Nullable String schema,
        @Nullable String table,
        @Nullable Duration lease,
        @Nullable Duration lockWait,
        @Nullable Duration answerTimeout,
        @Nullable Duration lockTimeout,
        @Nullable Duration lockRetryPause,
        @Nullable Duration lockRetryTime,
        @Nullable Duration statementTimeout,
        @Nullable Duration batchTime,
        @Nullable Boolean notesWithStatements,
        @Nullable Set<Tolerated> tolerate,
        Map<String, String> placeholders,
        @Nullable Charset encoding,
        @Nullable String initSql,
        @Nullable Boolean baselineOnMigrate,
        @Nullable String baselineVersion,
        @Nullable String baselineDescription,
        @Nullable String target) {

    /**
     * These settings, and for what is not set those of all databases. Locations, schema and target are never taken from those;
     * placeholders are merged.
     */
    public MigrationSettings withDefaults(MigrationSettings shared) {
        Map<String, String> merged = new LinkedHashMap<>(shared.placeholders);
        merged.putAll(placeholders);
        return new MigrationSettings(
                locations,
                either(ignore, shared.ignore),
                either(followLinks, shared.followLinks),
                either(history, shared.history),
                schema,
                either(table, shared.table),
                either(lease, shared.lease),
                either(lockWait, shared.lockWait),
                either(answerTimeout, shared.answerTimeout),
                either(lockTimeout, shared.lockTimeout),
                either(lockRetryPause, shared.lockRetryPause),
                either(lockRetryTime, shared.lockRetryTime),
                either(statementTimeout, shared.statementTimeout),
                either(batchTime, shared.batchTime),
                either(notesWithStatements, shared.notesWithStatements),
                either(tolerate, shared.tolerate),
                merged,
                either(encoding, shared.encoding),
                either(initSql, shared.initSql),
                either(baselineOnMigrate, shared.baselineOnMigrate),
                either(baselineVersion, shared.baselineVersion),
                either(baselineDescription, shared.baselineDescription),
                target);
    }

    private static <T> @Nullable T either(@Nullable T own, @Nullable T shared) {
        return own == null ? shared : own;
    }
}
