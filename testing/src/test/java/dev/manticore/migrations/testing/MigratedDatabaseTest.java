package dev.manticore.migrations.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each test method has a migrated database of its own, which is dropped after it. */
@MigratedDatabase(server = SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigratedDatabaseTest {
    private String before = "";

    @BeforeEach
    void remember(TestDatabase database) throws Exception {
        assertThat(before).isNotEqualTo(database.name());
        if (!before.isEmpty()) {
            assertThat(Sqls.databases(before)).isEmpty();
        }
        before = database.name();
    }

    @AfterAll
    void keepsNone() throws Exception {
        assertThat(Sqls.databases(before)).isEmpty();
    }

    @RepeatedTest(3)
    void sharesNothingWithOtherMethods(DataSource database) throws Exception {
        assertThat(Sqls.ask(database, "SELECT name FROM owners")).containsExactly("nobody");
        assertThat(Sqls.ask(database, "SELECT name FROM pets")).isEmpty();
        Sqls.execute(database, "INSERT INTO pets (name) VALUES ('Rex')");
    }

    @Test
    void isTheSameInEveryForm(DataSource database, URI uri, Pool pool, TestDatabase test) throws Exception {
        Sqls.execute(database, "INSERT INTO pets (name) VALUES ('Rex')");

        assertThat(uri.getPath()).isEqualTo("/" + test.name());
        assertThat(pool.query("SELECT name FROM pets")
                        .execute()
                        .await(1, TimeUnit.MINUTES)
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("Rex");
        assertThat(test.toString() + test.jdbcUrl()).doesNotContain(test.password());
    }

    @Test
    void isDroppedWithOpenConnections(TestDatabase database) throws Exception {
        assertThat(database.connect().isValid(0)).isTrue();
    }

    /** A nested class takes the annotation of its outer class. */
    @Nested
    class InANestedClass {
        @Test
        void isMigrated(DataSource database) throws Exception {
            assertThat(Sqls.ask(database, "SELECT name FROM owners")).isEqualTo(List.of("nobody"));
        }
    }
}
