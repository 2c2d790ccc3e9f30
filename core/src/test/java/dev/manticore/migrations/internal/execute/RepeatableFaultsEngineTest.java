package dev.manticore.migrations.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.HistoryRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.load.Checksum;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shows that, under random faults with a fixed seed, each statement of a stepwise repeatable migration is executed once. */
class RepeatableFaultsEngineTest {
    private static final int TRIALS = "full".equals(System.getProperty("manticore.proof")) ? 10_000 : 200;
    private static final String SQL = """
            -- manticore: transaction=none
            INSERT INTO t9_1 VALUES (1);
            CREATE TABLE IF NOT EXISTS t9_2 (a int);
            BEGIN;
            CREATE TABLE t9_3 (a int);
            INSERT INTO t9_4 VALUES (1);
            COMMIT;
            """;
    private static final Migration[] MIGRATIONS = {Scripts.atomic(1), Migration.repeatable("views", SQL)};
    private static final Migration[] EARLIER = {Scripts.atomic(1), Migration.repeatable("views", "SELECT 1;\n")};
    private static final List<Fault> FAULTS = List.of(
            Fault.lost(Fate.NOT_DONE),
            Fault.lost(Fate.DONE),
            Fault.lost(Fate.DONE_LATE),
            new Fault.CommitRefused("40001"),
            Fault.refused("40P01", "t"),
            Fault.refused("42601", "INSERT INTO t"),
            new Fault.Broken(new IllegalStateException("bug")),
            Fault.meanwhile(Rival::takeLease),
            Fault.meanwhile(database -> Rival.migrate(database, MIGRATIONS)),
            Fault.meanwhile(database -> Rival.dieAt(database, "t9_2", Fate.DONE, MIGRATIONS)),
            Fault.meanwhile(database -> Rival.dieAt(database, "t9_4", Fate.DONE, MIGRATIONS)),
            Fault.meanwhile(database -> database.pass(60_000)));

    @Test
    void isAppliedOnceForItsTextAndNeverHalfForgotten() {
        int halves = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            ModelDatabase database = migrate(seed).database();
            database.pass(60_000);
            boolean half = !database.state.objects.contains("t9_4") && database.state.objects.contains("t9_1");
            halves += half ? 1 : 0;
            assertThatCode(() -> check(database, half)).as("seed %d", seed).doesNotThrowAnyException();
        }
        assertThat(halves).isPositive();
    }

    /** It was applied before, with another text. */
    private static Outcome<MigrationReport> migrate(int seed) {
        Random random = new Random(seed);
        return Trial.of(MIGRATIONS)
                .initialized()
                .given(database -> database.state.repeatables.put(
                        "views", new HistoryRow("views", Checksum.of("SELECT 1;\n"), "somebody")))
                .leaksAllowed()
                .lockWait(Duration.ofSeconds(random.nextInt(90)))
                .faults(() -> Faults.random(seed, FAULTS))
                .migrate();
    }

    private static void check(ModelDatabase database, boolean half) {
        assertThat(database.state.violations).isEmpty();
        if (half) {
            assertThat(Trial.of(EARLIER).afterwards(database).failure())
                    .hasMessageContaining("R views is partially applied");
        }
        Outcome<MigrationReport> later = Trial.of(MIGRATIONS).afterwards(database);
        assertThat(later.failure()).isNull();
        assertThat(database.state.violations).isEmpty();
        assertThat(database.state.objects).contains("t9_1", "t9_2", "t9_3", "t9_4");
        assertThat(database.state.repeatables.get("views").checksum()).isEqualTo(Checksum.of(SQL));
    }
}
