package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows how drift, and migrate --check-drift, find what was changed by hand in a database that real files have migrated. */
class DriftCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory)
                .script("V1__shop.sql", """
                        CREATE TYPE state AS ENUM ('new', 'sent');
                        CREATE TABLE customers (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL);
                        CREATE TABLE orders (
                            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                            customer_id BIGINT NOT NULL REFERENCES customers,
                            state state NOT NULL DEFAULT 'new',
                            total NUMERIC(10,2) CHECK (total >= 0));
                        CREATE INDEX orders_customer_id ON orders (customer_id);
                        COMMENT ON TABLE orders IS 'what customers ordered';
                        GRANT SELECT ON orders TO drift_reader;
                        """)
                .script("R__totals.sql", "CREATE OR REPLACE VIEW totals AS SELECT sum(total) AS total FROM orders;\n");
        execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drift_reader')"
                + " THEN CREATE ROLE drift_reader; END IF; END $$");
        assertThat(cli.run("migrate").exitCode()).isZero();
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void changeByHand() {
        execute("""
                DROP INDEX orders_customer_id;
                CREATE INDEX orders_total ON orders (total);
                COMMENT ON TABLE orders IS NULL;
                REVOKE SELECT ON orders FROM drift_reader;
                GRANT INSERT ON customers TO PUBLIC;
                ALTER TABLE orders DROP CONSTRAINT orders_total_check;
                ALTER TABLE orders ALTER state DROP DEFAULT;
                ALTER TABLE customers ALTER name DROP NOT NULL;
                ALTER TABLE customers ADD nick TEXT;
                ALTER TABLE customers SET (fillfactor = 70);
                CREATE OR REPLACE VIEW totals AS SELECT 2 * sum(total) AS total FROM orders;
                CREATE FUNCTION by_hand() RETURNS int LANGUAGE sql AS 'SELECT 1';
                """);
    }

    @Test
    void whatTheFilesMakeIsNoDrift() {
        Result drift = cli.run("drift");

        assertThat(drift.exitCode()).as(drift.err()).isZero();
        assertThat(drift.out()).isEqualTo("The database is as its migrations make it.\n");
        assertThat(cli.run("drift", "--quiet").out()).isEmpty();
    }

    @Test
    void whatWasChangedByHandIsFoundAndThePrintedStatementsUndoIt() {
        changeByHand();

        Result drift = cli.run("drift");

        assertThat(drift.exitCode()).as(drift.err()).isEqualTo(11);
        assertThat(drift.out())
                .startsWith("The database differs from what its migrations make in 12 places:\n")
                .contains(
                        "  index public.orders_customer_id of table public.orders is missing: ",
                        "  index public.orders_total of table public.orders is not expected: ",
                        "  table public.orders: comment is nothing, expected \"what customers ordered\"\n",
                        "  grant to drift_reader on table public.orders is missing: SELECT\n",
                        "  grant to PUBLIC on table public.customers is not expected: INSERT\n",
                        "  constraint orders_total_check of table public.orders is missing: ",
                        "  column state of table public.orders: default is nothing, expected \"'new'::public.state\"\n",
                        "  column name of table public.customers: not null is nothing, expected \"yes\"\n",
                        "  column nick of table public.customers is not expected: text\n",
                        "  table public.customers: options is \"fillfactor=70\", expected nothing\n",
                        "  view public.totals: definition is ",
                        "  function public.by_hand() is not expected\n");

        String printed = drift.out();
        execute(printed.substring(printed.indexOf("\n\n", printed.indexOf("These statements"))));

        Result after = cli.run("drift");
        assertThat(after.out()).isEqualTo("The database is as its migrations make it.\n");
        assertThat(after.exitCode()).isZero();
    }

    @Test
    void jsonHasTheDifferences() {
        execute("COMMENT ON TABLE orders IS NULL");

        Result drift = cli.run("drift", "--json");

        assertThat(drift.exitCode()).isEqualTo(11);
        assertThat(drift.json())
                .containsOnlyKeys(
                        "command", "postgresql", "postgresqlOfScratch", "differences", "repair", "replaced", "notes")
                .containsEntry("command", "drift")
                .containsEntry("repair", List.of("COMMENT ON TABLE public.orders IS 'what customers ordered'"))
                .extractingByKey("differences", InstanceOfAssertFactories.list(Map.class))
                .singleElement(InstanceOfAssertFactories.MAP)
                .containsEntry("type", "CHANGED")
                .containsEntry("property", "comment");
    }

    @Test
    void whatIsExcludedIsNotCompared() {
        changeByHand();

        Result drift = cli.run("drift", "--exclude", "public.*", "--exclude", "function:*");
        Result mistyped = cli.run("drift", "--exclude", "tabel:x");

        assertThat(drift.out()).isEqualTo("The database is as its migrations make it.\n");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.err())
                .contains("--exclude: the pattern 'tabel:x' has the kind 'tabel', which does not exist");
    }

    @Test
    void aRunIsRefusedOrWarnedBeforeItBegins() {
        execute("COMMENT ON TABLE orders IS NULL");
        cli.script("V2__more.sql", "CREATE TABLE more (id INT);\n");

        Result refused = cli.run("migrate", "--check-drift");
        Result warned = cli.run("migrate", "--check-drift=warn");

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(11);
        assertThat(refused.out())
                .contains("table public.orders: comment is nothing")
                .doesNotContain("applied V2");
        assertThat(refused.err()).contains("Nothing was changed, since the database has drifted");
        assertThat(warned.exitCode()).as(warned.err()).isZero();
        assertThat(warned.err()).contains("table public.orders: comment is nothing");
        assertThat(warned.out()).contains("applied V2 more");
    }

    @Test
    void aRunWithoutDriftBegins() {
        execute("COMMENT ON TABLE orders IS NULL");
        cli.script("V2__more.sql", "CREATE TABLE more (id INT);\n");

        Result run = cli.run("migrate", "--check-drift=fail", "--drift-exclude", "#comment");
        Result right = cli.run("migrate", "--check-drift=fail", "--drift-exclude", "*#comment");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(right.exitCode()).as(right.err()).isZero();
        assertThat(cli.run("migrate", "--check-drift=perhaps").err())
                .contains("--check-drift is warn or fail, and not 'perhaps'");
        assertThat(cli.run("migrate", "--drift-exclude", "x").err()).contains("--drift-exclude needs --check-drift");
        assertThat(cli.run("migrate", "--dry-run", "--check-drift").err()).contains("exclude each other");
    }
}
