package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a history that Flyway itself has written is adopted and continued. */
@PostgresOnly("Flyway fills the database, on PostgreSQL.")
class AdoptFlywayScenario extends Scenario {
    private static final String ROWS =
            "SELECT version, description, checksum IS NULL, kind FROM _migrations ORDER BY version";

    @TempDir
    private Path directory;

    private final Map<String, String> files = new TreeMap<>();

    private AdoptFlywayScenario file(String name, String text) {
        files.put(name, text);
        return this;
    }

    private FluentConfiguration flyway() throws IOException {
        for (Map.Entry<String, String> entry : files.entrySet()) {
            java.nio.file.Files.writeString(directory.resolve(entry.getKey()), entry.getValue());
        }
        return Flyway.configure().dataSource(database.dataSource()).locations("filesystem:" + directory);
    }

    private Files ours() {
        return Files.of(files.entrySet().stream()
                .flatMap(file -> java.util.stream.Stream.of(file.getKey(), file.getValue()))
                .toArray(String[]::new));
    }

    private List<Problem> problems() {
        InvalidMigrationsException failure = failure(
                InvalidMigrationsException.class,
                () -> over(ours()).adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE)));
        assertThat(sql.tables()).doesNotContain("_migrations");
        return failure.problems();
    }

    @Test
    void versionsAndRepeatablesAreAdoptedWithTimesUsersAndDurations() throws IOException {
        file("V1__one.sql", "CREATE TABLE t1 (id INT);\r\n-- ümläut\r\n")
                .file("V002__two.sql", "\uFEFFCREATE TABLE t2 (id INT)")
                .file("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a")
                .file("R__more_views.sql", "CREATE OR REPLACE VIEW w AS SELECT 1 AS a");
        flyway().load().migrate();
        file("V3__three.sql", "CREATE TABLE t3 (id INT)")
                .file("R__more_views.sql", "CREATE OR REPLACE VIEW w AS SELECT 1 AS a, 2 AS b");
        List<String> theirs = sql.rows("SELECT * FROM flyway_schema_history ORDER BY installed_rank");

        Adoption adoption = over(ours()).adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));

        assertThat(adoption.notes())
                .containsExactly("R more views has changed since Flyway applied it. It will be applied again.");
        assertThat(sql.rows(ROWS)).containsExactly("1|one|f|script", "2|two|f|script");
        assertThat(sql.rows("SELECT name, checksum IS NULL, kind FROM _migrations_repeatable ORDER BY name"))
                .containsExactly("more views|t|script", "views|f|script");
        assertThat(sql.rows("SELECT count(*) FROM _migrations o JOIN flyway_schema_history f ON o.description ="
                        + " f.description AND o.applied_by = f.installed_by AND o.execution_ms = f.execution_time AND"
                        + " o.applied_at = CAST(f.installed_on AS TIMESTAMP WITH TIME ZONE)"))
                .containsExactly("2");
        assertThat(sql.rows("SELECT * FROM flyway_schema_history ORDER BY installed_rank"))
                .isEqualTo(theirs);
        assertThat(over(ours()).migrate().steps())
                .extracting(step -> step.id().label())
                .containsExactly("V3", "R more views");
        assertThat(over(ours())
                        .adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aBaselineStaysOne() throws IOException {
        file("V1__one.sql", "CREATE TABLE t1 (id INT)")
                .file("V2__two.sql", "CREATE TABLE t2 (id INT)")
                .file("V3__three.sql", "CREATE TABLE t3 (id INT)");
        sql.run("CREATE TABLE t1 (id INT)", "CREATE TABLE t2 (id INT)");
        flyway().baselineVersion("2").load().baseline();
        flyway().load().migrate();

        over(ours()).adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));

        assertThat(sql.rows(ROWS)).containsExactly("2|<< Flyway Baseline >>|t|baseline", "3|three|f|script");
        assertThat(over(ours()).status().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(
                        MigrationStatus.State.BELOW_BASELINE,
                        MigrationStatus.State.BASELINE,
                        MigrationStatus.State.APPLIED);
        assertThat(over(ours()).migrate().isEmpty()).isTrue();
    }

    @Test
    void whatFlywaysRepairDeletedIsNotApplied() throws IOException {
        file("V1__one.sql", "CREATE TABLE t1 (id INT)").file("V2__two.sql", "CREATE TABLE t2 (id INT)");
        flyway().load().migrate();
        files.remove("V1__one.sql");
        java.nio.file.Files.delete(directory.resolve("V1__one.sql"));
        flyway().load().repair();
        assertThat(sql.rows("SELECT type FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("SQL", "SQL", "DELETE");

        over(ours()).adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));

        assertThat(sql.rows(ROWS)).containsExactly("2|two|f|script");
    }

    @Test
    void everyDifferenceIsReportedAtOnce() throws IOException {
        file("V1__one.sql", "CREATE TABLE t1 (id INT)")
                .file("V2__two.sql", "CREATE TABLE t2 (id INT)")
                .file("V2.1__dotted.sql", "CREATE TABLE t21 (id INT)")
                .file("V4__four.sql", "CREATE TABLE t4 (id INT)");
        flyway().load().migrate();
        files.clear();
        file("V1__uno.sql", "CREATE TABLE t1 (id INT)")
                .file("V2__two.sql", "CREATE TABLE t2 (id BIGINT)")
                .file("V2.1__dotted.sql", "CREATE TABLE t21 (id INT)")
                .file("V3__three.sql", "CREATE TABLE t3 (id INT)")
                .file("V5__five.sql", "CREATE TABLE t5 (id INT)");

        assertThat(problems())
                .extracting(Problem::kind)
                .containsExactly(
                        Problem.Kind.CHANGED_DESCRIPTION,
                        Problem.Kind.CHANGED_CHECKSUM,
                        Problem.Kind.UNSUPPORTED_NAME,
                        Problem.Kind.MISSING_FILE,
                        Problem.Kind.LATE_VERSION);
    }

    @Test
    void aFailedRowIsRefusedWithTheWayOut() throws IOException {
        file("V1__one.sql", "CREATE TABLE t1 (id INT)").file("V2__two.sql", "CREATE TABLE t2 (id INT)");
        Flyway flyway = flyway().load();
        flyway.migrate();
        // Flyway 13 leaves no such row on PostgreSQL, whatever fails.
        sql.run("UPDATE flyway_schema_history SET success = false WHERE version = '2'");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.FAILED_MIGRATION);
            assertThat(problem.message()).contains("has V2 two as failed, since ");
            assertThat(problem.remedy().advice()).contains("have Flyway remove its row");
        });

        flyway.repair();
        over(ours()).adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));
        assertThat(sql.rows(ROWS)).containsExactly("1|one|f|script");
    }

    @Test
    void aMigrationInJavaCountsAsAppliedWithoutAFile() throws IOException {
        file("V1__one.sql", "CREATE TABLE t1 (id INT)");
        flyway().javaMigrations(new V2__InJava()).load().migrate();
        file("V3__three.sql", "CREATE TABLE t3 (id INT)");

        Adoption adoption = over(ours()).adopt(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));

        assertThat(adoption.notes()).containsExactly("V2 InJava has no file. It counts as applied.");
        assertThat(sql.rows(ROWS)).containsExactly("1|one|f|script", "2|InJava|t|other");
        assertThat(over(ours()).migrate().steps()).extracting(StepReport::id).containsExactly(Version.of(3));
        assertThat(over(ours()).status().problems()).isEmpty();
    }

    /** Named as Flyway wants it. */
    @SuppressWarnings("checkstyle:TypeName")
    public static final class V2__InJava extends org.flywaydb.core.api.migration.BaseJavaMigration {
        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("CREATE TABLE t2 (id INT)");
            }
        }
    }
}
