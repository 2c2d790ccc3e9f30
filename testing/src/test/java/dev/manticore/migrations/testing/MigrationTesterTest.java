package dev.manticore.migrations.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tester takes a database to the state before a migration, and tells whether undo scripts restore the schema. */
class MigrationTesterTest {
    private static final Migration CREATE =
            new Migration(1, "create customers", "CREATE TABLE customers (name TEXT)", "DROP TABLE customers");
    private static final Migration SPLIT = new Migration(
            2,
            "split names",
            "ALTER TABLE customers ADD first TEXT; UPDATE customers SET first = split_part(name, ' ', 1)",
            "ALTER TABLE customers DROP COLUMN first");
    private static final Migration INDEX =
            new Migration(3, "index names", "CREATE INDEX by_name ON customers (name)", null);

    @Test
    void showsWhatAMigrationDoesToRows() {
        try (TestDatabases databases = databases(CREATE, SPLIT, INDEX);
                MigrationTester tester = databases.tester()) {
            tester.migrateBefore("2");
            tester.execute("INSERT INTO customers VALUES ('Ada Lovelace')");

            assertThat(tester.apply("2").steps()).hasSize(1);

            assertThat(tester.query("SELECT * FROM customers"))
                    .containsExactly(Map.of("name", "Ada Lovelace", "first", "Ada"));
            tester.revert();
            assertThat(tester.query("SELECT * FROM customers")).containsExactly(Map.of("name", "Ada Lovelace"));
        }
    }

    @Test
    void takesEveryMigrationUpDownAndUp() {
        try (TestDatabases databases = databases(CREATE, SPLIT, INDEX);
                MigrationTester tester = databases.tester()) {
            assertThat(tester.everyMigrationGoesUpDownAndUp()).containsExactly(Version.of(3));
            assertThat(tester.migrate().steps()).isEmpty();
        }
    }

    /** A repeatable migration expects the newest version, and a view keeps its table from being dropped. */
    @Test
    void leavesOutRepeatableMigrationsUntilEverythingIsApplied() {
        Migration view = Migration.repeatable("names", "CREATE OR REPLACE VIEW names AS SELECT first FROM customers");
        try (TestDatabases databases = databases(CREATE, SPLIT, view);
                MigrationTester tester = databases.tester()) {
            tester.migrateBefore("2");
            tester.apply("2");
            assertThat(tester.migrate().steps()).hasSize(1);
            assertThat(tester.apply("2").steps()).isEmpty();
        }
        try (TestDatabases databases = databases(CREATE, SPLIT, view);
                MigrationTester tester = databases.tester()) {
            assertThat(tester.everyMigrationGoesUpDownAndUp()).isEmpty();
        }
    }

    @Test
    void namesWhatAnUndoScriptForgets() {
        Migration forgetful = new Migration(
                2,
                "create orders",
                "CREATE TYPE state AS ENUM ('new', 'paid'); CREATE TABLE orders (state state)",
                "DROP TABLE orders");
        try (TestDatabases databases = databases(CREATE, forgetful);
                MigrationTester tester = databases.tester()) {
            assertThatThrownBy(tester::everyMigrationGoesUpDownAndUp)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("undo script of V2 create orders")
                    .hasMessageEndingWith("\nenum public.state is not expected");
        }
    }

    /** Each statement is forgotten by the undo script. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT SELECT ON customers TO PUBLIC | grant to PUBLIC on table public.customers is not expected: SELECT",
                "REVOKE USAGE ON SCHEMA public FROM PUBLIC | grant to PUBLIC on schema public is missing: USAGE",
                "ALTER TABLE customers ENABLE ROW LEVEL SECURITY | table public.customers: row level security is \"enabled\", expected nothing",
                "ALTER TABLE customers SET (fillfactor = 50) | table public.customers: options is \"fillfactor=50\", expected nothing",
                "COMMENT ON TABLE customers IS 'who pays' | table public.customers: comment is \"who pays\", expected nothing",
                "CREATE SEQUENCE numbers INCREMENT BY 7 | sequence public.numbers is not expected: AS bigint INCREMENT BY 7",
                "CREATE DOMAIN age AS INT CHECK (VALUE >= 0) | domain public.age is not expected: integer",
                "CREATE RULE r AS ON DELETE TO customers DO INSTEAD NOTHING | rule r of table public.customers is not expected",
                "CREATE POLICY mine ON customers USING (true) | policy mine of table public.customers is not expected",
            })
    void seesWhatAnUndoScriptForgets(String statement, String difference) {
        Migration forgetful = new Migration(2, "forgetful", statement, "SELECT 1");
        try (TestDatabases databases = databases(CREATE, forgetful);
                MigrationTester tester = databases.tester()) {
            assertThatThrownBy(tester::everyMigrationGoesUpDownAndUp).hasMessageContaining("\n" + difference);
        }
    }

    @Test
    void namesTheVersionsThatThereAre() {
        try (TestDatabases databases = databases(CREATE, SPLIT);
                MigrationTester tester = databases.tester()) {
            assertThatThrownBy(() -> tester.migrateBefore("7"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No migration has the version 7. There are [1, 2]");
        }
    }

    private static TestDatabases databases(Migration... migrations) {
        return TestDatabases.of(MigrationSource.of(migrations))
                .server(new SharedServer())
                .open();
    }
}
