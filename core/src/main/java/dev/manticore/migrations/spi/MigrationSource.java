package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.ScriptNaming;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * A place that holds migration scripts.
 *
 * <p>To implement one:
 *
 * <ol>
 *   <li>Return every file that {@link SourceScript#isExpected} from {@link #load}, with its bytes as they are, or with a
 *       {@link SourceScript.Content} that reads them when they are needed. The engine does the rest: names, pairs, order,
 *       duplicates, encoding, checksums.
 *   <li>Name the place in {@link #description}.
 *   <li>Prove it with the test kit's {@code MigrationSourceContract}, or {@code FileSourceContract} for files.
 * </ol>
 *
 * <p>A source has to be thread-safe and keeps no state between calls. {@link #load} is called once per operation, on another
 * thread than the one that connects meanwhile: by the blocking migrator on a new one, which has the caller's context class
 * loader, by the non-blocking one on one of its executor, or on the run's own if the executor has no other. It may block. Several
 * migrators may call it at once.
 */
public interface MigrationSource {

    /**
     * Finds all scripts.
     *
     * @return in any order; several of one name if there are several; empty if the place holds none; never null
     * @throws SourceException if the place does not exist, cannot be listed, or holds something that cannot be a script. A
     *     file that cannot be read may be an error here, or when it is {@linkplain SourceScript.Content#read read}
     */
    List<SourceScript> load() throws SourceException;

    /** Names this source in messages, e.g. {@code filesystem:db/migrations}. Never null. */
    String description();

    /**
     * Returns this source for files that are named like this: {@link #load} then returns those that
     * {@link ScriptNaming#isExpected}. Called by the migrator's builder if it has another naming than the default.
     *
     * <p>Default: this source as it is. That is enough where it returns such files anyway.
     */
    default MigrationSource withNaming(ScriptNaming naming) {
        return this;
    }

    /** A source of migrations whose SQL is written in code, in any order. */
    static MigrationSource of(Migration... migrations) {
        return new CodeSource(List.of(migrations), ScriptNaming.DEFAULT);
    }

    /** A source of migrations whose SQL is written in code, in any order. */
    static MigrationSource of(List<Migration> migrations) {
        return new CodeSource(List.copyOf(migrations), ScriptNaming.DEFAULT);
    }

    /** A source of migrations whose work is Java code, in any order. */
    static MigrationSource ofCode(List<? extends CodeMigration> migrations) {
        return new JavaSource(migrations, ScriptNaming.DEFAULT);
    }

    /**
     * A source of migrations whose work is Java code and that are listed as services. It is an error if there are none.
     * Users call the adapter's method, e.g. {@code JdbcMigration.services()}.
     *
     * @param type the type of the services
     * @param services creates a loader of the services, each time that the source is read; called in the module that
     *     declares {@code uses}
     */
    static <T extends CodeMigration> MigrationSource ofServices(Class<T> type, Supplier<ServiceLoader<T>> services) {
        return new ServiceSource(type, services, ScriptNaming.DEFAULT);
    }
}
