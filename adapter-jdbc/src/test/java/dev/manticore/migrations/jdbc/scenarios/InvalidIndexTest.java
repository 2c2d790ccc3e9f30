package dev.manticore.migrations.jdbc.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.StatementFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CREATE INDEX CONCURRENTLY that failed leaves behind is never taken for the index. */
class InvalidIndexTest extends Scenario {
    private static final Migration DOUBLE =
            up(1, "CREATE SCHEMA \"S\"; CREATE TABLE \"S\".t (id INT); INSERT INTO \"S\".t VALUES (1), (1);");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS My_Index ON \"S\".t (id)",
                "CREATE UNIQUE INDEX CONCURRENTLY my_index ON \"S\".t (id)",
                "VACUUM; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"my_index\" ON \"S\".t (id);"
            })
    void isReplacedWhenTheDataAreMended(String script) {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(DOUBLE, up(2, script)).migrate());
        assertThat(failure.error().sqlState()).isEqualTo("23505");
        assertThat(indexIsValid()).isEqualTo("f");
        assertThat(over(DOUBLE, up(2, script)).status().entries().get(1).state())
                .isEqualTo(MigrationStatus.State.PARTLY_DONE);

        failure(
                StatementFailedException.class,
                () -> over(DOUBLE, up(2, script)).migrate());
        sql.run("DELETE FROM \"S\".t WHERE ctid = (SELECT min(ctid) FROM \"S\".t)");
        over(DOUBLE, up(2, script)).migrate();

        assertThat(indexIsValid()).isEqualTo("t");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void ofSomebodyElsesStopsTheRun() {
        over(DOUBLE).migrate();
        failure(
                IllegalStateException.class,
                () -> sql.run("CREATE UNIQUE INDEX CONCURRENTLY my_index ON \"S\".t (id)"));
        String script = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS my_index ON \"S\".t (id)";

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(DOUBLE, up(2, script)).migrate());

        assertThat(failure).hasMessageContaining("invalid index \"S\".my_index");
        assertThat(failure.remedy()).contains("DROP INDEX CONCURRENTLY IF EXISTS \"S\".my_index");
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    private String indexIsValid() {
        return sql.row("SELECT indisvalid FROM pg_index WHERE indexrelid = '\"S\".my_index'::regclass");
    }
}
