package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.load.SharedMigrations;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What a migrator was built with.
 *
 * @param reading how scripts are read
 * @param schema the schema that unqualified names of scripts go to, or null for the connection's own
 * @param lease how long the lease lasts from each renewal on
 * @param lockWait how long to wait for another runner's lease
 * @param answerTimeout how long the server may take to answer what is no script's
 * @param batchTime how long a message with several migrations may take before fewer share the next one; zero for none
 * @param notesWithStatements whether a statement on CockroachDB that commits alone shares a message with its note
 * @param lockTimeout {@code lock_timeout} of scripts without one of their own; zero for no limit, null for the server's
 * @param lockRetry how a migration is tried again that has waited for a lock for as long as it may
 * @param statementTimeout {@code statement_timeout}, likewise
 * @param sendsCopyData what the runner says of itself
 * @param nonEmptySchema what the first run does where the schema is not empty
 * @param codeRefusal what the runner says of migrations in Java code
 * @param initSql what each new session executes first
 * @param failureLevel how failures are logged, which a call throws as well
 * @param shared the migrations that other migrators read as well; null if each run reads them
 */
public record Settings(
        List<MigrationSource> sources,
        ReadSettings reading,
        @Nullable String schema,
        HistoryStore store,
        LeaseStore leases,
        Duration lease,
        Duration lockWait,
        Duration answerTimeout,
        Duration batchTime,
        boolean notesWithStatements,
        @Nullable Duration lockTimeout,
        LockRetry lockRetry,
        @Nullable Duration statementTimeout,
        Set<Deviation> tolerated,
        List<MigrationListener> listeners,
        boolean sendsCopyData,
        NonEmptySchema nonEmptySchema,
        Function<CodeMigration, Optional<String>> codeRefusal,
        InitSql initSql,
        Level failureLevel,
        @Nullable SharedMigrations shared) {

    public Settings {
        sources = List.copyOf(sources);
        tolerated = Set.copyOf(tolerated);
        listeners = List.copyOf(listeners);
    }
}
