package dev.manticore.migrations.examples.quickstart;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrates the database of the given JDBC URL, and prints the applied migrations. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String... arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);

        Migrator migrator = Migrator.builder(JdbcTxRunner.over(dataSource))
                .source(ClasspathSource.of("db/migration"))
                .build();

        MigrationReport report = migrator.migrate();
        report.steps().forEach(step -> System.out.println("applied " + step.id().label() + " " + step.description()));
    }
}
