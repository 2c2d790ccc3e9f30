package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which statements a script's BEGIN and COMMIT put into one transaction, and which of them are refused. */
class ScriptBlocksTest {

    private static Script script(String text) {
        return MigrationLoader.load(
                        List.of(MemorySource.of("V1__m.sql", text)),
                        new ScriptReader(ReadSettings.DEFAULT, Checksum::of))
                .byVersion()
                .get(Version.of(1))
                .up();
    }

    /** For example {@code [0-2 BEGIN COMMIT]}. */
    private static String blocks(Script script) {
        return script.blocks().stream()
                .map(block -> block.from() + "-" + block.to()
                        + (block.begin() == null ? "" : " BEGIN")
                        + (block.modes().isEmpty() ? "" : " " + String.join(" ", block.modes()))
                        + (block.commit() == null ? "" : " COMMIT"))
                .collect(Collectors.joining(", "));
    }

    private static List<String> problems(String text) {
        return script(text.replace('/', '\n')).problems().stream()
                .map(problem -> problem.kind() + " " + problem)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; SELECT 2                                   | 2 | ''",
                "BEGIN; SELECT 1; SELECT 2; COMMIT                    | 2 | 0-2 BEGIN COMMIT",
                "-- why;%nBEGIN; SELECT 1; END -- and; because        | 1 | 0-1 BEGIN COMMIT",
                "SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3          | 3 | 1-2 BEGIN COMMIT",
                "BEGIN; SELECT 1; COMMIT; START TRANSACTION READ ONLY; SELECT 2; COMMIT WORK "
                        + "| 2 | 0-1 BEGIN COMMIT, 1-2 BEGIN READ ONLY COMMIT",
                "SELECT 1; SELECT 2; COMMIT                           | 2 | 0-2 COMMIT",
                "SELECT 1; COMMIT; SELECT 2; SELECT 3                 | 3 | 0-1 COMMIT, 1-3",
                "SELECT 1; COMMIT; SELECT 2; COMMIT; SELECT 3         | 3 | 0-1 COMMIT, 1-2 COMMIT, 2-3",
                "SELECT 1; COMMIT; SELECT 2; BEGIN; SELECT 3; COMMIT; SELECT 4 | 4 | 0-1 COMMIT, 2-3 BEGIN COMMIT",
                "BEGIN; SELECT 1; COMMIT; SELECT 2; COMMIT; SELECT 3  | 3 | 0-1 BEGIN COMMIT, 1-2 COMMIT, 2-3",
                "COMMIT; SELECT 1                                     | 1 | 0-1",
                "BEGIN; COMMIT; SELECT 1                              | 1 | ''",
                "BEGIN; COMMIT                                        | 0 | ''",
                "DO $$ BEGIN NULL; END $$; SELECT 'BEGIN'             | 2 | ''"
            })
    void areFound(String text, int statements, String blocks) {
        Script script = script(text.replace("%n", "\n"));

        assertThat(script.problems()).isEmpty();
        assertThat(script.statements()).hasSize(statements);
        assertThat(blocks(script)).isEqualTo(blocks);
    }

    @Test
    void theStatementsKeepTheirPlacesInTheFile() {
        Script script = script("BEGIN;\nSELECT 1;\nCOMMIT;\n  SELECT 2;");

        assertThat(script.toSend(1).sql()).isEqualTo("SELECT 2");
        assertThat(script.locate(script.statements().get(1).start())).hasToString("db/V1__m.sql:4:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN; SELECT 1; COMMIT                                            | true",
                "SELECT 1; COMMIT                                                   | true",
                "COMMIT; SELECT 1                                                   | true",
                "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT               | true",
                "-- manticore: transaction=required%nBEGIN; SELECT 1; COMMIT        | true",
                "BEGIN READ ONLY; SELECT 1; COMMIT                                  | false",
                "-- manticore: transaction=none%nBEGIN; SELECT 1; COMMIT            | false",
                "BEGIN; SELECT 1; COMMIT; SELECT 2                                  | false",
                "SELECT 1                                                           | false"
            })
    void oneThatHoldsTheScriptMeansNothing(String text, boolean outer) {
        assertThat(script(text.replace("%n", "\n")).outerBlock().isPresent()).isEqualTo(outer);
    }

    @Test
    void whatEndsATransactionInAnotherWayIsRefused() {
        assertThat(problems("SELECT 1;/  ROLLBACK;"))
                .containsExactly("TRANSACTION_CONTROL db/V1__m.sql:2:3: A migration must not roll back its transaction:"
                        + " what it records as applied would be gone. Remove the statement and what it takes back. To take"
                        + " back a part, use SAVEPOINT and ROLLBACK TO.");
        assertThat(problems("BEGIN;/SELECT 1;/COMMIT AND CHAIN;/SELECT 2;/COMMIT;"))
                .containsExactly(
                        "TRANSACTION_CONTROL db/V1__m.sql:3:1: AND CHAIN is not supported. Write COMMIT, and BEGIN"
                                + " with the same modes.");
        assertThat(problems("BEGIN;/SELECT 1;/PREPARE TRANSACTION 'x';"))
                .containsExactly(
                        "TRANSACTION_CONTROL db/V1__m.sql:3:1: A migration must not prepare its transaction for a"
                                + " later commit. Write COMMIT instead.");
        assertThat(problems("BEGIN IMMEDIATE;/SELECT 1;/COMMIT;"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith(
                                "TRANSACTION_CONTROL db/V1__m.sql:1:1: This form of BEGIN or COMMIT is not known."));
    }

    @Test
    void aBeginInABlockAndOneWithoutCommitAreRefused() {
        assertThat(problems("BEGIN;/SELECT 1;/BEGIN;/SELECT 2;/COMMIT;"))
                .containsExactly(
                        "TRANSACTION_CONTROL db/V1__m.sql:3:1: This BEGIN is in the transaction that BEGIN in line"
                                + " 1 began. Remove it, or add COMMIT before it.");
        assertThat(problems("SELECT 1;/BEGIN;/SELECT 2;"))
                .containsExactly(
                        "TRANSACTION_CONTROL db/V1__m.sql:2:1: This BEGIN has no COMMIT. Add COMMIT. If the whole"
                                + " script is one transaction, remove BEGIN: the script and its history row run in one.");
    }

    @Test
    void whatRefusesATransactionIsRefusedWithBothLines() {
        assertThat(problems("SELECT 1;/BEGIN;/CREATE INDEX CONCURRENTLY i ON t (a);/COMMIT;"))
                .containsExactly(
                        "TRANSACTION_IMPOSSIBLE db/V1__m.sql:3:1: This statement cannot run in a transaction, but"
                                + " BEGIN in line 2 begins one. Move it before BEGIN (line 2), behind COMMIT (line 4), or to a"
                                + " separate migration.");
        // Without BEGIN, it need not be one: Flyway executes it, with mixed=true.
        assertThat(problems("SELECT 1;/VACUUM t;/COMMIT;/SELECT 2;")).isEmpty();
        // A procedure may commit; the server refuses that.
        assertThat(problems("BEGIN;/CALL p();/COMMIT;/SELECT 1;")).isEmpty();
        assertThat(problems("BEGIN;/CALL p();/COMMIT;")).isEmpty();
        // What follows the last COMMIT need not be one.
        assertThat(problems("SELECT 1;/COMMIT;/CREATE INDEX CONCURRENTLY i ON t (a);/CALL p();"))
                .isEmpty();
    }

    @Test
    void severalTransactionsContradictAHeaderThatRequiresOne() {
        assertThat(problems("-- manticore: transaction=required/SELECT 1;/BEGIN;/SELECT 2;/COMMIT;"))
                .containsExactly("TRANSACTION_IMPOSSIBLE db/V1__m.sql:3:1: The header requires one transaction, but the"
                        + " script's own BEGIN and COMMIT make several of it. Remove transaction=required, or BEGIN and"
                        + " COMMIT.");
        assertThat(problems("-- manticore: transaction=required/BEGIN;/SELECT 2;/COMMIT;"))
                .isEmpty();
    }

    @Test
    void allProblemsOfAScriptComeAtOnce() {
        assertThat(script("ROLLBACK;\nBEGIN;\nVACUUM;\nCOMMIT;\nABORT;").problems())
                .extracting(Problem::location)
                .extracting(location -> location.line())
                .containsExactly(1, 5, 3);
    }
}
