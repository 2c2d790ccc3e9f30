package dev.manticore.migrations.jdbc.dagger;

import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import javax.sql.DataSource;

/**
 * Provides a migrator over JDBC: {@link MigratorModule} with a runner over the {@link DataSource} that the component
 * binds.
 */
@Module(includes = MigratorModule.class)
public interface JdbcModule {

    @Provides
    static TxRunner runner(DataSource dataSource) {
        return JdbcTxRunner.over(dataSource);
    }
}
