package dev.manticore.migrations.inspection.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.InspectionBuilder;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The files of a project, which is verified on the server of the tests. Not thread-safe. */
final class Project {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> seeds = new LinkedHashMap<>();
    private Consumer<MigratorBuilder<?>> settings = builder -> {};

    /** Adds a file, or changes one. */
    Project file(String name, String content) {
        files.put(name, content);
        return this;
    }

    /** Adds a version with its undo. */
    Project version(int version, String up, String down) {
        return file("V" + version + "__step.sql", up).file("U" + version + "__undo_step.sql", down);
    }

    Project seed(String name, String content) {
        seeds.put(name, content);
        return this;
    }

    Project settings(Consumer<MigratorBuilder<?>> further) {
        settings = further;
        return this;
    }

    VerifyReport verify(VerifyOption... options) {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ScratchServer server = ScratchServer.at(DatabaseServer.at(database.jdbcUrl(), null, null))
                        .open()) {
            return inspection(server).verify(options);
        }
    }

    Inspection inspection(ScratchServer server) {
        InspectionBuilder builder =
                Inspection.builder(server).source(source("db", files)).migrator(settings);
        if (!seeds.isEmpty()) {
            builder.seeds(source("seeds", seeds));
        }
        return builder.build();
    }

    /** A migrator of the same files. */
    Migrator migrator(TxRunner runner) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner).source(source("db", files));
        settings.accept(builder);
        return builder.build();
    }

    private static MigrationSource source(String directory, Map<String, String> files) {
        return new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                return files.entrySet().stream()
                        .map(file -> new SourceScript(
                                file.getKey(), file.getValue().getBytes(UTF_8), directory + "/" + file.getKey()))
                        .toList();
            }

            @Override
            public String description() {
                return directory;
            }
        };
    }
}
