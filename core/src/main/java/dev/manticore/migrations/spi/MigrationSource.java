package dev.manticore.migrations.spi;

import dev.manticore.migrations.Migration;
import java.util.List;

/**
 * A place that holds migration scripts. An implementer lists what is there; names, pairing, order, duplicates,
 * encoding and checksums are the core's business, for all sources alike.
 *
 * <p>Called once for each operation of a migrator, on the caller's thread by the blocking one and on a worker thread
 * by the non-blocking one, possibly by several migrators at once. Implementations hold no state between calls.
 */
public interface MigrationSource {

    /**
     * Reads every script that is there.
     *
     * @return in any order, each file that {@link SourceScript#isExpected}, with its bytes untouched; also several of
     *     one name. Never null, empty when nothing is there.
     * @throws SourceException when the place does not exist or something in it cannot be read
     */
    List<SourceScript> load() throws SourceException;

    /** Names this source in messages, e.g. {@code filesystem:db/migrations}. */
    String description();

    /** A source of migrations that are written in code, in any order. */
    static MigrationSource of(Migration... migrations) {
        return new CodeSource(List.of(migrations));
    }

    /** A source of migrations that are written in code, in any order. */
    static MigrationSource of(List<Migration> migrations) {
        return new CodeSource(List.copyOf(migrations));
    }
}
