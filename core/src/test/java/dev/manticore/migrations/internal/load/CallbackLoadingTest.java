package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.plan.FileCheck;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how callbacks are found and ordered, and what must not be in them. */
class CallbackLoadingTest {

    private static MigrationSet load(String... namesAndTexts) {
        MemorySource source = MemorySource.of(namesAndTexts).with("V1__a.sql", "SELECT 1".getBytes(UTF_8));
        return MigrationLoader.load(List.of(source), new ScriptReader(ReadSettings.DEFAULT, Checksum::of));
    }

    private static List<Problem> problems(String... namesAndTexts) {
        return FileCheck.problems(load(namesAndTexts), Set.of());
    }

    private static Stream<String> origins(MigrationSet files, CallbackEvent event) {
        return files.callbacks().of(event).stream()
                .map(callback -> callback.script().origin());
    }

    @Test
    void areOrderedByTheirDescriptions() {
        MigrationSet files = load(
                "beforeMigrate__b.sql", "SELECT 1",
                "afterMigrate.sql", "SELECT 1",
                "beforeMigrate__a_c.sql", "SELECT 1",
                "beforeMigrate__aB.sql", "SELECT 1",
                "beforeMigrate.sql", "SELECT 1",
                "beforeMigrate__10.sql", "SELECT 1",
                "beforeMigrate__9.sql", "SELECT 1");

        assertThat(origins(files, CallbackEvent.BEFORE_MIGRATE))
                .containsExactly(
                        "db/beforeMigrate.sql",
                        "db/beforeMigrate__10.sql",
                        "db/beforeMigrate__9.sql",
                        "db/beforeMigrate__a_c.sql",
                        "db/beforeMigrate__aB.sql",
                        "db/beforeMigrate__b.sql");
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void comeFromAllSources() {
        MemorySource other = new MemorySource("other").with("beforeMigrate__x.sql", "SELECT 1".getBytes(UTF_8));
        MigrationSet files = MigrationLoader.load(
                List.of(MemorySource.of("V1__a.sql", "SELECT 1", "beforeMigrate__y.sql", "SELECT 1"), other),
                new ScriptReader(ReadSettings.DEFAULT, Checksum::of));

        assertThat(origins(files, CallbackEvent.BEFORE_MIGRATE))
                .containsExactly("other/beforeMigrate__x.sql", "db/beforeMigrate__y.sql");
    }

    @Test
    void ofOneNameAreRefused() {
        MemorySource other = new MemorySource("other").with("beforeMigrate.sql", "SELECT 2".getBytes(UTF_8));
        MigrationSet files = MigrationLoader.load(
                List.of(MemorySource.of("V1__a.sql", "SELECT 1", "beforeMigrate.sql", "SELECT 1"), other),
                new ScriptReader(ReadSettings.DEFAULT, Checksum::of));

        assertThat(files.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .hasToString("db/beforeMigrate.sql: There are 2 files for the callback beforeMigrate:"
                                + " db/beforeMigrate.sql, other/beforeMigrate.sql. Give all but one of them a different"
                                + " description."));
    }

    @Test
    void withoutStatementsAreNotExecuted() {
        assertThat(origins(load("beforeMigrate.sql", "-- nothing"), CallbackEvent.BEFORE_MIGRATE))
                .isEmpty();
    }

    @Test
    void withoutAMigrationAreNotEnough() {
        MigrationSet files = MigrationLoader.load(
                List.of(MemorySource.of("beforeMigrate.sql", "SELECT 1")),
                new ScriptReader(ReadSettings.DEFAULT, Checksum::of));

        assertThat(files.problems()).extracting(Problem::kind).containsExactly(Kind.NO_MIGRATIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ROLLBACK", "END", "START TRANSACTION READ ONLY", "COMMIT AND CHAIN"})
    void thatBeginOrEndATransactionAreRefused(String statement) {
        assertThat(problems("beforeMigrate.sql", "SELECT 1;\n  " + statement + ";\nSELECT 2"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .hasToString("db/beforeMigrate.sql:2:3: A callback must not begin or end a transaction:"
                                + " beforeMigrate is executed in a transaction of its own. Remove the statement."));
    }

    @Test
    void bothEndsOfATransactionAreNamed() {
        assertThat(problems("afterEachMigrate.sql", "BEGIN;\nSELECT 1;\nCOMMIT"))
                .extracting(problem -> problem.location() + " " + problem.kind())
                .containsExactly(
                        "db/afterEachMigrate.sql:1:1 TRANSACTION_CONTROL",
                        "db/afterEachMigrate.sql:3:1 TRANSACTION_CONTROL");
    }

    @ParameterizedTest
    @CsvSource({
        "afterMigrate,     VACUUM ANALYZE,                    afterMigrate is executed in a transaction of its own",
        "afterEachMigrate, CREATE INDEX CONCURRENTLY ON t(a), afterEachMigrate is part of the transaction of each migration"
    })
    void thatCannotRunInATransactionAreRefused(String event, String statement, String reason) {
        assertThat(problems(event + ".sql", "\n" + statement))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .hasToString("db/" + event + ".sql:2:1: This statement cannot run in a transaction, and "
                                + reason + ". Move it to a migration: its statements can commit one by one."));
    }

    @Test
    void thatAskForNoTransactionAreRefused() {
        assertThat(problems(
                        "beforeMigrate.sql",
                        "-- manticore: transaction=none\nSELECT 1",
                        "afterMigrate.sql",
                        "SELECT 1",
                        "afterMigrate.sql.conf",
                        "executeInTransaction=false"))
                .extracting(problem -> problem.location() + ": " + problem.message())
                .containsExactly(
                        "db/beforeMigrate.sql: The header says transaction=none, but beforeMigrate is executed in a"
                                + " transaction of its own.",
                        "db/afterMigrate.sql: afterMigrate.sql.conf says executeInTransaction=false, but afterMigrate is"
                                + " executed in a transaction of its own.");
    }

    @Test
    void ofEachMigrationHaveNoTimeoutsOfTheirOwn() {
        assertThat(problems("beforeMigrate.sql", "-- manticore: lock_timeout=5s\nSELECT 1"))
                .isEmpty();
        assertThat(problems("beforeEachMigrate.sql", "-- manticore: lock_timeout=5s\nSELECT 1"))
                .extracting(Problem::kind)
                .containsExactly(Kind.INVALID_SCRIPT);
        assertThat(problems("beforeMigrate.sql", "-- manticore: after=\"x\"\nSELECT 1"))
                .extracting(Problem::kind)
                .containsExactly(Kind.INVALID_SCRIPT);
    }

    @Test
    void thatAreNotExecutedAreNoted() {
        MigrationSet files = load(
                "afterMigrate.sql", "SELECT 1",
                "afterMigrate.sql.conf", "shouldExecute=false",
                "beforeClean.sql", "not read");

        assertThat(FileCheck.problems(files, Set.of())).isEmpty();
        assertThat(origins(files, CallbackEvent.AFTER_MIGRATE)).isEmpty();
        assertThat(FileCheck.notes(files))
                .containsExactly(
                        "db/afterMigrate.sql is not executed, because afterMigrate.sql.conf says shouldExecute=false.",
                        "db/beforeClean.sql is not executed: callbacks of Flyway's clean are not supported.");
    }
}
