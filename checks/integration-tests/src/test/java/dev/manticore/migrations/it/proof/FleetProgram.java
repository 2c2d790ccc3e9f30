package dev.manticore.migrations.it.proof;

import ch.qos.logback.classic.Level;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetListener;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates the schemas t1, t2, .. of a database in a process of its own, and prints a line for each. */
final class FleetProgram {
    private FleetProgram() {}

    static List<String> arguments(TestDatabase database, Path scripts, int schemas) {
        return List.of(
                database.host(),
                String.valueOf(database.port()),
                database.name(),
                database.user(),
                scripts.toString(),
                String.valueOf(schemas));
    }

    public static void main(String[] arguments) {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        TestDatabase database =
                new TestDatabase(arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3]);
        migrate(database, Path.of(arguments[4]), Integer.parseInt(arguments[5]));
    }

    /** Migrates all of them in this process. */
    static FleetReport migrate(TestDatabase database, Path scripts, int schemas) {
        return Fleet.builder(name -> JdbcTxRunner.over(database.dataSource()))
                .migrator(migrator ->
                        migrator.source(FilesystemSource.of(scripts)).lease(Duration.ofSeconds(1)))
                .listener(new FleetListener() {
                    @Override
                    public void ended(TargetResult result) {
                        System.out.println("ended " + result.target());
                    }
                })
                .build()
                .migrate(IntStream.rangeClosed(1, schemas)
                        .mapToObj(index -> FleetTarget.schema("main", "t" + index))
                        .toList());
    }
}
