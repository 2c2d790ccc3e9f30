package dev.manticore.migrations.architecture;

import java.util.ArrayList;
import java.util.List;

/** At least one violation of each rule. */
final class PlantedViolations {
    /** Below a rule its culprits, without the root package, and what they use: a real class or another culprit. */
    private static final String TABLE = """
            core uses what it may and no other
              KnowsAnAdapter -> ours.jdbc.JdbcTxRunner
              internal.sql.KnowsLogging -> java.util.logging.Logger
            filesystem uses what it may and no other
              filesystem.KnowsJars -> ours.classpath.ClasspathSource
            classpath uses what it may and no other
              classpath.KnowsPostgres -> org.postgresql.Driver
            jdbc uses what it may and no other
              jdbc.KnowsAssertions -> org.assertj.core.api.Assertions
            vertx uses what it may and no other
              vertx.KnowsSql -> java.sql.Connection
            flyway uses what it may and no other
              history.flyway.KnowsSql -> java.sql.Connection
            inspection uses what it may and no other
              inspection.KnowsVertx -> ours.vertx.KnowsSql
            embedded uses what it may and no other
              embedded.KnowsTheCommandLine -> ours.cli.Main
            testing uses what it may and no other
              testing.KnowsVertxMigrations -> ours.vertx.KnowsSql
            fleet uses what it may and no other
              fleet.KnowsAnAdapter -> ours.jdbc.JdbcTxRunner
            application uses what it may and no other
              application.KnowsAnAdapter -> ours.jdbc.JdbcTxRunner
            micrometer uses what it may and no other
              micrometer.KnowsAnAdapter -> ours.jdbc.JdbcTxRunner
            testkit uses what it may and no other
              testkit.KnowsAnAdapter -> ours.jdbc.JdbcTxRunner
            settings uses what it may and no other
              settings.KnowsTheCommandLine -> ours.cli.Main
            cli uses what it may and no other
              cli.KnowsVertx -> ours.vertx.KnowsSql
            filesystem.dagger uses Dagger besides and no other
              filesystem.dagger.KnowsJars -> ours.classpath.dagger.ClasspathSourceModule
            classpath.dagger uses Dagger besides and no other
              classpath.dagger.KnowsSql -> javax.sql.DataSource
            jdbc.dagger uses Dagger besides and no other
              jdbc.dagger.KnowsVertx -> io.vertx.core.Vertx
            vertx.dagger uses Dagger besides and no other
              vertx.dagger.KnowsJdbc -> ours.jdbc.dagger.MigratorModule
            flyway.dagger uses Dagger besides and no other
              history.flyway.dagger.KnowsSql -> javax.sql.DataSource
            core knows no SQL API
              spi.KnowsSql -> java.sql.SQLException
              KnowsDataSource -> javax.sql.DataSource
            core knows no Dagger
              internal.plan.Injected -> jakarta.inject.Provider
              dagger.CoreModule -> dagger.Lazy
            Dagger stays in its packages and the command line
              jdbc.Injected -> jakarta.inject.Provider
              testkit.dagger.KitModule -> dagger.Lazy
              filesystem.KnowsItsModule -> ours.filesystem.dagger.FilesystemSourceModule
            adapters and sources never see each other
              jdbc.KnowsVertx -> ours.vertx.KnowsSql
              vertx.KnowsFiles -> ours.filesystem.KnowsJars
            nobody uses the test kit
              cli.KnowsTheKit -> ours.testkit.KnowsAnAdapter
              classpath.KnowsTheKit -> ours.testkit.KnowsAnAdapter
            nobody uses the command line
              testkit.KnowsTheCommandLine -> ours.cli.Main
              vertx.internal.KnowsTheCommandLine -> ours.cli.Main
            the internals of a module are its own
              jdbc.KnowsThePlanner -> ours.internal.plan.Planner
              spi.KnowsTheLoop -> ours.vertx.internal.KnowsTheCommandLine
            the public packages of core have no cycles
              spi.KnowsAMigrator -> ours.CyclicMigrator
              CyclicMigrator -> ours.spi.KnowsAMigrator
            the internal packages have no cycles
              internal.plan.KnowsEngine -> ours.internal.engine.KnowsPlan
              internal.engine.KnowsPlan -> ours.internal.plan.KnowsEngine
            core, adapters and sources use no reflection
              spi.KnowsMethods -> java.lang.reflect.Method
              jdbc.KnowsProxies -> java.lang.reflect.Proxy
            """;

    private PlantedViolations() {}

    static List<Planted> all() {
        List<Planted> all = new ArrayList<>();
        String rule = "";
        for (String line : TABLE.lines().toList()) {
            if (line.startsWith(" ")) {
                String[] names = line.strip().split(" -> ", -1);
                all.add(new Planted(rule, ours(names[0]), names[1].replaceFirst("^ours\\.", ours(""))));
            } else {
                rule = line;
            }
        }
        return List.copyOf(all);
    }

    private static String ours(String name) {
        return Module.ROOT + "." + name;
    }
}
