package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import org.junit.jupiter.api.Test;

/**
 * Shows that a script can contain the rows of COPY FROM STDIN over JDBC, and is rejected before the run over Vert.x.
 */
class CopyScenario extends Scenario {
    @Test
    void rowsAreSent() {
        Migration[] migrations = {
            table(1),
            up(
                    2,
                    "CREATE TABLE a (id INT, text TEXT);\nCOPY a FROM STDIN;\n1\tone; two\n2\t\\N\n\\.\n"
                            + "INSERT INTO a VALUES (3, 'x');\nCOPY a (text, id) FROM STDIN WITH (FORMAT csv);\n\"a;\n\"\"b\"\"\",4\n\\.\n")
        };
        if (refused("code:V2__step_2.sql:2:1", migrations)) {
            return;
        }

        over(migrations).migrate();

        assertThat(sql.rows("SELECT * FROM a ORDER BY 1")).containsExactly("1|one; two", "2|∅", "3|x", "4|a;\n\"b\"");
    }

    @Test
    void rowsArePartOfTheTransaction() {
        Migration[] migrations = {up(1, "CREATE TABLE a (id INT)"), up(2, "COPY a FROM STDIN;\n1\n\\.\nSELECT 1 / 0")};
        if (refused("code:V2__step_2.sql:1:1", migrations)) {
            return;
        }

        failure(StatementFailedException.class, () -> over(migrations).migrate());

        assertThat(sql.rows("SELECT * FROM a")).isEmpty();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    @PostgresOnly("Its errors name no row, and the table is committed before the rows.")
    void anErrorInARow() {
        Migration migration = up(1, "CREATE TABLE a (id INT);\n\nCOPY a FROM STDIN;\n1\n2\nzwei\n3\n\\.\nSELECT 1;");
        if (refused("code:V1__step_1.sql:3:1", migration)) {
            return;
        }

        StatementFailedException failure =
                failure(StatementFailedException.class, () -> over(migration).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("22P02");
        assertThat(failure.error().detail()).contains("COPY a, line 3, column id: \"zwei\"");
        assertThat(failure.location()).hasToString("code:V1__step_1.sql:3:1");
        assertThat(sql.tables()).doesNotContain("a");
    }

    @Test
    void anErrorBehindTheRows() {
        Migration migration = up(2, "SELECT 0;\nCOPY t1 FROM STDIN;\n1\n\\.\nSELECT 1;\nSELECT idd FROM t1");
        if (refused("code:V2__step_2.sql:2:1", table(1), migration)) {
            return;
        }

        StatementFailedException failure = failure(
                StatementFailedException.class, () -> over(table(1), migration).migrate());

        assertThat(failure.location()).hasToString("code:V2__step_2.sql:6:" + column(8));
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
    }

    @Test
    void withoutATransaction() {
        Migration migration =
                up(1, "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nCOPY a FROM STDIN;\n1\n\\.\n");
        if (refused("code:V1__step_1.sql:3:1", migration)) {
            return;
        }

        over(migration).migrate();

        assertThat(sql.rows("SELECT * FROM a")).containsExactly("1");
    }

    @Test
    void inAnUndo() {
        Migration migration =
                both(1, "CREATE TABLE a (id INT)", "COPY a FROM STDIN;\n1\n\\.\nALTER TABLE a RENAME TO b;");
        if (refused("code:U1__undo_step_1.sql:1:1", migration)) {
            return;
        }

        over(migration).migrate();
        over(migration).rollback(1);

        assertThat(sql.rows("SELECT * FROM b")).containsExactly("1");
    }

    /** Whether the client cannot send rows; then nothing is done, and the place that wants it is named. */
    private boolean refused(String place, Migration... migrations) {
        if (api.sendsCopyData()) {
            return false;
        }
        InvalidMigrationsException refusal =
                failure(InvalidMigrationsException.class, () -> over(migrations).migrate());

        assertThat(refusal.problems()).first().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.COPY_IMPOSSIBLE);
            assertThat(problem.location()).hasToString(place);
        });
        assertThat(refusal).hasMessageContaining("INSERT INTO");
        failure(InvalidMigrationsException.class, () -> over(migrations).plan(Target.latest()));
        failure(InvalidMigrationsException.class, () -> over(migrations).validate());
        assertThat(sql.tables()).isEmpty();
        return true;
    }
}
