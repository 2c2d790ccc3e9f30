package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.ScriptNaming.OtherNames;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares which files are scripts, and what a target applies, with Flyway itself; and runs scripts of other names. */
class FlywayNamingScenario extends Scenario {
    /** Each is a script in Flyway, and its version or description. */
    private static final List<String> SCRIPTS = List.of(
            "V0__zero.sql 0",
            "V1.sql 1",
            "V2__.sql 2",
            "V3__x.SQL 3",
            "V4_1.sql 4.1",
            "V5.2__a.sql 5.2",
            "V06_0__b.sql 6",
            "V7___c_.sql 7",
            "V8__d__e.sql 8",
            "V9__f g.sql 9",
            "R__views.sql views",
            "R__.x.sql .x");

    /** None is a script in Flyway: it is left out, or refused where names are validated. */
    private static final List<String> OTHERS = List.of(
            "V.sql",
            "V__a.sql",
            "Vx__a.sql",
            "v1__a.sql",
            "V21_x.sql",
            "Rx.sql",
            "R1__a.sql",
            "B__a.sql",
            "X1__a.sql",
            "V22..1__a.sql",
            "V23.__a.sql",
            "V24_.sql",
            "V 25__a.sql",
            "V26 __a.sql",
            "notes.sql",
            "BeforeMigrate.sql");

    @TempDir
    private Path directory;

    private Path directory(String name, Stream<String> files) throws IOException {
        Path source = java.nio.file.Files.createDirectory(directory.resolve(name));
        for (String file : files.toList()) {
            java.nio.file.Files.writeString(source.resolve(file), "SELECT 1");
        }
        return source;
    }

    private FluentConfiguration flyway(TestDatabase on, Path source) {
        return Flyway.configure().dataSource(on.dataSource()).locations("filesystem:" + source);
    }

    private static List<String> ids(List<MigrationId> migrations) {
        return migrations.stream().map(MigrationId::toString).sorted().toList();
    }

    private static String id(MigrationInfo info) {
        return info.getVersion() == null
                ? info.getDescription()
                : Version.parse(info.getVersion().toString()).toString();
    }

    @Test
    @PostgresOnly("Flyway is the oracle, on PostgreSQL.")
    void theSameFilesAreScripts() throws IOException {
        Path source = directory(
                "all", Stream.concat(SCRIPTS.stream().map(line -> line.replaceAll(" [^ ]+$", "")), OTHERS.stream()));
        List<String> expected = SCRIPTS.stream()
                .map(line -> line.replaceAll("^.* ", ""))
                .sorted()
                .toList();

        MigrationFiles.Checked ours = MigrationFiles.in(List.of(FilesystemSource.of(source)))
                .naming(ScriptNaming.FLYWAY)
                .check();
        List<String> flyways = Arrays.stream(
                        flyway(database, source).load().info().all())
                .map(FlywayNamingScenario::id)
                .sorted()
                .toList();

        assertThat(flyways).isEqualTo(expected);
        assertThat(ids(ours.migrations())).isEqualTo(expected);
        assertThat(ours.notes()).singleElement().asString().contains(OTHERS.size() + " files are left out");
    }

    @Test
    @PostgresOnly("Flyway is the oracle, on PostgreSQL.")
    void theSameFilesAreRefusedWhereNamesAreValidated() throws IOException {
        Path source = directory("others", Stream.concat(Stream.of("V1__a.sql"), OTHERS.stream()));

        FlywayException flyways = catchThrowableOfType(
                FlywayException.class,
                () -> flyway(database, source)
                        .validateMigrationNaming(true)
                        .load()
                        .info());
        InvalidMigrationsException ours = catchThrowableOfType(
                InvalidMigrationsException.class,
                () -> MigrationFiles.in(List.of(FilesystemSource.of(source)))
                        .naming(ScriptNaming.FLYWAY.with(OtherNames.REFUSED))
                        .check());

        for (String other : OTHERS) {
            assertThat(flyways).hasMessageContaining(other);
            assertThat(ours.problems())
                    .anySatisfy(problem -> assertThat(
                                    Objects.requireNonNull(problem.location()).origin())
                            .endsWith("/" + other));
        }
    }

    @Test
    @PostgresOnly("Flyway is the oracle, on PostgreSQL.")
    void aTargetAppliesTheSame() throws IOException {
        Path source = directory("targets", Stream.of("V1__a.sql", "V2__b.sql", "V3__c.sql", "R__views.sql"));
        for (String target : List.of("2", "3?", "7?", "1.0", "next", "current", "latest")) {
            TestDatabase other = Databases.take(place);
            TestDatabase own = Databases.take(place);
            try {
                flyway(other, source).target("1").load().migrate();
                flyway(other, source).target(target).load().migrate();
                subject(own, source, Target.upTo(Version.of(1)));
                subject(own, source, ours(target));

                List<String> flyways = new Sql(other.dataSource())
                        .rows("SELECT coalesce(version, description) FROM flyway_schema_history ORDER BY 1");
                List<String> rows = new Sql(own.dataSource())
                        .rows("SELECT version::text FROM _migrations UNION ALL SELECT name FROM _migrations_repeatable"
                                + " ORDER BY 1");
                assertThat(rows).as(target).isEqualTo(flyways);
            } finally {
                Databases.drop(other);
                Databases.drop(own);
            }
        }
    }

    private static Target ours(String target) {
        return switch (target) {
            case "next" -> Target.next();
            case "current" -> Target.current();
            case "latest" -> Target.latest();
            default ->
                target.endsWith("?")
                        ? Target.upToAtMost(Version.parse(target.replace("?", "")))
                        : Target.upTo(Version.parse(target));
        };
    }

    private void subject(TestDatabase on, Path source, Target target) {
        Subject subject = open(on).subject(builder -> builder.source(FilesystemSource.of(source)));
        subject.migrate(target);
    }

    @Test
    void scriptsOfOtherNamesAreAppliedAndReverted() {
        ScriptNaming naming = ScriptNaming.DEFAULT
                .withPrefixes("M", "Back", "Again", "Base")
                .withSeparator("-")
                .withSuffixes(".pg");
        Files files = Files.of(
                "M1-a.pg", "CREATE TABLE a (n INT)", "Back1-a.pg", "DROP TABLE a", "Again-views.pg", "SELECT 1");
        Subject subject = open(database)
                .subject(builder -> builder.source(files).naming(naming).lockWait(PATIENCE));

        assertThat(subject.migrate().steps()).hasSize(2);
        assertThat(subject.migrate(Target.version(0)).steps()).hasSize(1);
        assertThat(sql.history()).isEmpty();
    }
}
