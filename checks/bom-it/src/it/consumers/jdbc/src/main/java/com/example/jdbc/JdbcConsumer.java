package com.example.jdbc;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.nio.file.Path;
import java.util.Arrays;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrates a schema, and says which of the classes named are there. */
public final class JdbcConsumer {
    private JdbcConsumer() {}

    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:" + arguments[0]);
        Migrator migrator = Migrator.builder(JdbcTxRunner.over(dataSource))
                .schema(arguments[1])
                .source(FilesystemSource.of(Path.of("migrations")))
                .build();
        migrator.migrate();
        System.out.println("applied " + migrator.appliedVersions());
        System.out.println("present "
                + Arrays.stream(arguments).skip(2).filter(JdbcConsumer::isPresent).toList());
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
