package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shows that drift finds each change of {@code mutations.sql} that was made by hand in a migrated database, and that the statements that
 * it offers leave no drift: many changes together, and one by one ({@code -Pproof}; otherwise a sample).
 */
class DriftMutationTest {
    private static final int SAMPLE = 3;

    private static TestDatabase own;
    private static ScratchServer scratch;
    private static Inspection inspection;
    private static RichDatabase template;

    @BeforeAll
    static void open() {
        own = PostgresServer.shared().newDatabase();
        scratch = ScratchServer.at(DatabaseServer.at(own.jdbcUrl(), null, null)).open();
        inspection = Inspection.builder(scratch).source(RichDatabase.source()).build();
        template = RichDatabase.create();
    }

    @AfterAll
    static void close() {
        template.close();
        scratch.close();
        own.close();
    }

    private static List<Mutation> mutations() {
        return Mutation.all(PostgresServer.shared().majorVersion());
    }

    @Test
    void whatMigrationsMadeIsNoDrift() {
        Drift drift = inspection.drift(template.runner());

        assertThat(drift.toString()).isEmpty();
        assertThat(drift.isEmpty()).isTrue();
        assertThat(drift.notes()).isEmpty();
        assertThat(drift.replaced()).isEmpty();
    }

    @Test
    void manyChangesTogetherAreFoundAndUndone() {
        List<Mutation> mutations =
                mutations().stream().filter(mutation -> !mutation.isAlone()).toList();
        assertThat(mutations).hasSizeGreaterThan(80);
        try (RichDatabase database = template.copy()) {
            mutations.forEach(mutation -> database.executeScript(mutation.sql()));

            Drift drift = inspection.drift(database.runner());

            assertThat(Mutation.unexpected(mutations, drift.diff())).isEmpty();
            assertThat(remaining(drift, database)).isEmpty();
        }
    }

    @Test
    void eachChangeIsFoundAndUndone() {
        List<Mutation> mutations = new ArrayList<>(mutations());
        Collections.shuffle(mutations, new Random(Long.getLong("manticore.proof.seed", 1)));
        List<String> failures = new ArrayList<>();
        int done = 0;
        for (Mutation mutation : Proof.isFull() ? mutations : mutations.subList(0, SAMPLE)) {
            try (RichDatabase database = template.copy()) {
                database.executeScript(mutation.sql());
                Drift drift = inspection.drift(database.runner());
                String failure = Mutation.unexpected(List.of(mutation), drift.diff());
                if (failure.isEmpty() && !mutation.isLasting()) {
                    failure = remaining(drift, database);
                }
                if (!failure.isEmpty()) {
                    failures.add(mutation + ":\n" + failure);
                }
            }
            done++;
        }
        System.out.println("[proof] DriftMutationTest: " + done + " changes made by hand, " + failures.size()
                + " not found or not undone");
        assertThat(failures).isEmpty();
    }

    private static String remaining(Drift drift, RichDatabase database) {
        database.repair(drift.diff().repair());
        return inspection.drift(database.runner()).toString();
    }
}
