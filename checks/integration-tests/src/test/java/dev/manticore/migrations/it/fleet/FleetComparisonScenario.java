package dev.manticore.migrations.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetPlan;
import dev.manticore.migrations.fleet.TargetStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Shows that few queries tell of many schemas of one database what a look at each would tell, whatever their histories are like.
 * A call with one target looks at that target alone, so its answer is what the others are compared with.
 */
class FleetComparisonScenario extends FleetBase {
    private static final int COUNT = 40;

    @Test
    void statusAndPlanAreThoseOfEachSchemaAlone() {
        List<FleetTarget> targets = schemas(COUNT);
        fleet(tables(4)).migrate(targets);
        // Whatever a history can be like; the others are equal.
        sql.run(
                "DELETE FROM t2._migrations WHERE version = 4",
                "DELETE FROM t3._migrations",
                "UPDATE t4._migrations SET checksum = 'other', content_checksum = 'other'",
                "UPDATE t5._migrations_lease SET expires_at = now() + interval '1 hour', owner = 'somebody'",
                "UPDATE t6._migrations_lease SET migration = 'V4', direction = 'APPLY', checksum = 'c',"
                        + " statements_done = 1, statement_running = false",
                "DROP SCHEMA t7 CASCADE",
                "DROP TABLE t8._migrations_lease",
                "DROP TABLE t9._migrations_repeatable",
                "ALTER TABLE t10._migrations DROP COLUMN checksum",
                "ALTER TABLE t11._migrations_lease DROP COLUMN migration",
                "ALTER TABLE t12._migrations DROP COLUMN description",
                "DROP TABLE t13._migrations",
                "DROP TABLE t14._migrations CASCADE",
                "CREATE VIEW t14._migrations AS SELECT * FROM t1._migrations",
                "UPDATE t15._migrations SET applied_at = '2001-01-01', applied_by = 'me', execution_ms = 7",
                "UPDATE t16._migrations SET kind = 'nonsense' WHERE version = 1",
                "UPDATE t17._migrations SET checksum = NULL",
                "DELETE FROM t18._migrations WHERE version = 2",
                "INSERT INTO t19._migrations (version, description) VALUES (99, 'later')",
                "UPDATE t20._migrations SET description = 'another'",
                "UPDATE t21._migrations SET content_checksum = NULL",
                "UPDATE t22._migrations_lease SET expires_at = 'infinity'",
                "DELETE FROM t23._migrations_lease",
                "INSERT INTO t24._migrations_repeatable (name, applied_at) VALUES ('gone', now())");

        for (Migration[] migrations : List.of(tables(4), tables(5), tables(3))) {
            FleetCaller fleet = fleet(migrations);

            assertThat(described(fleet.status(targets).targets()))
                    .isEqualTo(alone(targets, one -> fleet.status(List.of(one)).targets()));
            assertThat(described(fleet.validate(targets).targets()))
                    .isEqualTo(
                            alone(targets, one -> fleet.validate(List.of(one)).targets()));
            for (Target goal : List.of(Target.latest(), Target.rollback(1), Target.version(2))) {
                assertThat(described(fleet.plan(targets, goal).targets()))
                        .isEqualTo(alone(
                                targets, one -> fleet.plan(List.of(one), goal).targets()));
            }
        }
        assertThat(fleet(tables(4)).status(targets).of(TargetStatus.UpToDate.class))
                .hasSizeBetween(20, COUNT - 10);
        assertThat(fleet(tables(4)).status(targets).of(TargetStatus.Running.class))
                .singleElement()
                .satisfies(running -> assertThat(running.holder().owner()).isEqualTo("somebody"));
    }

    private interface Call {
        List<?> of(FleetTarget one);
    }

    private static Map<String, String> alone(List<FleetTarget> targets, Call call) {
        Map<String, String> all = new TreeMap<>();
        targets.forEach(target -> all.putAll(described(call.of(target))));
        return all;
    }

    /** What is said of each target, without the time that a lease still lasts. */
    private static Map<String, String> described(List<?> answers) {
        Map<String, String> all = new TreeMap<>();
        for (Object answer : answers) {
            String target = answer instanceof TargetStatus status
                    ? status.target().name()
                    : ((TargetPlan) answer).target().name();
            all.put(target, answer.toString().replaceAll("remaining=[^]]*", "remaining"));
        }
        return all;
    }
}
