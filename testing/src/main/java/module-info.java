import org.jspecify.annotations.NullMarked;

/**
 * A migrated database for each test. Start at {@link dev.manticore.migrations.testing.MigratedDatabase}, or at {@link
 * dev.manticore.migrations.testing.TestDatabases} without JUnit.
 */
@NullMarked
module dev.manticore.migrations.testing {
    requires transitive dev.manticore.migrations;
    requires transitive java.sql;
    requires dev.manticore.migrations.classpath;
    requires dev.manticore.migrations.embedded;
    requires dev.manticore.migrations.filesystem;
    requires dev.manticore.migrations.inspection;
    requires dev.manticore.migrations.jdbc;
    requires java.naming;
    requires org.postgresql.jdbc;
    requires static io.vertx.core;
    requires static io.vertx.sql.client;
    requires static io.vertx.sql.client.pg;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static spring.beans;
    requires static spring.context;
    requires static spring.core;
    requires static spring.test;

    exports dev.manticore.migrations.testing;
    exports dev.manticore.migrations.testing.spring;
}
