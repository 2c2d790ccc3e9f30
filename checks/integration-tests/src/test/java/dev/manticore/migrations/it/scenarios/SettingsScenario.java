package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Connections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows, on every server, that a setting of a script applies to that script alone; {@link SessionScenario} covers all
 * that a script can change in a session.
 */
class SettingsScenario extends Scenario {
    private static final String SET = "SET search_path = other, public;\nSET application_name = 'script';\n";

    private Connections pool;
    private String path;

    @BeforeEach
    void pool() {
        sql.run("CREATE SCHEMA other");
        pool = open(Access.to(database).poolOf(1).initSql("SET application_name = 'pool'"));
        path = pool.rows("SHOW search_path").get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void isNotLeftToThePool(String header) {
        through(pool, up(1, header + SET + "SELECT 1")).migrate();

        assertUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void isNotLeftToThePoolByAFailure(String header) {
        failure(
                StatementFailedException.class,
                () -> through(pool, up(1, header + SET + "SELECT 1 / 0")).migrate());

        assertUnchanged();
    }

    @Test
    void isNotLeftToTheNextScript() {
        through(pool, up(1, SET + "CREATE TABLE inside (id INT)"), up(2, "CREATE TABLE outside (id INT)"))
                .migrate();

        assertThat(sql.rows("SELECT table_schema, table_name FROM information_schema.tables"
                        + " WHERE table_name IN ('inside', 'outside') ORDER BY 2"))
                .containsExactly("other|inside", "public|outside");
        assertUnchanged();
    }

    private void assertUnchanged() {
        assertThat(pool.rows("SHOW search_path")).containsExactly(path);
        assertThat(pool.rows("SHOW application_name")).containsExactly("pool");
    }
}
