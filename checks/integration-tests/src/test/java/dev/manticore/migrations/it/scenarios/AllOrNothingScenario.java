package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.ForwardingHistoryStore;
import dev.manticore.migrations.spi.HistoryStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows that a failed script leaves nothing behind, and that the error names the place and the reason. */
class AllOrNothingScenario extends Scenario {
    @Test
    void nothingOfAFailedScriptRemains() {
        Migration keyed = up(2, "CREATE TABLE a (id INT PRIMARY KEY)");
        Migration broken =
                up(3, "INSERT INTO t1 VALUES (1);\nINSERT INTO a VALUES (1);\n  INSERT INTO a VALUES (1);\n");
        Events events = new Events();

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(builder -> builder.listener(events), table(1), keyed, broken, table(4))
                        .migrate());

        assertThat(failure.id()).isEqualTo(Version.of(3));
        assertThat(failure.location()).hasToString("code:V3__step_3.sql:3:3");
        assertThat(failure.location().text()).isEqualTo("  INSERT INTO a VALUES (1);");
        assertThat(failure.error().sqlState()).isEqualTo("23505");
        assertThat(failure.error().detail()).contains("Key (id)=(1) already exists.");
        assertThat(failure).hasMessageContainingAll("code:V3__step_3.sql:3:3", "a_pkey", "23505");
        assertThat(failure.remedy().toString()).contains("Correct the file");
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1), Version.of(2));
        assertThat(events.of(MigrationEvent.StepFailed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).isSameAs(failure));
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.tables())
                .containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "a", "t1");
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
        assertThat(sql.rows("SELECT * FROM a")).isEmpty();
    }

    @Test
    @PostgresOnly("A schema change commits before the statement that fails; see StepwiseScenario.")
    void noTableOfAFailedScriptRemains() {
        failure(
                StatementFailedException.class,
                () -> over(table(1), up(2, "CREATE TABLE a (id INT);\nSELECT 1 / 0"))
                        .migrate());

        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "t1");
    }

    @Test
    void theSameRunGoesOnAfterTheCorrection() {
        failure(
                StatementFailedException.class,
                () -> over(table(1), up(2, "CREATE TABLE t2 (id IN)"), table(3)).migrate());

        assertThat(over(tables(3)).migrate().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(2), Version.of(3));
        assertThat(sql.history()).containsExactly("1", "2", "3");
    }

    @Test
    void aFailedUndoLeavesTheMigrationApplied() {
        Migration undo = both(2, "CREATE TABLE t2 (id INT)", "INSERT INTO t1 VALUES (2);\nDELETE FROM nowhere");
        over(table(1), undo, table(3)).migrate();

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(table(1), undo, table(3)).rollback(3));

        assertThat(failure.location()).hasToString("code:U2__undo_step_2.sql:2:" + column(13));
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(3));
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.tables()).contains("t1", "t2").doesNotContain("t3");
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
    }

    // Its third statement begins in line 3.
    private static String script(String line) {
        return "CREATE TABLE a (id INT);\n-- 😀 ;\nINSERT INTO a VALUES (1); /* x */ SELECT\n 1,\n '\n;\n',\n '😀',\n"
                + line + "\n FROM a;\nSELECT 4;";
    }

    @Test
    @PostgresOnly("Its errors do not contain a position.")
    void aSyntaxErrorInLine7OfTheThirdStatement() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, script(" 'ä😀' AS FROM x, 3"))).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("42601");
        assertThat(failure.location()).hasToString("code:V1__step_1.sql:9:15");
        assertThat(failure.location().text()).isEqualTo(" 'ä😀' AS FROM x, 3");
        assertThat(sql.tables()).doesNotContain("a");
    }

    @Test
    @PostgresOnly("Its errors contain neither a position nor a similar column.")
    void anUnknownColumnInLine7OfTheThirdStatement() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, script(" 'ä😀', idd"))).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("42703");
        assertThat(failure.error().hint()).contains("a.id");
        assertThat(failure.location()).hasToString("code:V1__step_1.sql:9:8");
        assertThat(sql.tables()).doesNotContain("a");
    }

    @Test
    void theHeadersSettingsDoNotShiftThePlace() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(
                                builder -> builder.schema("app"),
                                up(
                                        1,
                                        "-- manticore: lock_timeout=1s, statement_timeout=1min\nSELECT 1;\nSELECT no_such_column;"))
                        .migrate());

        assertThat(failure.location()).hasToString("code:V1__step_1.sql:3:" + column(8));
    }

    @Test
    @PostgresOnly("It has no DO before 24.1, and reports no line in it.")
    void anErrorInADoBlockNamesItsStatement() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, "SELECT 1;\n\nDO $$\nDECLARE x INT := 0;\nBEGIN\n  x := 1 / x;\nEND $$;\nSELECT 2"))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("22012");
        assertThat(failure.location()).hasToString("code:V1__step_1.sql:3:1");
        assertThat(failure.error().detail()).as("where in the block").contains("line 4");
    }

    @Test
    @PostgresOnly("It does not support deferred constraints.")
    void aDeferredConstraintFailsAtCommit() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(
                                1,
                                "CREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE b (a INT REFERENCES a DEFERRABLE INITIALLY"
                                        + " DEFERRED);\nINSERT INTO b VALUES (7)"))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("23503");
        assertThat(failure.error().detail()).contains("Key (a)=(7) is not present");
        assertThat(failure).hasMessageContaining("at COMMIT");
        assertThat(failure.location()).hasToString("code:V1__step_1.sql");
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
        assertThat(sql.history()).isEmpty();
    }

    @Test
    void nothingRunsIfTheHistoryStoreCannotRecordAMigration() {
        InvalidMigrationsException failure = failure(
                InvalidMigrationsException.class,
                () -> with(
                                builder -> builder.historyStore(
                                        new OneDigitStore(HistoryStore.table(null, "_migrations"))),
                                table(9),
                                table(10))
                        .migrate());

        assertThat(failure).hasMessageContaining("code:V10__step_10.sql: V10 has two digits.");
        assertThat(sql.tables()).isEmpty();
    }

    private static final class OneDigitStore extends ForwardingHistoryStore {
        OneDigitStore(HistoryStore delegate) {
            super(delegate);
        }

        @Override
        public HistoryStore in(String schema) {
            return new OneDigitStore(delegate().in(schema));
        }

        @Override
        public Optional<String> refusal(MigrationId id) {
            return id.compareTo(Version.of(10)) < 0 ? Optional.empty() : Optional.of(id.label() + " has two digits.");
        }
    }
}
