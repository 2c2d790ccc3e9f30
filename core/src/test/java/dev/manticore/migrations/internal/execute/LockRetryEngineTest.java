package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.blocks;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static dev.manticore.migrations.internal.enginetest.Scripts.data;
import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelCode;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.spi.Database.Product;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what is tried again after it has waited too long for a lock, and what happens in the pauses. */
class LockRetryEngineTest {
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final String TAKEN_BACK = "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout TO DEFAULT; ";
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE t(\\d+)_1");

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private static Trial limited(Migration... migrations) {
        return Trial.of(migrations).initialized().lockTimeout(LIMIT, LockRetry.DEFAULT);
    }

    private static Fault timeout(String statement) {
        return Fault.refused("55P03", statement);
    }

    private static List<String> sent(Outcome<?> outcome) {
        return outcome.abridged().stream()
                .map(call -> call.replaceAll("WITH fence[^;]*", "fence").replace(" ON t (a)", ""))
                .toList();
    }

    private static List<Integer> attempts(Outcome<?> outcome) {
        return outcome.events(MigrationEvent.LockTimedOut.class).stream()
                .map(MigrationEvent.LockTimedOut::attempt)
                .toList();
    }

    @Test
    void anAtomicMigrationIsTriedAgainAsAWholeAndTheLeaseIsKept() {
        Outcome<MigrationReport> outcome = limited(atomic(1))
                .faults(Faults.script().at("t1_1", timeout("t1_2")).at("t1_1", timeout("t1_1")))
                .migrate();

        String message = "TRANSACTION SET LOCAL lock_timeout = '500ms'; CREATE TABLE t1_1; INSERT INTO t1_2; "
                + TAKEN_BACK + "fence; record";
        assertThat(sent(outcome)).containsExactly(message, "AUTOCOMMIT fence", message, "AUTOCOMMIT fence", message);
        assertThat(outcome.events(MigrationEvent.LockTimedOut.class))
                .extracting(MigrationEvent.LockTimedOut::what, MigrationEvent.LockTimedOut::attempt)
                .containsExactly(tuple("V1", 1), tuple("V1", 2));
        assertThat(outcome.events(MigrationEvent.Retrying.class)).isEmpty();
        assertThat(outcome.events(MigrationEvent.StepStarted.class)).hasSize(1);
        assertThat(outcome.result().steps()).hasSize(1);
    }

    /** The model's clock moves by 100 ms with each transaction. */
    @Test
    void afterTheTimeInAllItFailsAndSaysHowOftenItWasTried() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1))
                .initialized()
                .lockTimeout(LIMIT, LockRetry.DEFAULT.lasting(Duration.ofSeconds(1)))
                .faults(Faults.script().at("t1_1", 100, timeout("t1_1")))
                .migrate();

        int tried = (int) outcome.count("CREATE TABLE t1_1");
        assertThat(tried).isBetween(5, 11);
        assertThat(attempts(outcome)).hasSize(tried - 1);
        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("; it was tried " + tried + " times in ");
        assertThat(outcome.migrationFailure().remedy().toString())
                .contains("It was rolled back; nothing of it remains.")
                .endsWith("To wait longer: MigratorBuilder.lockTimeout(..). To try again for longer:"
                        + " MigratorBuilder.lockRetry(LockRetry.DEFAULT.lasting(..)).");
        assertThat(outcome.database().state.objects).isEmpty();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void withoutALimitOrRetriesItFailsAtOnce() {
        Faults.Script faults = Faults.script().at("t1_1", timeout("t1_1"));
        for (Trial trial : List.of(
                Trial.of(atomic(1)),
                Trial.of(atomic(1)).lockTimeout(Duration.ZERO, LockRetry.DEFAULT),
                Trial.of(atomic(1)).lockTimeout(LIMIT, LockRetry.NONE),
                Trial.of(new Migration(1, "x", "-- manticore: lock_timeout=0\nCREATE TABLE t1_1 (a int);", null))
                        .lockTimeout(LIMIT, LockRetry.DEFAULT),
                limited(atomic(1)).on(Product.COCKROACHDB))) {
            Outcome<MigrationReport> outcome =
                    trial.initialized().faults(faults).migrate();
            assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
            assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(1);
            assertThat(attempts(outcome)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void theLimitOfTheHeaderIsEnough(String header) {
        Migration migration =
                new Migration(1, "x", header + "-- manticore: lock_timeout=5s\nCREATE TABLE t1_1 (a int);", null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at("CREATE TABLE t1_1", timeout("t1_1")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(attempts(outcome)).containsExactly(1);
    }

    /** What the script sets itself is taken back as well. */
    @Test
    void theLimitIsTakenBackBeforeTheFence() {
        Migration migration = new Migration(1, "x", "SET LOCAL Lock_Timeout = '1s';\nCREATE TABLE t1_1 (a int);", null);
        assertThat(sent(Trial.of(migration, atomic(2)).initialized().migrate()))
                .containsExactly(
                        "TRANSACTION SET LOCAL Lock_Timeout = '1s'; CREATE TABLE t1_1; " + TAKEN_BACK + "fence; record",
                        "TRANSACTION CREATE TABLE t2_1; INSERT INTO t2_2; fence; record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WITH fence", "WITH written", "SET LOCAL lock_timeout = "})
    void aWaitForTheLeaseOrTheHistoryIsNoneOfTheScript(String statement) {
        Outcome<MigrationReport> outcome = limited(atomic(1))
                .faults(Faults.script().at("t1_1", timeout(statement)))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class).hasMessageContaining("55P03");
        assertThat(attempts(outcome)).isEmpty();
        assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(1);
    }

    @Test
    void ofAMessageOfSeveralTheOneThatWaitsIsTriedAgainAlone() {
        Migration[] migrations = {atomic(1), atomic(2), atomic(3), atomic(4), atomic(5), atomic(6), atomic(7), atomic(8)
        };
        Outcome<MigrationReport> outcome = limited(migrations)
                .faults(Faults.script().at("t5_1", timeout("t5_2")).at("t5_1", timeout("t5_2")))
                .migrate();

        assertThat(outcome.sent()
                        .map(call -> TABLE.matcher(call)
                                .results()
                                .map(found -> found.group(1))
                                .toList())
                        .filter(versions -> !versions.isEmpty()))
                .containsExactly(
                        List.of("1"),
                        List.of("2", "3"),
                        List.of("4", "5", "6", "7"),
                        List.of("5"),
                        List.of("5"),
                        List.of("6", "7", "8"));
        assertThat(attempts(outcome)).containsExactly(1, 2);
        assertThat(outcome.events(MigrationEvent.StepFinished.class)).hasSize(8);
        assertThat(outcome.database().state.history).hasSize(8);
    }

    @Test
    void aStepwiseScriptGoesOnAtTheStatementAndIsNotNotedAsRunningMeanwhile() {
        Outcome<MigrationReport> outcome = limited(mixed(1))
                .faults(Faults.script()
                        .at("AUTOCOMMIT\nCREATE TABLE t1_1", timeout("t1_1"))
                        .at("t1_3", timeout("t1_3"))
                        .at("AUTOCOMMIT\nCREATE TABLE IF NOT EXISTS t1_5", timeout("t1_5")))
                .migrate();

        assertThat(sent(outcome).stream()
                        .map(call -> call.replaceAll(
                                        "SELECT pg_catalog.set_config\\('manticore.session', coalesce.*?; ", "save; ")
                                .replace("SET LOCAL lock_timeout TO DEFAULT; ", "")))
                .containsExactly(
                        "AUTOCOMMIT SELECT pg_catalog.pg_backend_pid() AS pid",
                        "AUTOCOMMIT save; SET lock_timeout = '500ms'; note 0 true",
                        "AUTOCOMMIT CREATE TABLE t1_1",
                        "AUTOCOMMIT clear",
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE t1_1",
                        "AUTOCOMMIT SET lock_timeout TO DEFAULT; note 1 true",
                        "AUTOCOMMIT CREATE INDEX CONCURRENTLY i1_2",
                        "AUTOCOMMIT note 2 false",
                        "TRANSACTION SET lock_timeout = '500ms'; INSERT INTO t1_3; note 3 false",
                        "AUTOCOMMIT note 2 false",
                        "TRANSACTION SET lock_timeout = '500ms'; INSERT INTO t1_3; note 3 false",
                        "TRANSACTION INSERT INTO t1_4; note 4 false",
                        "AUTOCOMMIT note 4 true",
                        "AUTOCOMMIT CREATE TABLE IF NOT EXISTS t1_5",
                        "AUTOCOMMIT note 4 false",
                        "AUTOCOMMIT note 4 true",
                        "AUTOCOMMIT CREATE TABLE IF NOT EXISTS t1_5",
                        "TRANSACTION clear; record",
                        outcome.abridged().get(outcome.abridged().size() - 1));
        assertThat(outcome.events(MigrationEvent.LockTimedOut.class))
                .extracting(MigrationEvent.LockTimedOut::what)
                .containsExactly("statement 1 of V1", "statement 3 of V1", "statement 5 of V1");
    }

    /** Each note is under the limit of the session, whatever the script's is. */
    @Test
    void theLimitOfAStepwiseScriptIsNoneOfItsNotes() {
        Outcome<MigrationReport> outcome = limited(mixed(1)).migrate();
        assertThat(outcome.sent().filter(call -> call.contains("WITH fence") && call.contains("migration = ")))
                .hasSize(7)
                .allMatch(call -> call.contains("SET LOCAL lock_timeout TO DEFAULT\n;\nWITH fence"));
    }

    @Test
    void aTransactionOfAStepwiseScriptIsTriedAgainAsAWhole() {
        Outcome<MigrationReport> outcome = limited(blocks(1))
                .faults(Faults.script().at("t1_2", timeout("t1_3")))
                .migrate();
        assertThat(outcome.count("CREATE TABLE t1_2")).isEqualTo(2);
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.LockTimedOut.class))
                .extracting(MigrationEvent.LockTimedOut::what)
                .containsExactly("statements 2 to 3 of V1");
    }

    @Test
    void aNoteThatWaitsForTheLeaseIsNoWaitOfTheScript() {
        Outcome<MigrationReport> outcome = limited(data(1, 1))
                .faults(Faults.script().at("t1_1", timeout("WITH fence")))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class).hasMessageContaining("55P03");
        assertThat(attempts(outcome)).isEmpty();
    }

    /** A timeout leaves an invalid index behind: neither is there a limit, nor a second attempt. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i1_1 ON t (a)",
                "DROP INDEX CONCURRENTLY i1_1",
                "REINDEX TABLE CONCURRENTLY i1_1",
                "ALTER TABLE p DETACH PARTITION i1_1 CONCURRENTLY",
                "CALL i1_1()",
                "VACUUM i1_1"
            })
    void whatMayLeaveSomethingHasNoLimitAndIsNotTriedAgain(String statement) {
        Migration migration = new Migration(1, "x", "-- manticore: transaction=none\n" + statement + ";", null);
        Outcome<MigrationReport> outcome = limited(migration)
                .faults(Faults.script().at("AUTOCOMMIT\n" + statement, timeout("i1_1")))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("55P03");
        assertThat(outcome.sent().filter(call -> call.contains("AUTOCOMMIT\n" + statement)))
                .hasSize(1);
        assertThat(attempts(outcome)).isEmpty();
        assertThat(outcome.sent().filter(call -> call.contains("SET lock_timeout = ")))
                .singleElement()
                .asString()
                .containsSubsequence("SET lock_timeout = '500ms'", "SET lock_timeout TO DEFAULT\n;\n", "WITH fence");
    }

    /** The author knows what he does. */
    @Test
    void theHeadersLimitIsLeftToAConcurrentIndex() {
        Migration migration =
                new Migration(1, "x", "-- manticore: lock_timeout=1h\nCREATE INDEX CONCURRENTLY i1_1 ON t (a);", null);
        Outcome<MigrationReport> outcome = limited(migration)
                .faults(Faults.script().at("AUTOCOMMIT\nCREATE INDEX", timeout("i1_1")))
                .migrate();
        assertThat(outcome.count("SET lock_timeout TO DEFAULT")).isZero();
        assertThat(outcome.count("SET lock_timeout = '3600000ms'")).isEqualTo(1);
        assertThat(attempts(outcome)).isEmpty();
    }

    @Test
    void aNewConnectionGetsTheLimitThatTheStatementNeeds() {
        Migration migration = new Migration(1, "x", """
                -- manticore: transaction=none
                CREATE TABLE IF NOT EXISTS t1_1 (a int);
                DROP INDEX CONCURRENTLY IF EXISTS i1_2;
                DROP INDEX CONCURRENTLY IF EXISTS i1_3;
                CREATE TABLE IF NOT EXISTS t1_4 (a int);
                """, null);
        Outcome<MigrationReport> outcome = limited(migration)
                .faults(Faults.script()
                        .at("AUTOCOMMIT\nDROP INDEX CONCURRENTLY IF EXISTS i1_2", Fault.lost(Fate.DONE))
                        .at("AUTOCOMMIT\nDROP INDEX CONCURRENTLY IF EXISTS i1_3", Fault.lost(Fate.DONE))
                        .at("AUTOCOMMIT\nCREATE TABLE IF NOT EXISTS t1_4", Fault.lost(Fate.DONE)))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.sent()
                        .filter(call -> call.contains("SET lock_timeout"))
                        .map(call -> call.substring(0, 5)
                                + Pattern.compile("SET lock_timeout (= |TO)")
                                        .matcher(call)
                                        .results()
                                        .map(found -> " " + found.group(1).strip())
                                        .collect(Collectors.joining())))
                .containsExactly("run 1 =", "run 1 TO", "run 2 = TO", "run 3 = TO", "run 3 =", "run 4 =");
    }

    @Test
    void anInterruptEndsThePause() {
        Outcome<MigrationReport> outcome = limited(atomic(1), atomic(2))
                .faults(Faults.script().at("t1_1", timeout("t1_1")).at("WITH fence", InterruptEngineTest.INTERRUPT))
                .blocking(new Migrate(Target.latest()));
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted before V1 was executed.");
        assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(1);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void anInterruptInThePauseOfAStepwiseScriptLeavesItWhereItIs() {
        Outcome<MigrationReport> outcome = limited(data(1, 2))
                .faults(Faults.script().at("t1_2", timeout("t1_2")).at("WITH fence", InterruptEngineTest.INTERRUPT))
                .blocking(new Migrate(Target.latest()));
        assertThat(outcome.failure()).isInstanceOf(RunInterruptedException.class);
        assertThat(outcome.database().state.lease.progress()).satisfies(progress -> {
            assertThat(progress.done()).isEqualTo(1);
            assertThat(progress.running()).isFalse();
        });
    }

    @Test
    void aLeaseThatWasLostInThePauseEndsTheRun() {
        Outcome<MigrationReport> outcome = limited(atomic(1))
                .faults(Faults.script().at("t1_1", timeout("t1_1")).at("WITH fence", Fault.meanwhile(Rival::takeLease)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("lost the lease to rival before V1 was recorded; it was rolled back");
        assertThat(outcome.count("CREATE TABLE t1_1")).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsLostInThePauseIsOpenedAgain() {
        for (Migration migration : List.of(atomic(1), data(1, 1))) {
            Outcome<MigrationReport> outcome = limited(migration)
                    .faults(Faults.script().at("t1_1", timeout("t1_1")).at("WITH fence", Fault.lost(Fate.DONE)))
                    .migrate();
            assertThat(outcome.result().steps()).hasSize(1);
            assertThat(attempts(outcome)).containsExactly(1);
        }
    }

    @Test
    void aCallbackWithATransactionOfItsOwnIsTriedAgain() {
        Outcome<MigrationReport> outcome = limited(atomic(1))
                .file("beforeMigrate.sql", "UPDATE t8_1 SET a = 1;")
                .faults(Faults.script().at("t8_1", 2, timeout("t8_1")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(attempts(outcome)).containsExactly(1, 2);
        assertThat(outcome.count("UPDATE t8_1")).isEqualTo(3);
    }

    @Test
    void javaCodeIsCalledAgain() {
        Outcome<MigrationReport> outcome = limited()
                .code(ModelCode.of(Version.of(2)))
                .faults(Faults.script().at("CREATE TABLE t2_1", 2, timeout("CREATE TABLE t2_1")))
                .migrate();
        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(attempts(outcome)).containsExactly(1, 2);
        assertThat(outcome.sent().filter(call -> call.contains("CREATE TABLE t2_1")))
                .hasSize(3)
                .allMatch(call -> call.contains("SET LOCAL lock_timeout = '500ms'")
                        && call.contains("set_config(coalesce(now.name, saved.key)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beforeEachMigrate.sql", "afterEachMigrate.sql"})
    void aCallbackOfAMigrationIsTriedAgainWithIt(String callback) {
        for (Migration migration : List.of(atomic(1), concurrent(1, 1))) {
            Outcome<MigrationReport> outcome = limited(migration)
                    .file(callback, "UPDATE t8_1 SET a = 1;")
                    .faults(Faults.script().at("UPDATE t8_1", 2, timeout("t8_1")))
                    .migrate();
            assertThat(outcome.failure()).isNull();
            assertThat(attempts(outcome)).containsExactly(1, 2);
            assertThat(outcome.count("UPDATE t8_1")).isEqualTo(3);
            assertThat(outcome.count("CONCURRENTLY")).isLessThan(2);
        }
    }
}
