package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Resumption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that no migration counts as applied, or reverted, whose row something on the table kept from being written. */
@PostgresOnly("It has no rules, and triggers and policies only since 24.3 and 25.2.")
class UnwrittenRowScenario extends Scenario {
    private static final String PREVENTED =
            "A trigger, a rule or a row-level security policy of that table prevents it.";
    private static final String STEPWISE = "-- manticore: transaction=none\n";

    /** Keeps rows from being written, or deleted, without an error. */
    private void obstruct(String kind, String table, String event) {
        switch (kind) {
            case "trigger" ->
                sql.run(
                        "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                        "CREATE TRIGGER swallow BEFORE " + event + " ON " + table
                                + " FOR EACH ROW EXECUTE FUNCTION swallow()");
            case "rule" -> sql.run("CREATE RULE swallow AS ON " + event + " TO " + table + " DO INSTEAD NOTHING");
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private void clear(String kind, String table) {
        sql.run("DROP " + kind + " swallow ON " + table);
    }

    private static MigrationException refused(Class<? extends MigrationException> type, Runnable call, String table) {
        MigrationException failure = failure(type, call::run);
        assertThat(failure).hasMessageContainingAll("no row of \"public\".\"" + table + "\" was changed", PREVENTED);
        assertThat(failure.remedy().toString()).contains("\\d \"public\".\"" + table + "\"");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"trigger", "rule"})
    void anAtomicMigrationIsRolledBackAndAppliedOnce(String kind) {
        over(table(1)).migrate();
        obstruct(kind, "_migrations", "INSERT");

        refused(DatabaseErrorException.class, () -> over(tables(2)).migrate(), "_migrations");

        assertThat(sql.tables()).doesNotContain("t2");
        assertThat(sql.leaseIsFree()).isTrue();
        clear(kind, "_migrations");
        assertThat(over(tables(2)).migrate().steps()).hasSize(1);
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trigger", "rule"})
    void anUndoIsRolledBackAndCarriedOutOnce(String kind) {
        over(tables(2)).migrate();
        obstruct(kind, "_migrations", "DELETE");

        refused(DatabaseErrorException.class, () -> over(tables(2)).rollback(1), "_migrations");

        assertThat(sql.tables()).contains("t2");
        clear(kind, "_migrations");
        assertThat(over(tables(2)).rollback(1).steps()).hasSize(1);
        assertThat(sql.history()).containsExactly("1");
    }

    /** The policy hides the row from DELETE alone. */
    @Test
    void anUndoWhoseRowIsHiddenByAPolicyIsRolledBack() {
        String role = "role_" + database.name();
        sql.run(
                "DROP ROLE IF EXISTS " + role,
                "CREATE ROLE " + role + " LOGIN",
                "GRANT ALL ON SCHEMA public TO " + role);
        through(open(database.as(role)), tables(1)).migrate();
        sql.run(
                "ALTER TABLE _migrations ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE _migrations FORCE ROW LEVEL SECURITY",
                "CREATE POLICY readable ON _migrations FOR SELECT USING (true)",
                "CREATE POLICY kept ON _migrations FOR DELETE USING (false)");

        refused(
                DatabaseErrorException.class,
                () -> through(open(database.as(role)), tables(1)).rollback(1),
                "_migrations");

        assertThat(sql.tables()).contains("t1");
        sql.run("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trigger", "rule"})
    void aStepwiseScriptIsExecutedOnceAndRecordedLater(String kind) {
        Migration stepwise = up(2, STEPWISE + "CREATE TABLE u (id INT);\nINSERT INTO u VALUES (1);");
        over(table(1)).migrate();
        obstruct(kind, "_migrations", "INSERT");

        MigrationException failure = refused(
                DatabaseErrorException.class, () -> over(table(1), stepwise).migrate(), "_migrations");

        assertThat(failure).hasMessageContaining("its statements were executed, and their changes stay");
        refused(DatabaseErrorException.class, () -> over(table(1), stepwise).resume(Resumption.done()), "_migrations");
        clear(kind, "_migrations");
        assertThat(over(table(1), stepwise).migrate().steps()).hasSize(1);
        assertThat(sql.rows("SELECT * FROM u")).containsExactly("1");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    /** The lease is taken by INSERT, and renewed, noted in and released by UPDATE. */
    @ParameterizedTest
    @CsvSource({"INSERT", "UPDATE"})
    void aLeaseThatIsNotWrittenIsNotTakenForSomebodyElses(String event) {
        over().initialize();
        sql.run("DELETE FROM _migrations_lease");
        if (event.equals("UPDATE")) {
            over(table(1)).migrate();
        }
        obstruct("trigger", "_migrations_lease", event);

        refused(LeaseNotObtainedException.class, () -> over(tables(2)).migrate(), "_migrations_lease");

        assertThat(sql.tables()).doesNotContain("t2");
        clear("trigger", "_migrations_lease");
        over(tables(2)).migrate();
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void aLeaseIsTakenAwayOrThatIsRefused() {
        over(table(1)).migrate();
        sql.run("UPDATE _migrations_lease SET owner = 'elsewhere', expires_at = now() + interval '1 hour'");
        obstruct("trigger", "_migrations_lease", "UPDATE");

        refused(DatabaseErrorException.class, () -> over(table(1)).unlock(), "_migrations_lease");

        clear("trigger", "_migrations_lease");
        assertThat(over(table(1)).unlock()).isPresent();
        assertThat(sql.leaseIsFree()).isTrue();
        sql.run("DELETE FROM _migrations_lease");
        assertThat(over(table(1)).unlock()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STEPWISE})
    void aScriptThatObstructsTheLeaseIsToldSo(String header) {
        sql.run("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        Migration obstacle = up(
                1,
                header + "CREATE TRIGGER swallow BEFORE UPDATE ON _migrations_lease FOR EACH ROW EXECUTE FUNCTION"
                        + " swallow();\nSELECT 1;");

        MigrationException failure =
                refused(DatabaseErrorException.class, () -> over(obstacle).migrate(), "_migrations_lease");

        assertThat(failure)
                .hasMessageContaining(header.isEmpty() ? "it was rolled back" : "no further statement was sent");
    }
}
