package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Shows which migrations share a message, and that they come to the same as if each had been sent alone. */
class BatchEngineTest {
    private static final Pattern OBJECT = Pattern.compile("CREATE TABLE t(\\d+)_1");

    private static Migration[] atomics(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(version -> atomic(version))
                .toArray(Migration[]::new);
    }

    /** The versions in each message that has a script. */
    private static List<List<Integer>> messages(Outcome<MigrationReport> outcome) {
        return outcome.sent()
                .map(call -> OBJECT.matcher(call)
                        .results()
                        .map(found -> Integer.valueOf(found.group(1)))
                        .toList())
                .filter(versions -> !versions.isEmpty())
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Integer> applied(Outcome<MigrationReport> outcome) {
        return outcome.database().state.history.keySet().stream()
                .map(Long::intValue)
                .toList();
    }

    private static List<Integer> reported(MigrationReport report) {
        return report.steps().stream()
                .map(StepReport::id)
                .map(id -> Integer.valueOf(id.toString()))
                .toList();
    }

    /** The model's clock moves by 100 ms with each transaction. */
    @Test
    void theirNumberDoublesWhileThatIsQuickAndHalvesWhenItIsNot() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(20)).initialized().migrate();
        assertThat(messages(outcome))
                .containsExactly(range(1, 1), range(2, 3), range(4, 7), range(8, 15), range(16, 19), range(20, 20));
        assertThat(applied(outcome)).isEqualTo(range(1, 20));
        assertThat(reported(outcome.result())).isEqualTo(range(1, 20));
    }

    @Test
    void theirEventsComeInOrder() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(7)).initialized().migrate();
        assertThat(outcome.events().stream()
                        .filter(event -> event instanceof MigrationEvent.StepStarted
                                || event instanceof MigrationEvent.StepFinished)
                        .map(event -> event instanceof MigrationEvent.StepStarted started
                                ? "started " + started.step().id()
                                : "finished "
                                        + ((MigrationEvent.StepFinished) event)
                                                .step()
                                                .id()))
                .containsExactlyElementsOf(range(1, 7).stream()
                        .flatMap(version -> List.of("started " + version, "finished " + version).stream())
                        .toList());
    }

    @Test
    void whatChangesItsSessionOrHasLimitsOfItsOwnOrAnotherIsolationGoesAlone() {
        Migration[] migrations = atomics(20);
        migrations[4] = new Migration(5, "session", "SET search_path = x;\nCREATE TABLE t5_1 (a int);", "");
        migrations[6] = new Migration(7, "limit", "-- manticore: lock_timeout=1s\nCREATE TABLE t7_1 (a int);", "");
        migrations[8] = new Migration(
                9, "isolation", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE t9_1 (a int);", "");
        migrations[10] = new Migration(
                11, "strings", "CREATE TABLE t11_1 (a int);\nSELECT /* standard_conforming_strings */ 1;", "");
        migrations[12] = new Migration(
                13,
                "large",
                "CREATE TABLE t13_1 (a int);\nSELECT '" + "x".repeat(BatchFitness.LONGEST_MESSAGE) + "';",
                "");
        Outcome<MigrationReport> outcome = Trial.of(migrations).initialized().migrate();
        for (int single : List.of(5, 7, 9, 11, 13)) {
            assertThat(messages(outcome)).contains(range(single, single));
        }
        assertThat(messages(outcome)).contains(range(2, 3), range(14, 20));
        assertThat(applied(outcome)).isEqualTo(range(1, 20));
    }

    @Test
    void onCockroachEachGoesAlone() {
        assertThat(messages(Trial.of(atomics(5))
                        .on(Product.COCKROACHDB)
                        .initialized()
                        .migrate()))
                .allMatch(versions -> versions.size() == 1);
    }

    @Test
    void whatFailsIsSentAloneAndReportedAsIfItHadAlwaysBeen() {
        Fault refused = Fault.refused("23505", "t6_2");
        Outcome<MigrationReport> together = Trial.of(atomics(20))
                .initialized()
                .faults(Faults.script().at("t6_2", refused).at("t6_2", refused))
                .migrate();
        Outcome<MigrationReport> alone = Trial.of(atomics(20))
                .applied(1, 2, 3, 4, 5)
                .faults(Faults.script().at("t6_2", refused))
                .migrate();
        assertThat(messages(together)).containsExactly(range(1, 1), range(2, 3), range(4, 7), range(6, 6));
        assertThat(together.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessage(alone.failure().getMessage() + "\n  applied before: V1, V2, V3, V4, V5");
        assertThat(reported(together.migrationFailure().report())).isEqualTo(range(1, 5));
        assertThat(applied(together)).isEqualTo(range(1, 5));
        assertThat(together.database().state.objects).doesNotContain("t6_1", "t7_1");
    }

    @Test
    void aSyntaxErrorKeepsWhatIsBeforeItFromBeingExecutedOnlyOnce() {
        Fault refused = Fault.refused("42601", "t6_2");
        Outcome<MigrationReport> outcome = Trial.of(atomics(20))
                .initialized()
                .faults(Faults.script().at("t6_2", refused).at("t6_2", refused))
                .migrate();
        assertThat(messages(outcome)).containsExactly(range(1, 1), range(2, 3), range(4, 7), range(4, 5), range(6, 6));
        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("V6 failed");
        assertThat(applied(outcome)).isEqualTo(range(1, 5));
    }

    @Test
    void whatOnlyTheCompanyMakesFailIsApplied() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(8))
                .initialized()
                .faults(Faults.script().at("t6_2", Fault.refused("57014", "t6_2")))
                .migrate();
        assertThat(messages(outcome)).containsExactly(range(1, 1), range(2, 3), range(4, 7), range(6, 6), range(7, 8));
        assertThat(applied(outcome)).isEqualTo(range(1, 8));
    }

    @Test
    void aSerializationFailureIsRepeatedAsEver() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(8))
                .initialized()
                .faults(Faults.script().at("t6_2", Fault.refused("40001", "t6_2")))
                .migrate();
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(1);
        assertThat(applied(outcome)).isEqualTo(range(1, 8));
        assertThat(reported(outcome.result())).isEqualTo(range(1, 8));
    }

    /** What is behind the one whose answer was lost may be committed as well. */
    @Test
    void afterALostAnswerTheHistoryTellsOfEach() {
        for (Fate fate : Fate.values()) {
            Outcome<MigrationReport> outcome = Trial.of(atomics(12))
                    .initialized()
                    .faults(Faults.script().at("t5_2", Fault.lost(fate)))
                    .migrate();
            assertThat(outcome.failure()).as("%s", fate).isNull();
            assertThat(outcome.database().state.violations).isEmpty();
            assertThat(reported(outcome.result())).isEqualTo(range(1, 12));
            assertThat(applied(outcome)).isEqualTo(range(1, 12));
            assertThat(messages(outcome).get(3)).isEqualTo(fate == Fate.NOT_DONE ? range(5, 5) : range(8, 12));
            assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
        }
    }

    @Test
    void whoCannotFindOutSaysWhichAreApplied() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(12))
                .initialized()
                .leaksAllowed()
                .faults(Faults.script()
                        .at("t5_2", Fault.lost(Fate.DONE))
                        .at("open", 50, new Fault.Unreachable("08001")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining(
                        "The server did not answer V5, V6, V7, which may or may not have been executed: ");
        assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class))
                .singleElement()
                .returns("V5, V6, V7", MigrationEvent.OutcomeUnknown::what);
        assertThat(reported(outcome.migrationFailure().report())).isEqualTo(range(1, 4));
    }

    @Test
    void afterALostAnswerAnotherRunnersWorkIsNotRepeated() {
        Migration[] migrations = atomics(12);
        Outcome<MigrationReport> outcome = Trial.of(migrations)
                .initialized()
                .faults(Faults.script()
                        .at("t5_2", Fault.lost(Fate.NOT_DONE))
                        .at("AS held", Fault.meanwhile(database -> {
                            database.pass(60_000);
                            Rival.migrate(database, migrations);
                        })))
                .migrate();
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(applied(outcome)).isEqualTo(range(1, 12));
    }

    /** Every transaction has its own fence. */
    @Test
    void whoLosesTheLeaseInTheMiddleCommitsNothingMore() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(12))
                .initialized()
                .faults(Faults.script().at("t6_2", Fault.meanwhile(Rival::takeLease)))
                .migrate();
        assertThat(outcome.failure())
                .extracting(Outcome::summary)
                .isEqualTo("This run lost the lease to rival before V6 was recorded; it was rolled back.");
        assertThat(applied(outcome)).isEqualTo(range(1, 5));
        assertThat(messages(outcome)).endsWith(range(4, 7));
    }

    @Test
    void callbacksOfItsOwnComeBetween() {
        Migration[] migrations = atomics(3);
        Trial trial = Trial.of(Arrays.copyOf(migrations, 2))
                .initialized()
                .file("R__view.sql", "CREATE TABLE t100_1 (a int);")
                .file("R__view2.sql", "CREATE TABLE t101_1 (a int);")
                .file("afterVersioned.sql", "SELECT 1;");
        Outcome<MigrationReport> outcome = trial.migrate();
        assertThat(messages(outcome)).containsExactly(range(1, 1), range(2, 2), range(100, 101));
    }

    @Test
    void repeatableMigrationsAndUndoScriptsShareMessagesToo() {
        Outcome<MigrationReport> outcome = Trial.of(atomics(7))
                .given(database -> Rival.migrate(database, atomics(7)))
                .migrate(dev.manticore.migrations.Target.version(0));
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.sent()
                        .map(call -> Pattern.compile("DROP TABLE t(\\d+)_1")
                                .matcher(call)
                                .results()
                                .map(found -> Integer.valueOf(found.group(1)))
                                .toList())
                        .filter(versions -> !versions.isEmpty()))
                .containsExactly(List.of(7), List.of(6, 5), List.of(4, 3, 2, 1));
        assertThat(outcome.database().state.history).isEmpty();
    }
}
