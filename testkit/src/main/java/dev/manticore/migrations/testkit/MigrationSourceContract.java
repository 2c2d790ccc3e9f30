package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.MigrationSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * What a {@link MigrationSource} has to keep, wherever it takes its scripts from. Sources of files keep
 * {@link FileSourceContract}, which is more.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface MigrationSourceContract extends LoadingCases {

    /**
     * A source of exactly these scripts, asked for once or more in each case; each time a new place.
     *
     * @param scripts the content by name, to be placed in this order; names are those of migrations, e.g.
     *     {@code V7__create_orders.sql} and {@code U7__undo_create_orders.sql}, contents are text in UTF-8. No undo
     *     script comes without its migration
     */
    @Override
    MigrationSource source(Map<String, byte[]> scripts) throws Exception;
}
