package dev.manticore.migrations.it.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetPlan;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Shows what is read once for many schemas of one database, and that each still gets what it needs. */
class FleetSurveyScenario extends FleetBase {
    private static final int COUNT = 24;

    @Test
    void migrationsAreThoseOfEachSchemaAlone() {
        List<FleetTarget> targets = schemas(COUNT);
        fleet(tables(4)).migrate(targets);
        sql.run(
                "DELETE FROM t2._migrations WHERE version = 4",
                "DROP TABLE t2.a4",
                "UPDATE t4._migrations SET checksum = 'other', content_checksum = 'other'",
                "DROP SCHEMA t7 CASCADE",
                "DROP TABLE t8._migrations_lease");

        var report = fleet(tables(4)).migrate(targets);

        assertThat(report.migrated()).extracting(done -> done.target().name()).containsExactly("t2", "t7");
        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("t4");
        assertThat(report.upToDate()).hasSize(COUNT - 3);
    }

    @Test
    void whatIsPendingAndWhatWouldBeRevertedIsNamed() {
        List<FleetTarget> targets = schemas(10);
        fleet(tables(2)).migrate(targets);

        assertThat(fleet(tables(4)).status(targets).of(TargetStatus.Pending.class))
                .hasSize(10)
                .allSatisfy(pending -> assertThat(pending.migrations()).containsExactly(Version.of(3), Version.of(4)));
        assertThat(fleet(tables(4)).plan(targets, Target.rollback(1)).targets())
                .allSatisfy(plan -> assertThat(((TargetPlan.Planned) plan).steps())
                        .containsExactly(new TargetPlan.Step(Version.of(2), Direction.REVERT)));
    }

    /** A copied schema has the history of the other one, with the other one's name in a repeatable migration. */
    @Test
    void aRepeatableMigrationWithTheTargetsNameIsComparedForEach() {
        List<FleetTarget> targets = schemas(10);
        Map<String, String> files = Map.of(
                "V1__a.sql", "CREATE TABLE a1 (id INT)",
                "R__view.sql", "CREATE OR REPLACE VIEW named AS SELECT CAST('${tenant}' AS TEXT) AS name");
        FleetCaller fleet = fleet(builder -> builder.placeholder("tenant"), reading(files, new AtomicInteger()));
        fleet.migrate(targets);
        sql.run(
                "TRUNCATE t2._migrations_repeatable",
                "INSERT INTO t2._migrations_repeatable SELECT * FROM t1._migrations_repeatable");

        assertThat(fleet.status(targets).of(TargetStatus.Pending.class))
                .extracting(pending -> pending.target().name())
                .containsExactly("t2");
        assertThat(fleet.migrate(targets).migrated())
                .extracting(done -> done.target().name())
                .containsExactly("t2");
        assertThat(sql.row("SELECT name FROM t2.named")).isEqualTo("t2");
    }

    /** The same for a value that only the database knows. */
    @Test
    void aRepeatableMigrationWithTheSchemasNameIsComparedForEach() {
        List<FleetTarget> targets = schemas(10);
        Map<String, String> files = Map.of(
                "V1__a.sql", "CREATE TABLE a1 (id INT)",
                "R__view.sql",
                        "CREATE OR REPLACE VIEW named AS SELECT CAST('${manticore:defaultSchema}' AS TEXT) AS name");
        Consumer<MigratorBuilder<?>> migrator =
                reading(files, new AtomicInteger()).andThen(builder -> builder.placeholders(declared -> declared.on()));
        fleet(builder -> {}, migrator).migrate(targets);
        sql.run(
                "TRUNCATE t2._migrations_repeatable",
                "INSERT INTO t2._migrations_repeatable SELECT * FROM t1._migrations_repeatable");

        assertThat(fleet(builder -> {}, migrator).migrate(targets).migrated())
                .extracting(done -> done.target().name())
                .containsExactly("t2");
        assertThat(sql.row("SELECT name FROM t2.named")).isEqualTo("t2");
    }

    @Test
    void eachFileIsReadOnceForAllTargets() {
        List<FleetTarget> targets = schemas(10);
        Map<String, String> files = Map.of(
                "V1__a.sql", "CREATE TABLE a1 (id INT)",
                "V2__b.sql", "CREATE TABLE ${tenant}_b (id INT)",
                "V3__c.sql", "CREATE TABLE a3 (id INT)",
                "U3__undo_c.sql", "DROP TABLE a3");
        AtomicInteger listed = new AtomicInteger();
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        Consumer<MigratorBuilder<?>> migrator = builder -> builder.source(counted(files, listed, read));
        FleetCaller fleet = fleet(builder -> builder.placeholder("tenant"), migrator);

        assertThat(fleet.migrate(targets).migrated()).hasSize(10);

        // Once to be compared with the history, and once to be cut.
        assertThat(listed).hasValue(1);
        assertThat(read).filteredOn(name -> name.startsWith("V")).hasSize(6);
        read.clear();
        assertThat(fleet.migrate(targets).upToDate()).hasSize(10);
        assertThat(listed).hasValue(2);
        assertThat(read)
                .filteredOn(name -> name.startsWith("V"))
                .containsExactlyInAnyOrder("V1__a.sql", "V2__b.sql", "V3__c.sql");
        assertThat(sql.number("SELECT count(*) FROM pg_tables WHERE tablename LIKE 't%\\_b'"))
                .isEqualTo(10);
    }

    /** The connections of the survey, and one for each history that is different. */
    @Test
    void fewSessionsAreOpened() {
        List<FleetTarget> targets = schemas(COUNT);
        fleet(tables(3)).migrate(targets);
        Connections connections = databases.get(MAIN);
        AtomicInteger opened = new AtomicInteger();
        databases.put(
                MAIN,
                new Connections(
                        connections.blocking() == null
                                ? null
                                : () -> {
                                    opened.incrementAndGet();
                                    return connections.blocking().open();
                                },
                        connections.nonBlocking() == null
                                ? null
                                : () -> {
                                    opened.incrementAndGet();
                                    return connections.nonBlocking().open();
                                },
                        connections.closing()));

        assertThat(fleet(tables(3)).status(targets).isUpToDate()).isTrue();
        assertThat(opened.getAndSet(0)).isEqualTo(2);
        assertThat(fleet(tables(3)).migrate(targets).upToDate()).hasSize(COUNT);
        assertThat(opened.getAndSet(0)).isEqualTo(2);
        assertThat(fleet(tables(4)).status(targets).of(TargetStatus.Pending.class))
                .hasSize(COUNT);
        assertThat(opened.getAndSet(0)).isEqualTo(2);
    }

    private static Consumer<MigratorBuilder<?>> reading(Map<String, String> files, AtomicInteger listed) {
        return builder -> builder.source(counted(files, listed, new ArrayList<>()));
    }

    private static MigrationSource counted(Map<String, String> files, AtomicInteger listed, List<String> read) {
        return new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                listed.incrementAndGet();
                return files.keySet().stream()
                        .map(name -> new SourceScript(
                                name,
                                () -> {
                                    read.add(name);
                                    return files.get(name).getBytes(StandardCharsets.UTF_8);
                                },
                                name,
                                null,
                                null,
                                name))
                        .toList();
            }

            @Override
            public String description() {
                return "memory";
            }
        };
    }
}
