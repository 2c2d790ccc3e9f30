package dev.manticore.migrations.examples.backfill;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Migrates the database of a JDBC URL, and prints how far its backfill has come. End it whenever you like, and start it
 * again: it goes on behind the last batch.
 */
public final class Backfill {
    private Backfill() {}

    /**
     * Migrates.
     *
     * @param arguments the JDBC URL, and how many rows the table has
     */
    public static void main(String... arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);

        Migrator.builder(JdbcTxRunner.over(dataSource))
                .source(ClasspathSource.of("db/migration"))
                .placeholder("rows", arguments[1])
                .listener(Backfill::print)
                .build()
                .migrate();
    }

    private static void print(MigrationEvent event) {
        if (event instanceof MigrationEvent.StatementRepeated repeated) {
            System.out.printf(
                    "%,d rows in %,d batches, %,d rows/s%n",
                    repeated.rows(), repeated.repetitions(), repeated.rowsPerSecond());
        } else if (event instanceof MigrationEvent.RepetitionDelayed delayed) {
            System.out.printf("slower: %s%n", delayed.reason());
        } else if (event instanceof MigrationEvent.StepFinished finished) {
            System.out.printf(
                    "%s in %,d ms%n",
                    finished.step().id().label(), finished.duration().toMillis());
        }
    }
}
