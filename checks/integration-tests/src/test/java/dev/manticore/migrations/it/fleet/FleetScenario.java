package dev.manticore.migrations.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.fleet.FleetListener;
import dev.manticore.migrations.fleet.FleetPlan;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetExistsException;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.fleet.TargetResult.Reason;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Shows how many schemas and databases are migrated with one call. */
class FleetScenario extends FleetBase {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Where the tenant's name is in. */
    private static final String NAMED = "CREATE TABLE named AS SELECT '${tenant}' AS name";

    @Test
    void eachTargetHasItsOwnHistory() {
        List<FleetTarget> targets = schemas(12);

        FleetReport first = fleet(tables(3)).migrate(targets);

        assertThat(first.results()).extracting(TargetResult::target).containsExactlyElementsOf(targets);
        assertThat(first.migrated())
                .hasSize(12)
                .allSatisfy(done -> assertThat(done.report().steps()).hasSize(3));
        assertThat(first.isSuccessful()).isTrue();
        assertThat(tables("a3")).hasSize(12);
        assertThat(fleet(tables(3)).migrate(targets).upToDate()).hasSize(12);
        assertThat(fleet(tables(4)).migrate(targets).migrated())
                .hasSize(12)
                .allSatisfy(done -> assertThat(done.report().steps()).hasSize(1));

        FleetReport reverted = fleet(tables(4)).migrate(targets.subList(0, 9), Target.rollback(2));

        assertThat(reverted.migrated()).hasSize(9);
        assertThat(tables("a3")).containsExactlyInAnyOrder("t10", "t11", "t12");
    }

    @Test
    void scriptsHaveTheNameOfTheTargetWherePlaceholdersAreOn() {
        List<FleetTarget> targets = IntStream.rangeClosed(1, 10)
                .mapToObj(index -> new FleetTarget("Tenant " + index, "server", MAIN, "t" + index))
                .toList();

        fleet(builder -> builder.placeholder("tenant"), up(1, NAMED), table(2)).migrate(targets);

        assertThat(names(targets))
                .containsExactlyElementsOf(
                        targets.stream().map(FleetTarget::name).toList());
        assertThat(fleet(builder -> builder.placeholder("tenant"), up(1, NAMED), table(2))
                        .migrate(targets)
                        .upToDate())
                .hasSize(10);
    }

    @Test
    void scriptsStayAsTheyAreWhereNobodyTurnsPlaceholdersOn() {
        List<FleetTarget> targets = schemas(2);

        fleet(up(1, NAMED)).migrate(targets);

        assertThat(names(targets)).containsExactly("${tenant}", "${tenant}");
    }

    @Test
    void oneFailureHidesNoOther() {
        List<FleetTarget> targets = schemas(12);
        fleet(table(1)).migrate(targets);
        sql.run(
                "CREATE TABLE t5.a2 ()",
                "DROP SCHEMA t7 CASCADE",
                "CREATE SCHEMA t7",
                "CREATE VIEW t7._migrations AS SELECT 1");

        FleetReport report = fleet(tables(3)).migrate(targets);

        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("t5", "t7");
        assertThat(report.failed().get(0).failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("already exists");
        assertThat(report.migrated()).hasSize(10);
        assertThat(report.isSuccessful()).isFalse();

        sql.run("DROP TABLE t5.a2");
        FleetReport next = fleet(tables(3)).migrate(targets);
        assertThat(next.migrated()).extracting(done -> done.target().name()).containsExactly("t5");
        assertThat(next.upToDate()).hasSize(10);
    }

    @Test
    void nothingElseIsBegunAfterTheFirstOnesFail() {
        List<FleetTarget> targets = schemas(10);
        sql.run("CREATE SCHEMA t9", "CREATE TABLE t9.a1 ()");

        FleetReport report =
                fleet(builder -> builder.canary(List.of("t9", "t2")), tables(2)).migrate(targets);

        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("t9");
        assertThat(report.migrated()).extracting(done -> done.target().name()).containsExactly("t2");
        assertThat(report.notBegun())
                .hasSize(8)
                .allSatisfy(left -> assertThat(left.reason()).isEqualTo(Reason.CANARY_FAILED));
        assertThat(tables("_migrations")).doesNotContain("t1", "t3", "t10");

        FleetReport others = fleet(builder -> builder.canary(3), tables(2)).migrate(targets);
        assertThat(others.migrated()).hasSize(8);
        assertThat(others.notBegun()).isEmpty();
        assertThatThrownBy(() -> fleet(builder -> builder.canary(List.of("t99")), tables(2))
                        .migrate(targets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t99");
    }

    @Test
    void noFurtherTargetIsBegunAfterTooManyFailures() {
        List<FleetTarget> targets = schemas(10);

        FleetReport report = fleet(builder -> builder.maxFailures(2).atOnce(1), up(1, "CREATE TABLE a1 (id NOTHING)"))
                .migrate(targets);

        assertThat(report.failed()).hasSize(3);
        assertThat(report.notBegun())
                .hasSize(7)
                .allSatisfy(left -> assertThat(left.reason()).isEqualTo(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void aPlanThatSomebodyHasSeenIsAllThatIsDone() {
        List<FleetTarget> targets = schemas(12);
        List<FleetTarget> late = targets.subList(10, 12);
        fleet(tables(2)).migrate(targets.subList(0, 10));
        sql.run("CREATE SCHEMA t11", "CREATE VIEW t11._migrations AS SELECT 1");
        FleetPlan plan = fleet(tables(3)).plan(targets, Target.rollback(1));

        fleet(tables(3)).migrate(List.of(targets.get(4)));
        sql.run("DROP VIEW t11._migrations");
        fleet(tables(3)).migrate(late);
        FleetReport report = fleet(tables(3)).migrate(plan);

        assertThat(report.results()).extracting(TargetResult::target).containsExactlyElementsOf(targets);
        assertThat(report.migrated())
                .hasSize(9)
                .allSatisfy(done -> assertThat(done.report().steps())
                        .singleElement()
                        .satisfies(step -> assertThat(step.id()).isEqualTo(Version.of(2))));
        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("t5", "t11");
        assertThat(report.failed().get(0).failure())
                .isInstanceOfSatisfying(
                        InvalidMigrationsException.class,
                        changed -> assertThat(changed.problems())
                                .extracting(Problem::kind)
                                .containsExactly(Problem.Kind.PLAN_CHANGED));
        assertThat(report.upToDate()).extracting(same -> same.target().name()).containsExactly("t12");
        assertThat(tables("a3")).containsExactlyInAnyOrder("t5", "t11", "t12");
    }

    @Test
    void severalDatabasesAreMigrated() {
        List<TestDatabase> more = IntStream.range(0, 3)
                .mapToObj(index -> take("other" + index, 2))
                .toList();
        List<FleetTarget> targets = Stream.concat(
                        IntStream.range(0, 3).mapToObj(index -> FleetTarget.database("other" + index)),
                        schemas(3).stream())
                .toList();

        assertThat(fleet(tables(2)).migrate(targets).migrated()).hasSize(6);

        more.forEach(one -> assertThat(new Sql(one.dataSource()).number("SELECT count(*) FROM public._migrations"))
                .isEqualTo(2));
        assertThat(fleet(tables(2)).migrate(targets).upToDate()).hasSize(6);
    }

    @Test
    void aDatabaseThatIsDownFailsAlone() {
        databases.put("down", api.open(database.named("no_such_database"), 2));
        List<FleetTarget> targets = Stream.concat(Stream.of(FleetTarget.database("down")), schemas(9).stream())
                .toList();

        FleetReport report = fleet(tables(2)).migrate(targets);

        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("down");
        assertThat(report.failed().get(0).failure()).isInstanceOf(MigrationException.class);
        assertThat(report.migrated()).hasSize(9);
    }

    @Test
    void oneConnectionIsEnough() {
        take("small", 1);
        List<FleetTarget> targets = IntStream.rangeClosed(1, 20)
                .mapToObj(index -> FleetTarget.schema("small", "t" + index))
                .toList();

        assertThat(fleet(builder -> builder.atOnce(8).perServer(8), tables(3))
                        .migrate(targets)
                        .migrated())
                .hasSize(20);
        assertThat(fleet(tables(3)).status(targets).isUpToDate()).isTrue();
    }

    @Test
    void anInterruptEndsTheRunsUnderWayAndTheNextCallDoesWhatIsLeft() throws Exception {
        List<FleetTarget> targets = schemas(10);
        sql.run("CREATE TABLE public.gate (id INT)");
        try (Connection blocker = database.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            Sql.run(blocker, "LOCK TABLE public.gate");
            CompletableFuture<FleetReport> ended = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                ended.complete(fleet(
                                builder -> builder.atOnce(3).perServer(3),
                                table(1),
                                up(2, "CREATE TABLE a2 AS SELECT * FROM public.gate"))
                        .migrate(targets));
                interrupted.complete(Thread.interrupted());
            });
            caller.start();
            Awaitility.await().atMost(PATIENCE).until(() -> waiting() == 3);
            caller.interrupt();

            FleetReport report = ended.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);

            assertThat(interrupted.join()).isTrue();
            assertThat(report.failed())
                    .hasSize(3)
                    .allSatisfy(failed -> assertThat(failed.failure()).isInstanceOf(RunInterruptedException.class));
            assertThat(report.notBegun())
                    .hasSize(7)
                    .allSatisfy(left -> assertThat(left.reason()).isEqualTo(Reason.INTERRUPTED));
            assertThat(report.results()).hasSize(10);
            assertThat(waiting()).isZero();
        }
        FleetReport next = fleet(table(1), up(2, "CREATE TABLE a2 AS SELECT * FROM public.gate"))
                .migrate(targets);
        assertThat(next.migrated()).hasSize(10);
        assertThat(tables("a2")).hasSize(10);
    }

    private long waiting() {
        return sql.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'");
    }

    @Test
    void twoFleetsAtOnceApplyEachMigrationOnce() {
        List<FleetTarget> targets = schemas(12);
        List<CompletableFuture<FleetReport>> both = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> fleet(tables(4)).migrate(targets)))
                .limit(2)
                .toList();

        List<FleetReport> reports = both.stream().map(CompletableFuture::join).toList();

        assertThat(reports)
                .allSatisfy(report -> assertThat(report.isSuccessful()).isTrue());
        assertThat(reports.stream()
                        .flatMap(report -> report.migrated().stream())
                        .mapToInt(done -> done.report().steps().size())
                        .sum())
                .isEqualTo(48);
    }

    @Test
    void aNewTargetIsCreatedOnce() {
        FleetTarget acme = new FleetTarget("Acme", "server", MAIN, "acme");

        assertThat(fleet(tables(5)).create(acme).migrated()).hasSize(1);
        assertThat(tables("a5")).containsExactly("acme");

        FleetReport again = fleet(tables(6)).create(acme);
        assertThat(again.failed())
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure())
                        .isInstanceOf(TargetExistsException.class)
                        .hasMessageContaining("Acme"));
        assertThat(tables("a6")).isEmpty();
    }

    @Test
    void aCreationThatFailedIsContinued() {
        FleetTarget acme = FleetTarget.schema(MAIN, "acme");
        assertThat(fleet(up(1, "CREATE TABLE a1 (id NOTHING)")).create(acme).failed())
                .hasSize(1);

        assertThat(fleet(tables(2)).create(acme).migrated()).hasSize(1);
    }

    @Test
    void targetsComeFromAQuery() {
        sql.run(
                "CREATE TABLE tenants (name TEXT, place TEXT)",
                "INSERT INTO tenants VALUES ('Acme', 'acme_1'), ('Shop', 'shop_2'), (NULL, 'third')");

        assertThat(fleet(tables(1)).tenants("s", MAIN, "SELECT place, name FROM tenants ORDER BY 1;"))
                .containsExactly(
                        new FleetTarget("Acme", "s", MAIN, "acme_1"),
                        new FleetTarget("Shop", "s", MAIN, "shop_2"),
                        new FleetTarget("third", "s", MAIN, "third"));
        assertThat(fleet(tables(1)).tenants("s", MAIN, "SELECT place FROM tenants WHERE false"))
                .isEmpty();
        assertThatThrownBy(() -> fleet(tables(1)).tenants("s", MAIN, "SELECT NULL"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> fleet(tables(1)).tenants("s", MAIN, "SELECT 'a'; SELECT 'b'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 statements");
        assertThatThrownBy(() -> fleet(tables(1)).tenants("s", MAIN, "SELECT nothing"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void theSameTargetTwiceIsRefused() {
        FleetTarget one = FleetTarget.schema(MAIN, "t1");

        assertThatThrownBy(() -> fleet(tables(1)).migrate(List.of(one, new FleetTarget("other", "s", MAIN, "t1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("t1", "other");
        assertThatThrownBy(() -> fleet(tables(1)).status(List.of(one, new FleetTarget("t1", "s", MAIN, "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t1");
        assertThat(tables("_migrations")).isEmpty();
    }

    @Test
    void listenersAreToldOfEachTarget() {
        List<FleetTarget> targets = schemas(9);
        fleet(tables(1)).migrate(targets.subList(0, 8));
        List<String> told = new ArrayList<>();
        FleetListener listener = new FleetListener() {
            @Override
            public void began(FleetTarget target) {
                told.add("began " + target);
            }

            @Override
            public void on(FleetTarget target, MigrationEvent event) {
                if (event instanceof MigrationEvent.StepFinished) {
                    told.add("applied " + target);
                }
                throw new IllegalStateException("broken");
            }

            @Override
            public void ended(TargetResult result) {
                told.add(result.getClass().getSimpleName() + " " + result.target());
            }
        };

        fleet(builder -> builder.listener(listener), tables(1)).migrate(targets);

        assertThat(told)
                .filteredOn(line -> line.endsWith("t9"))
                .containsExactly("began t9", "applied t9", "Migrated t9");
        assertThat(told).filteredOn(line -> line.startsWith("UpToDate")).hasSize(8);
        assertThat(told).hasSize(11);
    }

    private List<String> names(List<FleetTarget> targets) {
        return targets.stream()
                .map(target -> sql.row("SELECT name FROM " + target.schema() + ".named"))
                .toList();
    }

    /** The schemas that have a table of this name. */
    private List<String> tables(String name) {
        return sql.rows("SELECT schemaname FROM pg_tables WHERE tablename = '" + name + "' ORDER BY schemaname");
    }
}
