package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.colour.Access;
import dev.manticore.migrations.it.colour.Connections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script sets is set for itself alone, on every database; all that it can leave behind is in SessionTest. */
class SettingsTest extends Scenario {
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
