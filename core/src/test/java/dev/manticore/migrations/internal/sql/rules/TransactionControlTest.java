package dev.manticore.migrations.internal.sql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.rules.TransactionControl.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what a statement does that begins or ends a transaction, and which modes it has. */
class TransactionControlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "BEGIN                                              | BEGIN            | []",
                "begin work                                         | BEGIN            | []",
                "/* a */ Begin -- b%n Transaction                   | BEGIN            | []",
                "START TRANSACTION                                  | BEGIN            | []",
                "BEGIN ISOLATION LEVEL serializable                 | BEGIN            | [ISOLATION LEVEL SERIALIZABLE]",
                "START TRANSACTION READ ONLY, NOT DEFERRABLE        | BEGIN            | [READ ONLY, NOT DEFERRABLE]",
                "BEGIN WORK ISOLATION LEVEL REPEATABLE READ READ WRITE DEFERRABLE | BEGIN "
                        + "| [ISOLATION LEVEL REPEATABLE READ, READ WRITE, DEFERRABLE]",
                "BEGIN PRIORITY HIGH                                | BEGIN            | [PRIORITY HIGH]",
                "BEGIN IMMEDIATE                                    | UNKNOWN          | []",
                "BEGIN ISOLATION LEVEL                              | UNKNOWN          | []",
                "BEGIN READ ONLY,                                   | UNKNOWN          | []",
                "BEGIN TRY                                          | UNKNOWN          | []",
                "COMMIT                                             | COMMIT           | []",
                "commit work                                        | COMMIT           | []",
                "COMMIT TRANSACTION AND NO CHAIN                    | COMMIT           | []",
                "END                                                | COMMIT           | []",
                "END TRANSACTION                                    | COMMIT           | []",
                "COMMIT AND CHAIN                                   | COMMIT_AND_CHAIN | []",
                "END WORK AND CHAIN                                 | COMMIT_AND_CHAIN | []",
                "END LOOP                                           | UNKNOWN          | []",
                "ROLLBACK                                           | ROLLBACK         | []",
                "ROLLBACK WORK AND CHAIN                            | ROLLBACK         | []",
                "ABORT                                              | ROLLBACK         | []",
                "PREPARE TRANSACTION 'x'                            | PREPARE          | []",
                "COMMIT PREPARED 'x'                                | -                | -",
                "ROLLBACK PREPARED 'x'                              | -                | -",
                "ROLLBACK TO s                                      | -                | -",
                "ROLLBACK TRANSACTION TO SAVEPOINT s                | -                | -",
                "SAVEPOINT s                                        | -                | -",
                "RELEASE SAVEPOINT s                                | -                | -",
                "SET TRANSACTION READ ONLY                          | -                | -",
                "PREPARE transaction AS SELECT 1                    | -                | -"
            })
    void isReadFromTheTokens(String statement, Kind kind, String modes) {
        SplitScript script = SqlSplitter.split(statement.replace("%n", "\n"));
        TransactionControl control =
                script.transactionControl(script.statements().get(0)).orElse(null);

        assertThat(control == null ? null : control.kind()).isEqualTo(kind);
        assertThat(control == null ? null : control.modes().toString()).isEqualTo(modes);
    }
}
