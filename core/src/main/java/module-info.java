import org.jspecify.annotations.NullMarked;

/**
 * The domain, the planner, the engine and the ports of Manticore Migrations.
 *
 * <p>Users start at {@link dev.manticore.migrations.Migrator} or {@link dev.manticore.migrations.AsyncMigrator};
 * authors of adapters and sources at {@link dev.manticore.migrations.spi}.
 */
@NullMarked
module dev.manticore.migrations {
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.manticore.migrations;
    exports dev.manticore.migrations.spi;
}
