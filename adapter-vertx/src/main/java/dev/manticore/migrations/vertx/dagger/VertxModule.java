package dev.manticore.migrations.vertx.dagger;

import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * A migrator over the Vert.x PostgreSQL client: {@link VertxMigratorModule} with a runner over the {@link Pool} that the
 * component binds, as it binds {@link Vertx}.
 */
@Module(includes = VertxMigratorModule.class)
public interface VertxModule {

    @Provides
    static AsyncTxRunner runner(Pool pool) {
        return VertxTxRunner.over(pool);
    }
}
