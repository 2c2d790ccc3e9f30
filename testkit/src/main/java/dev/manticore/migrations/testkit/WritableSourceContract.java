package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.WritableMigrationSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** The contract of a {@link WritableMigrationSource}, in addition to {@link FileSourceContract}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface WritableSourceContract extends WritingCases {

    /** A source of a place that does not exist and can be created. Called once in each case. */
    @Override
    WritableMigrationSource writable() throws Exception;
}
