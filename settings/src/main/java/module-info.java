import org.jspecify.annotations.NullMarked;

/**
 * What the programs around the library share: settings from every place where users put them, a migrator made of them, and
 * results in words. Start at {@link dev.manticore.migrations.settings.SettingsResolver}.
 */
@NullMarked
module dev.manticore.migrations.settings {
    requires transitive dev.manticore.migrations;
    requires transitive dev.manticore.migrations.inspection;
    requires transitive java.sql;
    requires static dev.manticore.migrations.embedded;
    requires static transitive dev.manticore.migrations.report;
    requires static org.jspecify;
    requires ascii.table;
    requires com.fasterxml.jackson.jr.ob;
    requires dev.manticore.migrations.classpath;
    requires dev.manticore.migrations.filesystem;
    requires dev.manticore.migrations.history.flyway;
    requires dev.manticore.migrations.jdbc;
    requires java.naming;
    requires java.xml;
    requires org.apache.commons.text;
    requires org.newsclub.net.unix;
    requires org.postgresql.jdbc;
    requires org.tomlj;

    exports dev.manticore.migrations.settings;
    exports dev.manticore.migrations.settings.database;
    exports dev.manticore.migrations.settings.environment;
    exports dev.manticore.migrations.settings.failure;
    exports dev.manticore.migrations.settings.flyway;
    exports dev.manticore.migrations.settings.json;
    exports dev.manticore.migrations.settings.lint;
    exports dev.manticore.migrations.settings.session;
    exports dev.manticore.migrations.settings.text;
}
