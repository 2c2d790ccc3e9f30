package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what dump prints, and how it compares a database with a file. */
class DumpCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
        assertThat(cli.run("migrate").exitCode()).isZero();
    }

    @Test
    void printsWhatTheDatabaseConsistsOfWithoutTheHistory() {
        Result dump = cli.run("dump");

        assertThat(dump.exitCode()).as(dump.err()).isZero();
        assertThat(dump.out())
                .startsWith("-- PostgreSQL ")
                .contains("\ntable public.t1\n  owner: postgres\n  column id: integer\n\ntable public.t2\n")
                .doesNotContain("_migrations");
        assertThat(cli.run("dump").out()).isEqualTo(dump.out());
    }

    @Test
    void aFileThatIsUpToDateIsConfirmed() {
        cli.file("schema.txt", cli.run("dump").out());

        Result check = cli.run("dump", "--check", "schema.txt");

        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.out()).isEqualTo("The database is as schema.txt says.\n");
        assertThat(cli.run("dump", "--quiet", "--check", "schema.txt").out()).isEmpty();
    }

    @Test
    void saysWhatDiffersAndHowToUndoItAndExitsWith11() {
        cli.file("schema.txt", cli.run("dump").out());
        cli.script("V3__more.sql", "COMMENT ON TABLE t1 IS 'x'; DROP TABLE t2").run("migrate");

        Result check = cli.run("dump", "--quiet", "--check", "schema.txt");

        assertThat(check.exitCode()).isEqualTo(11);
        assertThat(check.out()).isEqualTo("""
                The database differs from schema.txt in 2 places:
                  table public.t1: comment is "x", expected nothing
                  table public.t2 is missing

                If the file is right, these statements change the database:

                COMMENT ON TABLE public.t1 IS NULL;

                CREATE TABLE public.t2 (id integer);

                ALTER TABLE public.t2 OWNER TO postgres;

                If the database is right, write the file again: manticore dump > schema.txt
                """);
    }

    @Test
    void readsOneSchemaAlone() {
        cli.run("migrate", "--schema", "other");

        assertThat(cli.run("dump", "--schema", "other").out())
                .contains("schema other\n", "table other.t1\n")
                .doesNotContain("public", "extension");
        assertThat(cli.run("dump").out()).contains("table public.t1\n", "table other.t1\n");
    }

    @Test
    void isJson() {
        cli.file("schema.txt", cli.run("dump").out());
        cli.script("V3__more.sql", "ALTER TABLE t1 ALTER id SET DEFAULT 7").run("migrate");

        assertThat(cli.run("dump", "--json").json().get("objects"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of(
                        "kind",
                        "column",
                        "name",
                        "id",
                        "parent",
                        mapOf("kind", "table", "name", "public.t1", "parent", null),
                        "properties",
                        Map.of("type", "integer", "default", "7")));
        Result check = cli.run("dump", "--json", "--check", "schema.txt");
        assertThat(check.exitCode()).isEqualTo(11);
        assertThat(check.json().get("repair")).isEqualTo(List.of("ALTER TABLE public.t1 ALTER COLUMN id DROP DEFAULT"));
        assertThat(check.json().get("differences"))
                .isEqualTo(List.of(mapOf(
                        "object",
                        mapOf(
                                "kind",
                                "column",
                                "name",
                                "id",
                                "parent",
                                mapOf("kind", "table", "name", "public.t1", "parent", null)),
                        "type",
                        "CHANGED",
                        "property",
                        "default",
                        "expected",
                        null,
                        "actual",
                        "7",
                        "text",
                        "column id of table public.t1: default is \"7\", expected nothing",
                        "repair",
                        List.of("ALTER TABLE public.t1 ALTER COLUMN id DROP DEFAULT"))));
    }

    private static Map<String, Object> mapOf(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void saysWhichFileOrLineIsWrong() {
        assertThat(cli.run("dump", "--check", "nowhere.txt").err())
                .contains("--check: nowhere.txt cannot be read: ", "Name a file that manticore dump has printed.");
        cli.file("wrong.txt", "-- PostgreSQL 18\n\ntable public.t\n  colour: red\n");

        Result check = cli.run("dump", "--check", "wrong.txt");

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err())
                .contains(
                        "--check: wrong.txt, line 4: a line begins with the kind of an object or with a property, and this one"
                                + " with \"colour\"",
                        "Write the file again with manticore dump.");
    }

    @Test
    void aSchemaThatDoesNotExistIsNamed() {
        Result dump = cli.run("dump", "--schema", "nowhere");

        assertThat(dump.exitCode()).isEqualTo(2);
        assertThat(dump.err()).contains("There is no schema nowhere in the database.");
    }
}
