import org.jspecify.annotations.NullMarked;

/**
 * Migrates many databases and schemas that have the same migrations. Start at {@link
 * dev.manticore.migrations.fleet.Fleet} or {@link dev.manticore.migrations.fleet.AsyncFleet}.
 */
@NullMarked
module dev.manticore.migrations.fleet {
    requires transitive dev.manticore.migrations;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.manticore.migrations.fleet;
}
