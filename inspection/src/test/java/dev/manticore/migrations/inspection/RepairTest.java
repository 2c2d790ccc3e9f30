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
        String script = String.join(";\n", diff.repair());
        try {
            database.repair(diff.repair());
        } catch (IllegalStateException refused) {
            return "refused: " + refused.getMessage() + "\nof\n" + script;
        }
        CatalogDiff rest = database.catalog().differencesFrom(expected);
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
}
