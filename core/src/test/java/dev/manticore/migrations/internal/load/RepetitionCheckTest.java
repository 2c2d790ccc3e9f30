package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.plan.TransactionRule;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.internal.sql.header.Repetition.Until;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Database.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which statements can be repeated, and that everything else is refused with its place. */
class RepetitionCheckTest {
    private static final String REPEAT = "-- manticore: repeat=until-empty\n";

    private static Script script(String text) {
        return MigrationLoader.load(
                        List.of(MemorySource.of("V1__m.sql", text)),
                        new ScriptReader(ReadSettings.DEFAULT, Checksum::of))
                .byVersion()
                .get(Version.of(1))
                .up();
    }

    private static List<String> problems(String text) {
        return script(text.replace("|", "\n")).problems().stream()
                .map(problem ->
                        problem.location().line() + ":" + problem.location().column() + " " + problem.message())
                .toList();
    }

    @Test
    void allEntriesAreRead() {
        Script script = script("""
                -- manticore: lock_timeout=5s repeat=until-empty, pause=50ms
                -- manticore: max=7 until="SELECT 1 FROM ""t"" LIMIT 1"
                -- manticore: max-lag=5s max-lock-wait=0 max-idle=1h
                UPDATE t SET a = 1 WHERE a IS NULL;
                SELECT 1;
                """);

        assertThat(script.problems()).isEmpty();
        assertThat(script.header().lockTimeout()).contains(Duration.ofSeconds(5));
        assertThat(script.repetition(0))
                .contains(new Repetition(
                        Duration.ofMillis(50),
                        OptionalLong.of(7),
                        Optional.of(new Until("SELECT 1 FROM \"t\" LIMIT 1", 81)),
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Duration.ofHours(1)));
        assertThat(script.repetition(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 1 WHERE a IS NULL",
                "DELETE FROM t",
                "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE",
                "INSERT INTO t SELECT * FROM s WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.id = s.id) LIMIT 10",
                "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
                "WITH batch AS (SELECT id FROM t WHERE a IS NULL LIMIT 10) UPDATE t SET a = 1 FROM batch WHERE t.id = batch.id",
                "WITH update (a) AS NOT MATERIALIZED (SELECT 1), delete AS (SELECT 2) DELETE FROM t",
                "UPSERT INTO t SELECT * FROM s WHERE done"
            })
    void whatChangesRowsCanBeRepeated(String statement) {
        assertThat(problems("SELECT 1;|" + REPEAT + statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max=5|INSERT INTO t SELECT * FROM remaining",
                "until=\"SELECT 1 FROM remaining\"|INSERT INTO t SELECT * FROM remaining LIMIT 5",
                "until=\"SELECT 1 FROM remaining\"|INSERT INTO t (SELECT * FROM remaining LIMIT 5)",
                "max=5|INSERT INTO t VALUES (1)",
                "max=5|UPDATE t SET a = a + 1"
            })
    void whatDoesNotShowItsEndIsLimitedOrHasAQueryForWhatRemains(String entryAndStatement) {
        assertThat(problems("-- manticore: repeat=until-empty " + entryAndStatement))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH d AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM d",
                "WITH a AS (SELECT 1), b AS MATERIALIZED (UPDATE t SET a = 1 RETURNING *) DELETE FROM u USING b WHERE u.a = b.a",
                "WITH d AS (WITH old AS (SELECT 1) DELETE FROM t USING old RETURNING *) INSERT INTO u SELECT * FROM d"
            })
    void whatWithChangesIsNotCountedSoTheRemainingRowsAreAskedFor(String statement) {
        assertThat(problems(REPEAT + statement))
                .singleElement()
                .asString()
                .matches(
                        "2:1 WITH changes rows as well, but the server counts only those of the (INSERT|DELETE) behind it.*");
        assertThat(problems("-- manticore: repeat=until-empty until=\"SELECT 1 FROM t\"\n" + statement))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "CREATE TABLE t (a int)",
                "WITH d AS (DELETE FROM t RETURNING *) SELECT count(*) FROM d",
                "EXPLAIN ANALYZE DELETE FROM t",
                "CALL p()",
                "DO $$ BEGIN DELETE FROM t; END $$",
                "TRUNCATE t",
                "COPY t FROM STDIN;|1|\\."
            })
    void nothingElseCan(String statement) {
        assertThat(problems("SELECT 1;|" + REPEAT + statement))
                .containsExactly(
                        "3:1 Only INSERT, UPDATE, DELETE and MERGE can be repeated until they change no row, with or"
                                + " without WITH before them.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pause=5s|DELETE FROM t; 1:15 The script cannot be read: pause without repeat=until-empty",
                "repeat=always|DELETE FROM t; 1:22 The script cannot be read: invalid value 'always' of repeat",
                "repeat=until-empty pause=5|DELETE FROM t; 1:40 The script cannot be read: invalid duration '5' of pause",
                "repeat=until-empty max=0|DELETE FROM t; 1:38 The script cannot be read: invalid value '0' of max",
                "repeat=until-empty until=SELECT|DELETE FROM t;1:40 The script cannot be read: until without a query between"
                        + " double quotes",
                "repeat=until-empty repeat=until-empty|DELETE FROM t; 1:34 The script cannot be read: duplicate key 'repeat'",
                "repeat=until-empty until=\"DELETE FROM t\"|DELETE FROM t; 1:34 The value of until is not one SELECT.",
                "repeat=until-empty until=\"SELECT 'a\"|DELETE FROM t; 1:34 The query of until cannot be read",
                "repeat=until-empty|; 1:15 The script cannot be read: no statement follows that is to be repeated",
                "repeat=until-empty|UPDATE t SET a = (SELECT 1 WHERE true); 2:1 This UPDATE would be repeated without end",
                "repeat=until-empty|INSERT INTO t VALUES (1); 2:1 This INSERT would be repeated without end",
                "repeat=until-empty until=\"SELECT 1\"|INSERT INTO t VALUES ((SELECT 1)); 2:1 This INSERT would be repeated"
                        + " without end",
                "repeat=until-empty until=\"SELECT 1\"|UPDATE t SET a = 1; 2:1 This UPDATE would be repeated without end",
                "repeat=until-empty|INSERT INTO t SELECT * FROM remaining LIMIT 5; 2:1 This INSERT may be repeated without"
                        + " end: nothing in its text",
                "repeat=until-empty|DELETE FROM t WHERE id IN (SELECT id FROM t FOR UPDATE SKIP LOCKED); 2:1 SKIP LOCKED passes"
                        + " over rows",
            })
    void mistakesAreNamedWithTheirPlace(String entries, String problem) {
        assertThat(problems("-- manticore: " + entries))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void anEntryOfTheScriptBehindAStatementIsStillRefused() {
        assertThat(problems("SELECT 1;|-- manticore: repeat=until-empty lock_timeout=5s|DELETE FROM t"))
                .singleElement()
                .asString()
                .startsWith("2:34 The script cannot be read: header after a statement");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN;|%sDELETE FROM t;|COMMIT", "%sDELETE FROM t;|COMMIT;|SELECT 1"})
    void aRepetitionIsNoPartOfATransaction(String pattern) {
        assertThat(problems(pattern.formatted(REPEAT)))
                .singleElement()
                .asString()
                .contains("Each repetition of this statement is a transaction of its own, but the script's own");
    }

    @Test
    void aScriptWithOneIsStepwiseAndCannotBeOneTransaction() {
        List<Problem> problems = new ArrayList<>();
        Database database = new Database(Product.POSTGRESQL, "17.0");
        assertThat(TransactionRule.executionOf(script(REPEAT + "DELETE FROM t"), database, problems::add))
                .isEqualTo(Execution.STEPWISE);
        assertThat(problems).isEmpty();

        TransactionRule.executionOf(
                script("-- manticore: transaction=required repeat=until-empty\nDELETE FROM t"),
                database,
                problems::add);
        assertThat(problems).singleElement().asString().contains("each repetition of this statement is a transaction");
    }

    @Test
    void onlyWhatChangesTheResultCountsInTheChecksumOfTheContent() {
        String slow = script(REPEAT + "-- manticore: pause=5s max-lag=1s\nDELETE FROM t")
                .content()
                .value();

        assertThat(script(REPEAT + "DELETE FROM t").content().value()).isEqualTo(slow);
        assertThat(script("DELETE FROM t").content().value()).isNotEqualTo(slow);
        assertThat(script("-- manticore: repeat=until-empty max=2\nDELETE FROM t")
                        .content()
                        .value())
                .isNotEqualTo(slow);
    }
}
