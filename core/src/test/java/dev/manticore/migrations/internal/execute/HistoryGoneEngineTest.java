package dev.manticore.migrations.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how a script is reported after which the history is not found: with the statement that did that. */
class HistoryGoneEngineTest {
    private static final String STEPWISE = "-- manticore: transaction=none\n";

    private static StatementFailedException failed(String header, String sql, String where) {
        Migration migration = new Migration(7, "x", header + "SELECT 1;\n" + sql, null);
        Outcome<MigrationReport> outcome = Trial.of(migration)
                .initialized()
                .faults(Faults.script().at(where, 3, Fault.refused("42P01", where)))
                .leaksAllowed()
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(StatementFailedException.class);
        assertThat(outcome.database().state.history).isEmpty();
        return (StatementFailedException) outcome.failure();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP SCHEMA IF EXISTS other, public CASCADE | drops the schema of the history",
                "ALTER SCHEMA public RENAME TO app | renames the schema of the history, public",
                "DROP TABLE IF EXISTS a.b, public._migrations | drops a table of the history",
                "DROP TABLE \"_migrations_lease\" | drops a table of the history",
                "ALTER TABLE IF EXISTS ONLY _MIGRATIONS RENAME TO h | renames a table of the history, _migrations",
                "ALTER TABLE public._migrations SET SCHEMA h | moves a table of the history, public._migrations, to another"
                        + " schema",
            })
    void theStatementIsNamed(String sql, String did) {
        for (String header : new String[] {"", STEPWISE}) {
            StatementFailedException failure = failed(header, sql, "INSERT INTO \"public\".\"_migrations\"");

            assertThat(failure.location().line()).isEqualTo(header.isEmpty() ? 2 : 3);
            assertThat(failure).hasMessageContaining(": V7 " + did + ": ").hasMessageContaining("(SQLSTATE 42P01)");
            assertThat(failure.remedy().toString()).contains("history", "MigratorBuilder.schema(..)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN EXECUTE 'DROP TABLE _migrations'; END $$",
                "DROP TABLE other._migrations",
                "DROP SCHEMA app",
                "DROP TABLE \"_Migrations\"",
                "ALTER TABLE _migrations RENAME COLUMN a TO b",
                "DROP VIEW _migrations",
            })
    void whereNoneIsRecognisedTheFileIs(String sql) {
        StatementFailedException failure = failed("", sql, "INSERT INTO \"public\".\"_migrations\"");

        assertThat(failure.location().line()).isZero();
        assertThat(failure).hasMessageContaining("V7 drops, renames or moves the history or its lease: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STEPWISE})
    void theLeaseIsMissedAsWell(String header) {
        StatementFailedException failure = failed(header, "DROP TABLE _migrations_lease", "WITH fence");

        assertThat(failure).hasMessageContaining("V7 drops a table of the history: ");
    }

    @ParameterizedTest
    @CsvSource({"'', It was rolled back", "'-- manticore: transaction=none\n', their changes stay"})
    void whatRemainsIsSaid(String header, String remains) {
        assertThat(failed(header, "DROP TABLE _migrations", "INSERT INTO \"public\".\"_migrations\"")
                        .remedy()
                        .advice())
                .contains(remains);
    }
}
