package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Shows that the statements of a plan, executed by hand one by one, do what the migrator does. */
@PostgresOnly("The scripts use PostgreSQL's functions and enums, and catalogs are compared.")
class DryRunScenario extends Scenario {
    private static final String HISTORY = "SELECT version, description, checksum FROM _migrations ORDER BY 1";

    private static final String COPY = "COPY a (id, text) FROM STDIN;\n1\teins; zwei\n2\t\\N\n\\.\n";
    private static final String INSERT = "INSERT INTO a VALUES (1, 'eins; zwei'), (2, NULL);\n";

    private Migration[] migrations() {
        return new Migration[] {
            up(
                    1,
                    "CREATE TABLE a (id INT PRIMARY KEY, text TEXT);\n-- a comment; with a semicolon\nCOMMENT ON TABLE a IS '';"),
            up(2, (api.sendsCopyData() ? COPY : INSERT) + "INSERT INTO a VALUES (3, 'ü;')"),
            up(3, "CREATE INDEX CONCURRENTLY a_text ON a (text);"),
            up(4, "-- manticore: lock_timeout=3s\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;"),
            up(
                    5,
                    "-- manticore: transaction=none, statement_timeout=1min\nCREATE TYPE e AS ENUM ('x');\n"
                            + "ALTER TYPE e ADD VALUE 'y';\nCREATE TABLE b (e e DEFAULT 'y')"),
            both(6, "CREATE TABLE gone (id INT)", "DROP TABLE gone")
        };
    }

    @Test
    void byHandIsTheSame() throws Exception {
        over(migrations()).initialize();
        Plan plan = over(migrations()).plan(Target.latest());
        carryOut(plan);

        try (TestDatabase other = PostgresServer.shared().newDatabase()) {
            through(open(other), migrations()).migrate();
            Sql migrated = new Sql(other.dataSource());
            Catalog expected = catalog(other);
            assertThat(expected.objects()).hasSizeGreaterThan(10);
            assertThat(catalog(database).differencesFrom(expected).differences())
                    .isEmpty();
            assertThat(sql.rows(HISTORY)).isEqualTo(migrated.rows(HISTORY)).hasSize(6);
            assertThat(sql.rows("SELECT * FROM a ORDER BY 1")).containsExactly("1|eins; zwei", "2|∅", "3|ü;");
        }
        assertThat(over(migrations()).migrate().isEmpty()).isTrue();
    }

    @Test
    void byHandBackAgain() throws Exception {
        over(migrations()).migrate();

        carryOut(over(migrations()).plan(Target.rollback(1)));

        assertThat(sql.history()).containsExactly("1", "2", "3", "4", "5");
        assertThat(sql.tables()).contains("b").doesNotContain("gone");
    }

    @Test
    void showsHowEachScriptCommits() {
        List<PlanStep> steps = over(migrations()).plan(Target.latest()).steps();

        assertThat(steps)
                .extracting(PlanStep::execution)
                .containsExactly(
                        Execution.ATOMIC,
                        Execution.ATOMIC,
                        Execution.STEPWISE,
                        Execution.ATOMIC,
                        Execution.STEPWISE,
                        Execution.ATOMIC);
        assertThat(steps.get(3).statements())
                .startsWith("BEGIN ISOLATION LEVEL READ COMMITTED", "SET LOCAL lock_timeout = '3000ms'")
                .endsWith("COMMIT");
        assertThat(steps.get(4).statements()).contains("SET statement_timeout = '60000ms'");
    }

    private void carryOut(Plan plan) throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection()) {
            for (PlanStep step : plan.steps()) {
                for (String statement : step.statements()) {
                    carryOut(connection, statement);
                }
            }
        }
    }

    private static void carryOut(Connection connection, String statement) throws SQLException, IOException {
        int data = statement.indexOf("FROM STDIN;\n");
        if (data < 0) {
            Sql.run(connection, statement);
            return;
        }
        int end = data + "FROM STDIN".length();
        String rows = statement.substring(end + 2, statement.length() - "\\.".length());
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.substring(0, end), new StringReader(rows));
    }
}
