package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.blocks;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how the transactions that a script asks for with BEGIN and COMMIT are executed, noted and repeated. */
class TransactionBlocksEngineTest {
    /** What was sent for a migration, each script cut down to what matters here. */
    private static List<String> sent(Outcome<?> outcome) {
        return outcome.sent()
                .filter(call -> !call.contains("SELECT *") && !call.contains("1970"))
                .map(call -> call.replaceAll("(?s)run \\d+ ", "")
                        .replaceAll("WITH fence[^;]*migration = NULL[^;]*", "clear")
                        .replaceAll(
                                "WITH fence[^;]*statements_done = (\\d+), statement_running = (\\w+)[^;]*",
                                "note $1 $2")
                        .replaceAll("WITH written AS \\(INSERT INTO \"public\"[^;]*", "record")
                        .replaceAll("WITH outdated AS \\(UPDATE \"public\"[^;]*", "erase")
                        .replaceAll(" (\\(a int\\)|VALUES \\(1\\))", "")
                        .replace("\n;\n", "; ")
                        .replace('\n', ' '))
                .toList();
    }

    private static Migration up(String sql) {
        return new Migration(1, "m", sql, null);
    }

    @Test
    void eachIsCommittedWithItsNote() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1)).initialized().migrate();

        assertThat(sent(outcome))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE IF NOT EXISTS t1_1",
                        "AUTOCOMMIT note 1 false",
                        "TRANSACTION CREATE TABLE t1_2; INSERT INTO t1_3; note 3 false",
                        "TRANSACTION INSERT INTO t1_4; note 4 false",
                        "TRANSACTION INSERT INTO t1_5; INSERT INTO t1_6; note 6 false",
                        "TRANSACTION clear; record");
        assertThat(outcome.events(MigrationEvent.StatementFinished.class))
                .extracting(MigrationEvent.StatementFinished::statement)
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(outcome.result().notes()).isEmpty();
    }

    @Test
    void anUndoIsExecutedInTheSameWay() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .applied(1)
                .given(database ->
                        database.state.objects.addAll(List.of("t1_1", "t1_2", "t1_3", "t1_4", "t1_5", "t1_6")))
                .migrate(Target.version(0));

        assertThat(sent(outcome))
                .containsExactly(
                        "TRANSACTION DELETE FROM t1_6; DELETE FROM t1_5; note 2 false",
                        "TRANSACTION DELETE FROM t1_4; note 3 false",
                        "TRANSACTION DELETE FROM t1_3; DROP TABLE t1_2; note 5 false",
                        "AUTOCOMMIT note 5 true",
                        "AUTOCOMMIT DROP TABLE IF EXISTS t1_1",
                        "TRANSACTION clear; erase");
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @Test
    void oneAroundTheScriptIsLeftOutAndNoted() {
        Outcome<MigrationReport> outcome = Trial.of(up("BEGIN;\nCREATE TABLE t1_1 (a int);\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(sent(outcome)).hasSize(1).allMatch(call -> call.matches("TRANSACTION CREATE TABLE t1_1; .*record"));
        assertThat(outcome.result().notes())
                .containsExactly(
                        "code:V1__m.sql:1:1: The script's own BEGIN and COMMIT are left out, since the script and"
                                + " its history row are one transaction.");
    }

    @Test
    void aCommitWithoutBeginCommitsWhatIsBeforeItAndSoDoesTheEndOfTheScript() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("CREATE TABLE t1_1 (a int);\nCREATE TABLE t1_2 (a int);\nCOMMIT;\n"
                                + "CREATE TABLE t1_3 (a int);\nCREATE TABLE t1_4 (a int);"))
                .initialized()
                .migrate();

        assertThat(sent(outcome))
                .containsExactly(
                        "TRANSACTION CREATE TABLE t1_1; CREATE TABLE t1_2; note 2 false",
                        "TRANSACTION CREATE TABLE t1_3; CREATE TABLE t1_4; note 4 false",
                        "TRANSACTION clear; record");
    }

    @Test
    void whatFollowsTheLastCommitCommitsAloneWhereItCannotBeOneTransaction() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("CREATE TABLE t1_1 (a int);\nCOMMIT;\nCREATE INDEX CONCURRENTLY i1_2 ON t (a);"))
                .initialized()
                .migrate();

        assertThat(sent(outcome))
                .containsExactly(
                        "TRANSACTION CREATE TABLE t1_1; note 1 false",
                        "AUTOCOMMIT note 1 true",
                        "AUTOCOMMIT CREATE INDEX CONCURRENTLY i1_2 ON t (a)",
                        "TRANSACTION clear; record");
    }

    @Test
    void modesComeBeforeAnyQuery() {
        Outcome<MigrationReport> outcome = Trial.of(up("""
                                -- manticore: lock_timeout=5s
                                BEGIN ISOLATION LEVEL SERIALIZABLE, DEFERRABLE;
                                CREATE TABLE t1_1 (a int);
                                COMMIT;
                                BEGIN;
                                SET LOCAL a.b = 1;
                                SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
                                CREATE TABLE t1_2 (a int);
                                COMMIT;
                                """)).initialized().migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.sent().filter(call -> call.contains("t1_1 (a int)")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .containsSubsequence(
                                "TRANSACTION\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE, DEFERRABLE\n;\nSELECT",
                                "SET lock_timeout = '5000ms'",
                                "CREATE TABLE t1_1"));
        assertThat(outcome.sent().filter(call -> call.contains("t1_2 (a int)")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains(
                                "TRANSACTION\nSET TRANSACTION ISOLATION LEVEL REPEATABLE READ\n;\nSET LOCAL a.b = 1"));
    }

    @Test
    void modesAroundAScriptAreKept() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("BEGIN ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE t1_1 (a int);\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(sent(outcome))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .startsWith("TRANSACTION SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE t1_1; "));
    }

    /** Nothing can be noted in it, and it can be repeated: it is noted behind it. */
    @Test
    void oneThatIsReadOnlyIsNotedAfterwards() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up(
                                "CREATE TABLE t1_1 (a int);\nBEGIN READ ONLY;\nSELECT 'here';\nCOMMIT;\nINSERT INTO t1_2 VALUES (1);"))
                .initialized()
                .faults(Faults.script().at("SELECT 'here'", Fault.lost(Fate.DONE)))
                .migrate();

        assertThat(sent(outcome).stream().filter(call -> !call.contains("AS held")))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE t1_1",
                        "AUTOCOMMIT note 1 false",
                        "TRANSACTION SET TRANSACTION READ ONLY; SELECT 'here'",
                        "TRANSACTION SET TRANSACTION READ ONLY; SELECT 'here'",
                        "AUTOCOMMIT note 2 false",
                        "TRANSACTION INSERT INTO t1_2; note 3 false",
                        "TRANSACTION clear; record");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerLeavesNoDoubt(Fate fate) {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_3", Fault.lost(fate)).at("t1_5", Fault.lost(fate)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.count("CREATE TABLE t1_2")).isEqualTo(fate == Fate.NOT_DONE ? 2 : 1);
        assertThat(outcome.database().state.objects).contains("t1_2", "t1_3", "t1_5", "t1_6");
    }

    @Test
    void aPassingFailureIsTriedAgain() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script()
                        .at("t1_2", 3, Fault.refused("40001", "t1_3"))
                        .at("t1_5", 2, new Fault.CommitRefused("40001")))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(5);
        assertThat(outcome.count("CREATE TABLE t1_2")).isEqualTo(4);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aFailureNamesTheStatementAndTheNextRunBeginsWithTheTransaction() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_3", Fault.refused("23505", "t1_3")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("code:V1__blocks.sql:4:1: V1 failed: STATEMENT 23505 (SQLSTATE 23505)");
        assertThat(outcome.migrationFailure().remedy().toString())
                .isEqualTo(
                        "The statement before its transaction was executed, and its changes stay. The transaction was"
                                + " rolled back. Correct this one, leave the rest as it is, and try again. The next run continues"
                                + " with the transaction.");
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(false, Progress::running)
                .returns("statement 3, in the same transaction: STATEMENT 23505", Progress::error)
                .returns(chain("CREATE TABLE IF NOT EXISTS t1_1 (a int)"), Progress::checksum);
        assertThat(outcome.database().state.objects).containsExactly("t1_1");

        Outcome<MigrationReport> again = Trial.of(blocks(1)).afterwards(outcome.database());
        assertThat(again.result().steps()).hasSize(1);
        assertThat(again.count("CREATE TABLE IF NOT EXISTS t1_1")).isZero();
        assertThat(again.count("CREATE TABLE t1_2")).isEqualTo(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aCommitThatIsRefusedIsNamed() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_3", new Fault.CommitRefused("23503")))
                .migrate();

        assertThat(outcome.failure()).hasMessageStartingWith("code:V1__blocks.sql:5:1: V1 failed at COMMIT");
        assertThat(outcome.database().state.lease.progress().error())
                .isEqualTo("COMMIT of the same transaction: COMMIT 23503");
    }

    @Test
    void nothingIsNotedOfAScriptThatFailsInTheFirstOne() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("BEGIN;\nCREATE TABLE t1_1 (a int);\nCREATE TABLE t1_2 (a int);\n"
                                + "COMMIT;\nCREATE TABLE t1_3 (a int);"))
                .initialized()
                .faults(Faults.script().at("t1_2", Fault.refused("42601", "t1_2")))
                .migrate();

        assertThat(outcome.migrationFailure().remedy().toString())
                .isEqualTo("Nothing of it was executed. Correct the file and try again.");
        assertThat(outcome.database().state.lease.progress()).isNull();
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE t1_2", "INSERT INTO t1_5"})
    void aLostLeaseRollsItBack(String at) {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at(at, Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.database().state.objects).doesNotContain(at.substring(at.length() - 4));
        assertThat(outcome.database().state.lease.owner()).isEqualTo("rival");
    }

    @Test
    void aTransactionThatDropsTheLeaseIsRolledBack() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("CREATE TABLE t1_1 (a int);\nBEGIN;\nCREATE TABLE t1_2 (a int);\n"
                                + "DROP TABLE \"public\".\"_migrations_lease\";\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("code:V1__m.sql:4:1: V1 drops a table of the history");
        assertThat(outcome.migrationFailure().remedy().toString())
                .startsWith("The transaction of that statement was rolled back; what was executed before it stays.");
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
    }

    @Test
    void anInvalidIndexThatIfNotExistsSkippedIsNamed() {
        Outcome<MigrationReport> outcome = Trial.of(up(
                        "CREATE TABLE t1_1 (a int);\nBEGIN;\n" + "CREATE INDEX IF NOT EXISTS i1_2 ON t (a);\nCOMMIT;"))
                .initialized()
                .given(database -> database.state.invalidIndex = "i1_2")
                .migrate();

        assertThat(outcome.failure())
                .hasMessageContaining("code:V1__m.sql:3:1: V1 failed: An invalid index i1_2 exists");
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
    }

    @Test
    void aPartialCommitIsNotRepeated() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_2", new Fault.Partial()))
                .migrate();

        assertThat(outcome.migrationFailure().remedy().toString())
                .contains("Once it is complete: Migrator.resume(Resumption.from(4)).")
                .contains("Once it is undone: Migrator.resume(Resumption.from(2)).");
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(true, Progress::running);
    }

    // ---- CockroachDB ----

    @Test
    void onCockroachOneWithASchemaChangeCommitsStatementByStatement() {
        Outcome<MigrationReport> outcome =
                Trial.of(blocks(1)).on(Product.COCKROACHDB).initialized().migrate();

        assertThat(outcome.sent().map(call -> call.replace('\n', ' ')).filter(call -> call.contains("t1_2")))
                .singleElement()
                .satisfies(call -> assertThat(call).endsWith("AUTOCOMMIT CREATE TABLE t1_2 (a int)"));
        assertThat(outcome.sent().filter(call -> call.contains("INSERT INTO t1_5")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains(
                                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                                "INSERT INTO t1_6",
                                "statements_done = 6"));
        assertThat(outcome.result().notes())
                .containsExactly(
                        "code:V1__blocks.sql:2:1: CockroachDB commits schema changes alone, so the statements of"
                                + " this transaction commit one by one.");
    }
}
