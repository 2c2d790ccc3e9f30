package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.PlanStep.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that the SQL of a dry run can be executed with psql. */
class PlanSqlTest {

    @Test
    void endsEachStatementAsPsqlNeedsIt() {
        Plan plan = new Plan(
                List.of(),
                List.of(new PlanStep(
                        Version.of(3),
                        "add orders",
                        Direction.APPLY,
                        Execution.ATOMIC,
                        "V3__add_orders.sql",
                        "",
                        List.of("SELECT 1", "SELECT 2 -- two", "SELECT 3;", "COPY t FROM stdin;\n1\n\\."))),
                List.of("the database is ahead"));

        assertThat(plan.toSql()).isEqualTo("""
            -- note: the database is ahead

            -- V3 add orders (V3__add_orders.sql)
            SELECT 1;
            SELECT 2 -- two
            ;
            SELECT 3;
            COPY t FROM stdin;
            1
            \\.
            """);
    }

    @Test
    void showsCallbacksWhereTheyAreExecuted() {
        CallbackFile each = new CallbackFile(CallbackEvent.BEFORE_EACH_MIGRATE, "beforeEachMigrate.sql");
        CallbackFile before = new CallbackFile(CallbackEvent.BEFORE_MIGRATE, "beforeMigrate.sql");
        CallbackFile after = new CallbackFile(CallbackEvent.AFTER_MIGRATE, "afterMigrate__x.sql");
        Plan plan = new Plan(
                List.of(),
                List.of(new PlanStep(
                        Version.of(3),
                        "add orders",
                        Direction.APPLY,
                        Execution.ATOMIC,
                        false,
                        "V3__add_orders.sql",
                        "",
                        List.of("SELECT 2"),
                        List.of(each),
                        List.of())),
                List.of(
                        new PlanCallback(before, 0, List.of("SELECT 1")),
                        new PlanCallback(after, 1, List.of("SELECT 3"))),
                List.of());

        assertThat(plan.toSql()).isEqualTo("""
            -- callback beforeMigrate (beforeMigrate.sql)
            SELECT 1;

            -- V3 add orders (V3__add_orders.sql)
            -- with the callback beforeEachMigrate (beforeEachMigrate.sql)
            SELECT 2;

            -- callback afterMigrate (afterMigrate__x.sql)
            SELECT 3;
            """);
    }

    @Test
    void saysWhatIsRevertedAndWhatCommitsByItself() {
        Plan plan = new Plan(
                List.of(),
                List.of(new PlanStep(
                        Version.of(3),
                        "add orders",
                        Direction.REVERT,
                        Execution.STEPWISE,
                        "U3__undo.sql",
                        "",
                        List.of("SELECT 1"))),
                List.of());

        assertThat(plan.toSql())
                .isEqualTo("-- revert V3 add orders (U3__undo.sql), in several transactions\nSELECT 1;\n");
    }
}
