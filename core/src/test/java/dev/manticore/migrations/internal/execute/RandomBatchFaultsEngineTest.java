package dev.manticore.migrations.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelConnections;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.enginetest.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Shows that, under random faults with a fixed seed, migrations that share messages are applied once and in order. */
class RandomBatchFaultsEngineTest {
    private static final int TRIALS = "full".equals(System.getProperty("manticore.proof")) ? 10_000 : 150;
    private static final int MOST = 24;
    private static final Migration[] MIGRATIONS =
            LongStream.rangeClosed(1, MOST).mapToObj(Scripts::atomic).toArray(Migration[]::new);
    private static final List<Fault> FAULTS = List.of(
            new Fault.Unreachable("08001"),
            Fault.lost(Fate.NOT_DONE),
            Fault.lost(Fate.DONE),
            Fault.lost(Fate.DONE_LATE),
            new Fault.Lost(Fate.DONE, "40003", false),
            new Fault.Lost(Fate.NOT_DONE, "40003", false),
            new Fault.TimedOut(Fate.NOT_DONE),
            new Fault.CommitRefused("40001"),
            new Fault.CommitRefused("23503"),
            Fault.refused("40P01", "t"),
            Fault.refused("42601", "INSERT INTO t"),
            Fault.refused("57014", "INSERT INTO t"),
            Fault.refused("23505", "CREATE TABLE"),
            Fault.refused("55P03", "t"),
            new Fault.Refused("57P01", sql -> true, 0, true),
            Fault.meanwhile(Rival::takeLease),
            Fault.meanwhile(database -> Rival.migrate(database, MIGRATIONS)),
            Fault.meanwhile(database -> Rival.dieAt(database, "t9_1", Fate.NOT_DONE, MIGRATIONS)),
            Fault.meanwhile(database -> Rival.dieAt(database, "t14_2", Fate.DONE, MIGRATIONS)),
            Fault.meanwhile(database -> database.pass(60_000)));

    @Test
    void eachIsAppliedOnceOrNotAtAll() {
        int completed = 0;
        int shared = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Outcome<MigrationReport> outcome = trial(seed);
            completed += outcome.failure() == null ? 1 : 0;
            shared += outcome.count(ModelConnections.BEHIND) > 0 ? 1 : 0;
        }
        assertThat(completed).isBetween(TRIALS / 20, TRIALS * 19 / 20);
        assertThat(shared).as("runs with a shared message").isGreaterThan(TRIALS / 4);
    }

    private static Outcome<MigrationReport> trial(int seed) {
        Random random = new Random(seed);
        Outcome<MigrationReport> outcome = Trial.of(MIGRATIONS)
                .initialized()
                .leaksAllowed()
                .lockWait(Duration.ofSeconds(random.nextInt(90)))
                .lockTimeout(
                        seed % 2 == 0 ? Duration.ofMillis(500) : null,
                        new LockRetry(Duration.ofMillis(1), Duration.ofSeconds(1)))
                .faults(() -> Faults.random(seed, FAULTS))
                .migrate();
        assertThatCode(() -> check(outcome))
                .as("seed %d%n%s", seed, outcome.describe())
                .doesNotThrowAnyException();
        return outcome;
    }

    private static void check(Outcome<MigrationReport> outcome) {
        assertThat(outcome.database().state.violations).isEmpty();
        for (long version = 1; version <= MOST; version++) {
            assertThat(outcome.database().state.objects.contains("t" + version + "_1"))
                    .as("V%d", version)
                    .isEqualTo(outcome.database().state.history.containsKey(version));
        }
        assertThat(outcome.sentAfterALostLease()).isEmpty();
        MigrationReport report = outcome.report();
        assertThat(outcome.database().state.history.keySet().stream().map(Version::of))
                .containsAll(report.steps().stream()
                        .map(StepReport::id)
                        .map(Version.class::cast)
                        .toList());
        outcome.database().pass(60_000);
        Outcome<MigrationReport> later = Trial.of(MIGRATIONS).afterwards(outcome.database());
        assertThat(later.failure()).isNull();
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.database().state.history).hasSize(MOST);
    }
}
