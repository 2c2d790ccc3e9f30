package dev.manticore.migrations.vertx.dagger;

import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * Provides a migrator over the Vert.x PostgreSQL client: {@link VertxMigratorModule} with a runner over the
 * {@link Pool}. The component must bind the {@link Pool} and {@link Vertx}.
 */
@Module(includes = VertxMigratorModule.class)
public interface VertxModule {

    @Provides
    static AsyncTxRunner runner(Pool pool) {
        return VertxTxRunner.over(pool);
    }
}
