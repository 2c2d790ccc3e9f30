package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.HistoryRepair.Kind;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that repair brings the history up to date with the files, and changes nothing else. */
class RepairScenario extends Scenario {
    private static final String ROWS =
            "SELECT version, description, kind, applied_by FROM _migrations ORDER BY version";
    private static final String KEPT =
            "SELECT version, applied_at, execution_ms, applied_by FROM _migrations ORDER BY version";

    private static final Files BEFORE = Files.of(
            "V1__one.sql", "CREATE TABLE t1 (id INT)",
            "V2__two.sql", "CREATE TABLE t2 (id INT)",
            "V3__three.sql", "CREATE TABLE t3 (id INT)",
            "V4__four.sql", "CREATE TABLE t4 (id INT)",
            "R__view.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1 AS one");

    /** A comment in V1 and the view, a token in V2, V3 gone, another description of V4. */
    private static final Files AFTER = Files.of(
            "V1__one.sql", "-- One.\nCREATE TABLE t1 (id INT)",
            "V2__two.sql", "CREATE TABLE t2 (id BIGINT)",
            "V4__fourth.sql", "CREATE TABLE t4 (id INT)",
            "R__view.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS /* just one */ SELECT 1 AS one");

    private static List<String> kinds(List<HistoryRepair> repairs) {
        return repairs.stream()
                .map(repair -> repair.id().label() + " " + repair.kind())
                .toList();
    }

    @Test
    void isWhatItsPlanShows() {
        over(BEFORE).migrate();
        List<String> kept = sql.rows(KEPT);
        Subject subject = over(AFTER);

        RepairReport planned = subject.planRepair(RepairOption.values());
        assertThat(kinds(planned.repairs()))
                .containsExactly(
                        "V1 CHECKSUM", "V2 CHANGED_SQL", "V3 MISSING_FILE", "V4 DESCRIPTION", "R view CHECKSUM");
        assertThat(sql.rows(KEPT)).isEqualTo(kept);

        assertThat(subject.repair(RepairOption.values())).isEqualTo(planned);

        assertThat(sql.rows(KEPT)).isEqualTo(kept);
        assertThat(sql.rows("SELECT version, description, kind FROM _migrations ORDER BY version"))
                .containsExactly("1|one|script", "2|two|script", "3|three|without file", "4|fourth|script");
        assertThat(subject.repair(RepairOption.values()).repairs()).isEmpty();
        assertThat(subject.migrate().steps()).isEmpty();
        assertThat(subject.migrate().notes()).isEmpty();
        assertThat(subject.status().problems()).isEmpty();
        assertThat(sql.rows("SELECT version FROM _migrations ORDER BY 1"))
                .as("what the client for Python takes as applied")
                .containsExactly("1", "2", "3", "4");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void changedSqlAndMissingFilesAreLeftUnlessAskedFor() {
        over(BEFORE).migrate();

        RepairReport report = over(AFTER).repair();

        assertThat(kinds(report.repairs())).containsExactly("V1 CHECKSUM", "V4 DESCRIPTION", "R view CHECKSUM");
        assertThat(kinds(report.left())).containsExactly("V2 CHANGED_SQL", "V3 MISSING_FILE");
        assertThat(over(AFTER).status().problems()).hasSize(2);
    }

    /** A file that comes back is not applied again. */
    @Test
    void aMigrationWithoutFileStaysApplied() {
        over(tables(3)).migrate();
        over(table(1), table(3)).repair(RepairOption.MISSING);

        assertThat(over(table(1), table(3)).appliedVersions())
                .containsExactly(Version.of(1), Version.of(2), Version.of(3));
        assertThat(over(tables(3)).migrate().steps()).isEmpty();
        assertThat(over(tables(3)).rollback(2).steps()).hasSize(2);
    }

    @Test
    void waitsForARunThatIsUnderWay() {
        over(BEFORE).migrate();
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(Files.of(
                            "V1__one.sql", "CREATE TABLE t1 (id INT)",
                            "V2__two.sql", "CREATE TABLE t2 (id INT)",
                            "V3__three.sql", "CREATE TABLE t3 (id INT)",
                            "V4__four.sql", "CREATE TABLE t4 (id INT)",
                            "V5__five.sql", "CREATE TABLE t5 AS SELECT 1 AS one FROM " + gate(),
                            "R__view.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1 AS one"))
                    .migrate());
            gate.awaitWaiting();

            failure(
                    LeaseNotObtainedException.class,
                    () -> open(database)
                            .subject(builder -> builder.source(AFTER).lockWait(Duration.ofMillis(200)))
                            .repair());
            gate.open();
            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(kinds(over(AFTER).repair().repairs())).contains("V1 CHECKSUM");
    }

    @Test
    void twoAtOnceMakeEachChangeOnce() {
        over(BEFORE).migrate();
        var first = Background.run(() -> over(AFTER).repair(RepairOption.values()));
        var second = Background.run(() -> over(AFTER).repair(RepairOption.values()));

        assertThat(first.result().repairs().size() + second.result().repairs().size())
                .isEqualTo(5);
        assertThat(over(AFTER).migrate().notes()).isEmpty();
    }

    @Test
    void aHistoryOfThePythonClientHasNothingToRepairAndIsLeftAsItIs() {
        sql.run(PythonClient.CREATE, PythonClient.insert(1, "one"));

        assertThat(over(Files.of("V1__one.sql", "SELECT 1"))
                        .repair(RepairOption.values())
                        .repairs())
                .isEmpty();
        assertThat(sql.tables()).containsExactly("_migrations");
        assertThat(over(Files.of("V1__first.sql", "SELECT 1")).repair().repairs())
                .extracting(HistoryRepair::kind)
                .containsExactly(Kind.DESCRIPTION);
        assertThat(sql.rows(ROWS)).containsExactly("1|first|script|∅");
    }
}
