package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that eight runners that start at once on one database apply each migration once. */
class ConcurrentRunnersScenario extends Scenario {
    private static final int RUNNERS = 8;

    /** Each is noted as often as it was carried out, and fails if that is twice. */
    private static Migration[] migrations(int count, String header) {
        List<Migration> migrations = new ArrayList<>();
        migrations.add(up(1, header + "CREATE TABLE done (version INT)"));
        IntStream.rangeClosed(2, count)
                .forEach(version -> migrations.add(up(
                        version,
                        header + "CREATE TABLE t" + version + " (id INT);\nINSERT INTO done VALUES (" + version
                                + ")")));
        return migrations.toArray(Migration[]::new);
    }

    @Test
    void onAFreshDatabase() {
        List<MigrationReport> reports = migrateAtOnce(migrations(50, ""));

        assertThat(reports.stream().mapToInt(report -> report.steps().size()).sum())
                .isEqualTo(50);
        assertThat(sql.number("SELECT count(*) FROM _migrations")).isEqualTo(50);
        assertThat(sql.row("SELECT count(*), count(DISTINCT version) FROM done"))
                .isEqualTo("49|49");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void stepwise() {
        List<MigrationReport> reports = migrateAtOnce(migrations(5, "-- manticore: transaction=none\n"));

        assertThat(reports.stream().mapToInt(report -> report.steps().size()).sum())
                .isEqualTo(5);
        assertThat(sql.row("SELECT count(*), count(DISTINCT version) FROM done"))
                .isEqualTo("4|4");
    }

    @Test
    void inASchemaThatIsMissing() {
        List<Runnable> runs = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            Subject subject = with(builder -> builder.schema("app"), migrations(5, ""));
            runs.add(subject::migrate);
        }
        atOnce(runs);

        assertThat(sql.number("SELECT count(*) FROM app._migrations")).isEqualTo(5);
    }

    @Test
    void allInitialize() {
        List<Runnable> runs = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            runs.add(over(table(1))::initialize);
        }
        atOnce(runs);

        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
    }

    @Test
    void allAdoptATableOfThePythonClient() {
        sql.run(PythonClient.CREATE, PythonClient.insert(1, "first"));
        List<MigrationReport> reports = migrateAtOnce(up(1, "SELECT 1"), table(2), table(3));

        assertThat(reports.stream().mapToInt(report -> report.steps().size()).sum())
                .isEqualTo(2);
        assertThat(sql.rows(PythonClient.SELECT)).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serializable", "repeatable read"})
    void inAnotherIsolation(String isolation) {
        sql.run("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = '" + isolation + "'");

        List<MigrationReport> reports = migrateAtOnce(migrations(20, ""));

        assertThat(reports.stream().mapToInt(report -> report.steps().size()).sum())
                .isEqualTo(20);
        assertThat(sql.row("SELECT count(*), count(DISTINCT version) FROM done"))
                .isEqualTo("19|19");
    }

    private List<MigrationReport> migrateAtOnce(Migration... migrations) {
        List<MigrationReport> reports = new ArrayList<>();
        List<Runnable> runs = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            Subject subject = over(migrations);
            runs.add(() -> {
                MigrationReport report = subject.migrate();
                synchronized (reports) {
                    reports.add(report);
                }
            });
        }
        atOnce(runs);
        return reports;
    }

    private static void atOnce(List<Runnable> runs) {
        CountDownLatch start = new CountDownLatch(1);
        List<Background<Boolean>> running = runs.stream()
                .map(run -> Background.run(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    run.run();
                    return true;
                }))
                .toList();
        start.countDown();
        running.forEach(Background::result);
    }
}
