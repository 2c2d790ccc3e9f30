package dev.manticore.migrations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.Catalog;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example history in {@code shop/migrations}: twenty migrations, applied, all reverted, and reapplied. */
class ShopTest {
    private static final int TOP = 20;

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void leadsUpAndAllTheWayDownAndUpAgain() throws SQLException {
        Catalog empty = shop.catalog();

        assertThat(shop.migrator.migrate().steps()).extracting(StepReport::id).containsExactlyElementsOf(upwards());
        Catalog top = shop.catalog();
        assertThat(top.objects()).hasSizeGreaterThan(250);

        assertThat(shop.migrator.migrate(0).steps()).hasSize(TOP);
        assertThat(shop.catalog().differencesFrom(empty).differences()).isEmpty();

        assertThat(shop.migrator.migrate().steps()).hasSize(TOP);
        assertThat(shop.catalog().differencesFrom(top).differences()).isEmpty();
        assertThat(shop.migrator.migrate().isEmpty()).isTrue();
    }

    @Test
    void leadsBackToEachVersionBelow() throws SQLException {
        List<Catalog> onTheWayUp = new ArrayList<>(List.of(shop.catalog()));
        for (int version = 1; version <= TOP; version++) {
            shop.migrator.migrate(version);
            onTheWayUp.add(shop.catalog());
        }

        for (int version = TOP - 1; version >= 0; version--) {
            shop.migrator.migrate(version);
            assertThat(shop.catalog().differencesFrom(onTheWayUp.get(version)).differences())
                    .as("what the undo of V%d leaves behind", version + 1)
                    .isEmpty();
        }
    }

    @Test
    void keepsWhatUsersEnteredWhereTheOlderSchemaHasRoom() throws IOException, SQLException {
        Catalog empty = shop.catalog();
        shop.migrator.migrate(12);
        Catalog twelve = shop.catalog();
        shop.migrator.migrate();
        Catalog top = shop.catalog();
        shop.runFile("shop-customers.sql");
        assertThat(statuses()).containsExactly("shipped: 5", "delivered: 2", "returned: 2");

        shop.migrator.migrate(12);
        assertThat(shop.catalog().differencesFrom(twelve).differences()).isEmpty();
        assertThat(statuses()).containsExactly("shipped: 5", "delivered: 4");
        assertThat(shop.query("SELECT concat_ws(': ', display_name, phone) FROM customers ORDER BY id"))
                .containsExactly("Anna M.: 0221 42", "Ζωή: +49 221 2", "健");
        assertThat(shop.query("SELECT reserved FROM stock WHERE reserved > 0")).containsExactly("3");

        shop.migrator.migrate();
        assertThat(shop.catalog().differencesFrom(top).differences()).isEmpty();
        assertThat(shop.query("SELECT customer_id || ': ' || number FROM customer_phones WHERE is_primary ORDER BY 1"))
                .containsExactly("1: 0221 42", "2: +49 221 2");
        assertThat(shop.query("SELECT count(*) FROM order_events WHERE actor LIKE 'backfill%'"))
                .containsExactly("9");

        shop.migrator.migrate(0);
        assertThat(shop.catalog().differencesFrom(empty).differences()).isEmpty();
    }

    @Test
    void isWhatTheDryRunShows() throws IOException, SQLException {
        Catalog empty = shop.catalog();
        try (Shop byHand = new Shop()) {
            byHand.migrator.initialize();
            byHand.runByHand(byHand.migrator.plan(Target.latest()).steps());
            shop.migrator.migrate();

            assertThat(byHand.catalog().differencesFrom(shop.catalog()).differences())
                    .isEmpty();
            assertThat(byHand.migrator.validate().isEmpty()).isTrue();
            // The migration with COPY: its rows must be equal, too.
            String rows = "SELECT c::text FROM countries AS c ORDER BY code";
            assertThat(byHand.query(rows)).hasSize(12).isEqualTo(shop.query(rows));

            byHand.runByHand(byHand.migrator.plan(Target.version(0)).steps());

            assertThat(byHand.catalog().differencesFrom(empty).differences()).isEmpty();
            assertThat(byHand.migrator.appliedVersions()).isEmpty();
        }
    }

    @Test
    void runsInATransactionExceptForConcurrentIndexes() {
        List<PlanStep> up = shop.migrator.plan(Target.latest()).steps();
        shop.migrator.migrate();
        List<PlanStep> down = shop.migrator.plan(Target.version(0)).steps();

        assertThat(up).extracting(PlanStep::id).containsExactlyElementsOf(upwards());
        assertThat(up).extracting(PlanStep::direction).containsOnly(Direction.APPLY);
        assertThat(down).hasSize(TOP).extracting(PlanStep::direction).containsOnly(Direction.REVERT);
        assertThat(List.of(up, down))
                .allSatisfy(steps -> assertThat(steps)
                        .filteredOn(step -> step.execution() != Execution.ATOMIC)
                        .extracting(PlanStep::id)
                        .containsExactly(Version.of(9)));
    }

    @Test
    void isAppliedAndCanBeReverted() {
        shop.migrator.migrate();

        assertThat(shop.migrator.status().problems()).isEmpty();
        assertThat(shop.migrator.status().entries()).hasSize(TOP).allSatisfy(entry -> {
            assertThat(entry.state()).isEqualTo(State.APPLIED);
            assertThat(entry.undo()).isTrue();
            assertThat(entry.duration()).isNotNull();
        });
    }

    private List<String> statuses() throws SQLException {
        return shop.query("SELECT status || ': ' || count(*) FROM orders GROUP BY status ORDER BY status");
    }

    private static List<Version> upwards() {
        return LongStream.rangeClosed(1, TOP).mapToObj(Version::of).toList();
    }
}
