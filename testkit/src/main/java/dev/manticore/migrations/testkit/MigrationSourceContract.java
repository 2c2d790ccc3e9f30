package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.MigrationSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a {@link MigrationSource}, wherever it takes its scripts from. For sources of files, see {@link
 * FileSourceContract}.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface MigrationSourceContract extends LoadingCases {

    /**
     * A source that holds exactly these scripts. Called one or more times in each case, for a new place each time.
     *
     * @param scripts the content by name, to be stored in this order. Names are those of migrations, e.g. {@code
     *     V7__create_orders.sql} and {@code U7__undo_create_orders.sql}; contents are text in UTF-8. No undo script
     *     comes without its migration
     */
    @Override
    MigrationSource source(Map<String, byte[]> scripts) throws Exception;
}
