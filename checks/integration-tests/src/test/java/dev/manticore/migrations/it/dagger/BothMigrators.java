package dev.manticore.migrations.it.dagger;

import dagger.BindsInstance;
import dagger.Component;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.filesystem.dagger.FilesystemMigrations;
import dev.manticore.migrations.filesystem.dagger.FilesystemSourceModule;
import dev.manticore.migrations.jdbc.dagger.JdbcModule;
import dev.manticore.migrations.vertx.VertxMigrator;
import dev.manticore.migrations.vertx.dagger.VertxModule;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Two migrators in one component, over the same sources. */
@Component(modules = {JdbcModule.class, VertxModule.class, FilesystemSourceModule.class})
interface BothMigrators {
    Migrator blocking();

    VertxMigrator nonBlocking();

    @Component.Factory
    interface Factory {
        BothMigrators create(
                @BindsInstance DataSource dataSource,
                @BindsInstance Vertx vertx,
                @BindsInstance Pool pool,
                @BindsInstance @FilesystemMigrations Path directory);
    }
}
