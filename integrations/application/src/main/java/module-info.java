import org.jspecify.annotations.NullMarked;

/**
 * What the modules for application frameworks share: the properties of a database, and failures in terms of them. Start at
 * {@link dev.manticore.migrations.application.MigratorSetup}.
 */
@NullMarked
module dev.manticore.migrations.application {
    requires transitive dev.manticore.migrations;
    requires transitive java.sql;
    requires static org.jspecify;
    requires static java.naming;
    requires static org.postgresql.jdbc;
    requires dev.manticore.migrations.classpath;
    requires dev.manticore.migrations.filesystem;
    requires dev.manticore.migrations.history.flyway;

    exports dev.manticore.migrations.application;
}
