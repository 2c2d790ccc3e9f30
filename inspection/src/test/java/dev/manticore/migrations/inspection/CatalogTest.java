package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.SimulatedCockroach;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what a catalog has, and that its text is the same each time and can be read back. */
class CatalogTest {
    private static RichDatabase rich;

    @BeforeAll
    static void create() {
        rich = RichDatabase.create();
    }

    @AfterAll
    static void close() {
        rich.close();
    }

    @Test
    void itsTextIsTheSameEachTimeAndCanBeReadBack() {
        Catalog catalog = rich.catalog();
        String text = catalog.text();

        assertThat(text).startsWith("-- PostgreSQL " + PostgresServer.shared().majorVersion() + "\n\nschema archive\n");
        assertThat(rich.catalog().text()).isEqualTo(text);
        assertThat(Catalog.parse(text)).isEqualTo(catalog).hasToString(text);
        assertThat(Catalog.parse(text.replace("\n", "\r\n"))).isEqualTo(catalog);
        assertThat(catalog.objects()).hasSizeGreaterThan(130);
        assertThat(catalog.objects().stream().map(CatalogObject::kind).distinct())
                .hasSizeGreaterThan(30);
    }

    @Test
    void hasWhatIsKnownOfAColumn() {
        CatalogObject column = rich.catalog()
                .find(ObjectId.of(ObjectKind.TABLE, "library.member").child(ObjectKind.COLUMN, "name"))
                .orElseThrow();

        assertThat(column.properties())
                .isEqualTo(Map.of(
                        Property.TYPE, "text",
                        Property.NOT_NULL, "yes",
                        Property.DEFAULT, "'nobody'::text",
                        Property.STORAGE, "EXTERNAL",
                        Property.COMPRESSION, "pglz",
                        Property.COMMENT, "first and last"));
        assertThat(rich.catalog().children(column.id()))
                .containsExactly(new CatalogObject(
                        column.id().child(ObjectKind.GRANT, "clerk"), Map.of(Property.PRIVILEGES, "UPDATE")));
    }

    @Test
    void showsNoSecret() {
        assertThat(rich.catalog().text())
                .contains("user mapping clerk on server cellar\n")
                .doesNotContain("not to be shown");
    }

    @Test
    void isTheSameForTheSameObjectsWithOtherNumbersInAnotherOrder() {
        try (RichDatabase one = RichDatabase.empty();
                RichDatabase other = RichDatabase.empty()) {
            one.executeScript("CREATE TABLE a (x int, y text); CREATE TABLE b (z int); CREATE INDEX i ON a (y);"
                    + " CREATE INDEX j ON a (x); GRANT SELECT ON a TO PUBLIC, reader; COMMENT ON TABLE b IS 'c'");
            other.executeScript(
                    "CREATE TABLE b (gone int, z int); COMMENT ON TABLE b IS 'c'; CREATE TABLE a (x int, y text);"
                            + " ALTER TABLE b DROP gone; CREATE INDEX j ON a (x); CREATE INDEX i ON a (y);"
                            + " GRANT SELECT ON a TO reader; GRANT SELECT ON a TO PUBLIC; GRANT ALL ON b TO postgres;"
                            + " INSERT INTO a VALUES (1, 'row'); ANALYZE a");

            assertThat(other.catalog().text()).isEqualTo(one.catalog().text()).contains("index public.j: ");
        }
    }

    @Test
    void leavesOutWhatAnExtensionBrought() {
        try (RichDatabase database = RichDatabase.empty()) {
            Catalog before = database.catalog();
            database.executeScript("CREATE SCHEMA s; CREATE EXTENSION hstore SCHEMA s");

            CatalogDiff diff = database.catalog().differencesFrom(before);

            assertThat(diff.differences())
                    .extracting(Object::toString)
                    .containsExactly("schema s is not expected", "extension hstore is not expected");
            database.execute(diff.repair());
            assertThat(database.catalog()).isEqualTo(before);
        }
    }

    @Test
    void valuesKeepWhatALineWouldNotShow() {
        try (RichDatabase database = RichDatabase.empty()) {
            database.executeScript(
                    "CREATE TABLE t (id int); COMMENT ON TABLE t IS E' a\\r\\n\\n\\\\ b\\u0007\\u2028 \\n'");

            Catalog catalog = database.catalog();

            assertThat(catalog.text())
                    .contains("  comment:\n    \\  a\\u000d\n    |\n    \\ \\\\ b\\u0007\\u2028 \n    |\n");
            assertThat(Catalog.parse(catalog.text())).isEqualTo(catalog);
        }
    }

    @Test
    void takesOneRoundTripAndLeavesNothingBehind() throws Exception {
        try (WireProxy proxy = WireProxy.before(rich.database());
                Single single = new Single(proxy.through(rich.database()))) {
            proxy.reset();
            Catalog.read(JdbcTxRunner.over(single.dataSource()));

            assertThat(proxy.roundTrips()).isEqualTo(1);
        }
        try (RichDatabase database = RichDatabase.empty();
                Single single = new Single(database.database())) {
            Catalog.read(JdbcTxRunner.over(single.dataSource()));

            assertThat(single.ask("SELECT current_setting('search_path') || current_setting('transaction_read_only')"))
                    .isEqualTo("\"$user\", publicoff");
        }
    }

    @Test
    void readsOverAnyAdapterWithoutBlocking() throws Exception {
        Vertx vertx = Vertx.vertx();
        Pool pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(rich.database().uri()))
                .using(vertx)
                .build();
        try {
            assertThat(Catalog.read(VertxTxRunner.over(pool))
                            .toCompletableFuture()
                            .get())
                    .isEqualTo(Catalog.read(rich.runner()));
            assertThat(Catalog.readSchema(VertxTxRunner.over(pool), "archive")
                            .toCompletableFuture()
                            .get())
                    .isEqualTo(Catalog.readSchema(rich.runner(), "archive"));
        } finally {
            pool.close().toCompletionStage().toCompletableFuture().get();
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void aUserWithoutPrivilegesReadsAllOfIt() {
        rich.executeScript("DROP ROLE IF EXISTS stranger_of_catalog; CREATE ROLE stranger_of_catalog LOGIN");

        assertThat(Catalog.read(JdbcTxRunner.over(
                        rich.database().as("stranger_of_catalog").dataSource())))
                .isEqualTo(Catalog.read(rich.runner()));
    }

    @Test
    void readsOneSchemaAlone() {
        Catalog archive = Catalog.readSchema(rich.runner(), "archive");
        Catalog library = Catalog.readSchema(rich.runner(), "library");

        assertThat(archive.objects())
                .extracting(CatalogObject::id)
                .containsExactly(ObjectId.of(ObjectKind.SCHEMA, "archive"));
        assertThat(library.objects()).hasSizeGreaterThan(120);
        assertThat(library.find(
                        ObjectId.of(ObjectKind.DEFAULT_PRIVILEGES, "FOR ROLE librarian IN SCHEMA library ON TABLES")))
                .isPresent();
        assertThat(Catalog.readSchema(rich.runner(), "nowhere").objects()).isEmpty();
        assertThat(Catalog.readSchema(rich.runner(), "it's").objects()).isEmpty();
    }

    @Test
    void withoutTablesLeavesOutWhatBelongsToThem() {
        try (RichDatabase database = RichDatabase.empty()) {
            Catalog before = database.catalog();
            database.executeScript(
                    "CREATE TABLE left_out (id serial PRIMARY KEY, n bigint GENERATED ALWAYS AS IDENTITY);"
                            + " CREATE TABLE \"Left out\" (id int); GRANT SELECT (id) ON left_out TO PUBLIC;"
                            + " CREATE TABLE not_left_out (id int)");

            CatalogDiff diff = database.catalog()
                    .withoutTables(List.of("left_out", "Left out"))
                    .differencesFrom(before);

            assertThat(diff).hasToString("table public.not_left_out is not expected");
        }
    }

    @Test
    void cockroachAndUnreachableServersAreRefusedWithAReason() {
        try (TestDatabase cockroach = SimulatedCockroach.as("22.1.0").newDatabase()) {
            assertThatThrownBy(() -> Catalog.read(JdbcTxRunner.over(cockroach.dataSource())))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(
                            "cannot be read: that takes PostgreSQL 14 or later. CockroachDB has SHOW CREATE ALL TABLES.");
        }
        TestDatabase nowhere = rich.database().named("no_such_database");
        assertThatThrownBy(() -> Catalog.read(JdbcTxRunner.over(nowhere.dataSource())))
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageContaining("no_such_database");
    }

    @Test
    void aRefusalOfTheServerIsReported() throws Exception {
        try (WireProxy proxy = WireProxy.before(rich.database());
                Single single = new Single(proxy.through(rich.database()))) {
            proxy.breakOff(Frame.answer("SET"), "55P03");

            assertThatThrownBy(() -> Catalog.read(JdbcTxRunner.over(single.dataSource())))
                    .isInstanceOf(DatabaseErrorException.class)
                    .hasMessageContaining("The database reported an error while the catalog was read: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "table a | line 1: a catalog begins with a line like \"-- PostgreSQL 18\"",
                "-- PostgreSQL 18;owner: x | line 2: \"owner\" is a property, and has to be below an object",
                "-- PostgreSQL 18;table a;    owner: x | line 3: a line is two blanks deeper than the object that it belongs to",
                "-- PostgreSQL 18;table a;  owner: x;  owner: y | line 4: the property \"owner\" is there twice",
                "-- PostgreSQL 18;table a;table a | line 3: table a is there twice",
                "-- PostgreSQL 18;table a: b | line 2: nothing can follow the name of a table",
                "-- PostgreSQL 18;table a;  owner: | line 3: a value has to follow in the lines below, each behind \"| \"",
                "-- PostgreSQL 18;thing a | line 2: a line begins with the kind of an object or with a property, and this one with",
            })
    void saysWhatIsWrongInAText(String text, String message) {
        assertThatThrownBy(() -> Catalog.parse(text.strip().replace(";", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
