package dev.manticore.migrations.it.scenarios;

import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A directory, and the Flyway that migrates a database with it. */
record WithFlyway(TestDatabase database, Path directory) {

    void write(String name, String sql) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, sql);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void delete(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    FluentConfiguration configuration() {
        return Flyway.configure().dataSource(database.dataSource()).locations("filesystem:" + directory);
    }

    Flyway flyway() {
        return configuration().load();
    }

    /** A Flyway over a location of the class path, up to a version. */
    static Flyway of(TestDatabase database, String location, String target) {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:" + location)
                .target(target)
                .load();
    }

    int migrate() {
        return flyway().migrate().migrationsExecuted;
    }

    /** What {@code flyway info} lists, as {@code version|description|state}. */
    List<String> info() {
        return info(flyway());
    }

    static List<String> info(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .map(it -> it.getVersion() + "|" + it.getDescription() + "|" + it.getState())
                .toList();
    }
}
