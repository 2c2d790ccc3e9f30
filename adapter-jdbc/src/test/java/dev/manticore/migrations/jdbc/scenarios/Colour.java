package dev.manticore.migrations.jdbc.scenarios;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** How a migrator is driven. */
enum Colour {
    BLOCKING {
        @Override
        Subject subject(DataSource dataSource, Consumer<MigratorBuilder<?>> settings) {
            var builder = Migrator.builder(JdbcTxRunner.over(dataSource));
            settings.accept(builder);
            return new BlockingSubject(builder.build());
        }
    },
    NON_BLOCKING {
        @Override
        Subject subject(DataSource dataSource, Consumer<MigratorBuilder<?>> settings) {
            var builder = AsyncMigrator.builder(ExecutorTxRunner.over(JdbcTxRunner.over(dataSource)));
            settings.accept(builder);
            return new AsyncSubject(builder.build());
        }
    };

    abstract Subject subject(DataSource dataSource, Consumer<MigratorBuilder<?>> settings);
}
