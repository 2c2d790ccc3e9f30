package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shows that each change of a database is named, and nothing else, and that the statements that are offered undo it: for all changes of
 * {@code mutations.sql}, one by one ({@code -Pproof}; otherwise a sample) and together.
 */
class RepairTest {
    private static final int SAMPLE = 8;

    private static RichDatabase template;
    private static Catalog expected;

    @BeforeAll
    static void create() {
        template = RichDatabase.create();
        expected = template.catalog();
    }

    @AfterAll
    static void close() {
        template.close();
    }

    @Test
    void eachChangeIsNamedAndUndone() {
        List<Mutation> mutations =
                new ArrayList<>(Mutation.all(PostgresServer.shared().majorVersion()));
        assertThat(mutations).hasSizeGreaterThan(140);
        Collections.shuffle(mutations, new Random(Long.getLong("manticore.proof.seed", 1)));
        List<String> failures = new ArrayList<>();
        RichDatabase database = template.copy();
        int done = 0;
        for (Mutation mutation : Proof.isFull() ? mutations : mutations.subList(0, SAMPLE)) {
            String failure = failure(mutation, database);
            if (!failure.isEmpty()) {
                failures.add(mutation + ":\n" + failure);
            }
            if (!failure.isEmpty() || mutation.isLasting()) {
                database.close();
                database = template.copy();
            }
            done++;
        }
        database.close();
        System.out.println("[proof] RepairTest: " + done + " changes of a schema, " + failures.size()
                + " not named or not undone");
        assertThat(failures).isEmpty();
    }

    /** What is wrong; empty if all is right. */
    private static String failure(Mutation mutation, RichDatabase database) {
        try {
            database.executeScript(mutation.sql());
        } catch (IllegalStateException refused) {
            return "cannot be made: " + refused.getMessage();
        }
        CatalogDiff diff = database.catalog().differencesFrom(expected);
        String unexpected = Mutation.unexpected(List.of(mutation), diff);
        if (!unexpected.isEmpty()) {
            return unexpected;
        }
        if (mutation.isLasting()) {
            return diff.repair().isEmpty() ? "" : "statements are offered: " + diff.repair();
        }
        return remaining(diff, database);
    }

    private static String remaining(CatalogDiff diff, RichDatabase database) {
        return remaining(diff, database, expected);
    }

    private static String remaining(CatalogDiff diff, RichDatabase database, Catalog wanted) {
        String script = String.join(";\n", diff.repair());
        try {
            database.repair(diff.repair());
        } catch (IllegalStateException refused) {
            return "refused: " + refused.getMessage() + "\nof\n" + script;
        }
        CatalogDiff rest = database.catalog().differencesFrom(wanted);
        return rest.isEmpty() ? "" : "remains: " + rest + "\nafter\n" + script;
    }

    @Test
    void allChangesTogetherAreNamedAndUndone() {
        List<Mutation> mutations = Mutation.all(PostgresServer.shared().majorVersion()).stream()
                .filter(it -> !it.isAlone())
                .toList();
        try (RichDatabase database = template.copy()) {
            mutations.forEach(mutation -> database.executeScript(mutation.sql()));

            CatalogDiff diff = database.catalog().differencesFrom(expected);

            assertThat(Mutation.unexpected(mutations, diff)).isEmpty();
            assertThat(remaining(diff, database)).isEmpty();
        }
    }

    @Test
    void anEmptyDatabaseBecomesTheWholeOne() {
        try (RichDatabase database = RichDatabase.empty()) {
            CatalogDiff diff = database.catalog().differencesFrom(expected);

            assertThat(remaining(diff, database))
                    .startsWith("remains: user mapping clerk on server cellar is missing\nafter");
        }
    }

    @Test
    void theWholeDatabaseBecomesAnEmptyOne() {
        try (RichDatabase database = template.copy();
                RichDatabase empty = RichDatabase.empty()) {
            CatalogDiff diff = database.catalog().differencesFrom(empty.catalog());
            database.execute(diff.repair());

            assertThat(database.catalog()).isEqualTo(empty.catalog());
        }
    }

    @Test
    void viewsThatReadSeveralChangedViewsAreCreatedAfterAllOfThem() {
        String table = "CREATE TABLE t (x int, y int);";
        assertThat(remaining(
                        table + "CREATE VIEW one AS SELECT x FROM t; CREATE VIEW two AS SELECT x FROM t;"
                                + "CREATE VIEW zoo AS SELECT one.x FROM one JOIN two USING (x);"
                                + "CREATE VIEW a_first AS SELECT zoo.x FROM zoo JOIN one USING (x);"
                                + "COMMENT ON VIEW zoo IS 'kept'; CREATE VIEW added AS SELECT x FROM zoo",
                        table + "CREATE VIEW one AS SELECT x::text FROM t; CREATE VIEW two AS SELECT x::text FROM t;"
                                + "CREATE VIEW zoo AS SELECT one.x FROM one JOIN two USING (x);"
                                + "CREATE VIEW a_first AS SELECT zoo.x FROM zoo JOIN one USING (x)"))
                .isEmpty();
    }

    @Test
    void whatIsCreatedAgainHasNoOtherPrivileges() {
        String privileges = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, UPDATE ON TABLES TO reader;"
                + "ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO clerk;"
                + "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
                + "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO PUBLIC;";
        assertThat(remaining(
                        "CREATE TABLE t (x int); GRANT SELECT ON t TO reader;"
                                + "CREATE TABLE u (id int GENERATED ALWAYS AS IDENTITY); CREATE SEQUENCE s;"
                                + "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                                + "REVOKE ALL ON FUNCTION f FROM PUBLIC;" + privileges,
                        privileges))
                .isEmpty();
    }

    @Test
    void aNotNullWithANameIsThatOfOneColumn() {
        assertThat(remaining(
                        "CREATE TABLE t (a int CONSTRAINT needed NOT NULL, ab int NOT NULL, b int,"
                                + " \"a b\" int CONSTRAINT \"x y\" NOT NULL)",
                        ""))
                .isEmpty();
    }

    /** What still differs after the repair. */
    private static String remaining(String wanted, String found) {
        try (RichDatabase one = RichDatabase.empty();
                RichDatabase other = RichDatabase.empty()) {
            one.executeScript(wanted);
            other.executeScript(found);
            Catalog goal = one.catalog();
            return remaining(other.catalog().differencesFrom(goal), other, goal);
        }
    }
}
