package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares when callbacks are executed, in which order and in which transaction, with Flyway itself. */
@PostgresOnly("Flyway is the oracle, on PostgreSQL.")
class FlywayCallbacksScenario extends Scenario {
    private static final List<String> EVENTS = List.of(
            "createSchema",
            "beforeCreateSchema",
            "beforeMigrate",
            "beforeEachMigrate",
            "afterEachMigrate",
            "afterVersioned",
            "beforeRepeatables",
            "afterMigrateApplied",
            "afterMigrate",
            "afterMigrateError",
            "afterMigrateOperationFinish",
            "beforeUndo",
            "afterUndo");

    /** Each callback and migration writes a row, and equal numbers mean one transaction. */
    private static final String TRACE =
            "SELECT what, dense_rank() OVER (ORDER BY at), lock_timeout FROM trace.t ORDER BY n";

    @TempDir
    private Path directory;

    private TestDatabase other;
    private Sql flyways;

    @BeforeEach
    void prepare() throws IOException {
        other = Databases.take(place);
        flyways = new Sql(other.dataSource());
        for (Sql each : List.of(sql, flyways)) {
            each.run(
                    "CREATE SCHEMA trace",
                    "CREATE TABLE trace.t (n SERIAL, what TEXT, at BIGINT DEFAULT txid_current(),"
                            + " lock_timeout TEXT DEFAULT current_setting('lock_timeout'))");
        }
        for (String event : EVENTS) {
            write(event + ".sql", trace(event));
        }
        write("V1__a.sql", trace("V1 a") + trace("V1 b"));
        write("V2__b.sql", trace("V2"));
        write("R__r.sql", trace("R"));
        write("R__s.sql", trace("S"));
    }

    @AfterEach
    void dropOther() {
        Databases.drop(other);
    }

    private static String trace(String what) {
        return "INSERT INTO trace.t (what) VALUES ('" + what + "');\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        java.nio.file.Files.createDirectories(file.getParent());
        java.nio.file.Files.writeString(file, text);
    }

    /** Runs both, and returns what both have traced. */
    private List<String> traced() {
        boolean failed = byFlyway();
        assertThat(byUs()).as("failed").isEqualTo(failed);
        List<String> trace = sql.rows(TRACE);
        assertThat(trace).isEqualTo(flyways.rows(TRACE));
        sql.run("DELETE FROM trace.t");
        flyways.run("DELETE FROM trace.t");
        return trace;
    }

    private boolean byFlyway() {
        try {
            Flyway.configure()
                    .dataSource(other.dataSource())
                    .locations("filesystem:" + directory)
                    .load()
                    .migrate();
            return false;
        } catch (FlywayException failure) {
            return true;
        }
    }

    private boolean byUs() {
        try {
            over(FilesystemSource.of(directory)).migrate();
            return false;
        } catch (MigrationException failure) {
            return true;
        }
    }

    @Test
    void areExecutedWhenFlywayExecutesThem() throws IOException {
        assertThat(traced()).hasSize(21).contains("beforeMigrate|3|0", "beforeEachMigrate|4|0", "V1 a|4|0");
        assertThat(traced()).as("nothing pending").hasSize(6).doesNotContain("afterMigrateApplied|5|0");
        write("R__r.sql", trace("R again"));
        assertThat(traced()).as("only a repeatable migration").hasSize(11);
        write("V3__c.sql", trace("V3"));
        assertThat(traced()).as("only a version").hasSize(10);
    }

    @Test
    void areExecutedInTheOrderOfTheirDescriptions() throws IOException {
        for (String description : List.of("b", "a", "B2", "a_c", "aB", "10", "9", "a b", "Z", "ä", "a__d", ".")) {
            write("sub/beforeMigrate__" + description + ".sql", trace("beforeMigrate " + description));
        }

        assertThat(traced()).hasSize(33);
    }

    @Test
    void thatFailEndTheRunWhereFlywayEndsIt() throws IOException {
        for (String event : List.of(
                "createSchema",
                "beforeMigrate",
                "beforeEachMigrate",
                "afterEachMigrate",
                "afterVersioned",
                "beforeRepeatables",
                "afterMigrateApplied",
                "afterMigrate")) {
            write(event + ".sql", trace(event) + "SELECT 1 / 0;");
            traced();
            write(event + ".sql", trace(event));
            write("R__r.sql", trace(event));
        }
        assertThat(sql.history())
                .isEqualTo(flyways.rows("SELECT version FROM flyway_schema_history WHERE version > '' ORDER BY 1"))
                .hasSize(2);
    }

    @Test
    void afterAMigrationThatFails() throws IOException {
        write("V2__b.sql", trace("V2") + "SELECT 1 / 0;");

        assertThat(traced()).hasSize(8).contains("afterMigrateError|5|0");
    }

    /** What a callback of the run sets does not reach the migrations; what afterConnect sets does. */
    @Test
    void changeTheSessionAsInFlyway() throws IOException {
        write("beforeMigrate.sql", "SET lock_timeout = '7s';" + trace("beforeMigrate"));
        write("V2__b.sql", "SET LOCAL lock_timeout = '9s';" + trace("V2"));
        assertThat(traced()).contains("beforeMigrate|3|7s", "V1 a|4|0", "V2|5|9s", "afterMigrate|11|0");

        write("afterConnect.sql", "SET lock_timeout = '8s';");
        write("V3__c.sql", trace("V3"));
        assertThat(traced()).contains("beforeMigrate|3|7s", "beforeEachMigrate|4|8s", "V3|4|8s");
    }
}
