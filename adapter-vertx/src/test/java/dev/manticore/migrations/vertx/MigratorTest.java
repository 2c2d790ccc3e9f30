package dev.manticore.migrations.vertx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole operations, from files and from code. */
class MigratorTest extends SessionTest {
    @TempDir
    Path directory;

    private MigratorBuilder<VertxMigrator> builder() {
        return VertxMigrator.builder(vertx, pool(database, 1));
    }

    private VertxMigrator over(Migration... migrations) {
        return builder().source(MigrationSource.of(migrations)).build();
    }

    private VertxMigrator overFiles() {
        return builder().source(FilesystemSource.of(directory)).build();
    }

    private static Migration table(long version) {
        return new Migration(
                version, "table " + version, "CREATE TABLE t" + version + " (id INT)", "DROP TABLE t" + version);
    }

    private void file(String name, String sql) throws IOException {
        Files.writeString(directory.resolve(name), sql, UTF_8);
    }

    @Test
    void goesUpAndDownAndLooks() throws TxFailure {
        VertxMigrator migrator = over(table(1), table(2), table(3));

        assertThat(Waiting.on(migrator.appliedVersions())).isEmpty();
        assertThat(Waiting.on(migrator.validate()).steps()).hasSize(3);
        Waiting.on(migrator.initialize());
        assertThat(versions(migrator.migrate(2))).containsExactly(Version.of(1), Version.of(2));
        assertThat(Waiting.on(migrator.plan(Target.latest())).steps()).hasSize(1);
        assertThat(versions(migrator.migrate())).containsExactly(Version.of(3));
        assertThat(versions(migrator.migrate())).isEmpty();
        assertThat(Waiting.on(migrator.appliedVersions())).containsExactly(Version.of(1), Version.of(2), Version.of(3));
        assertThat(Waiting.on(migrator.status()).pending()).hasValue(0);
        assertThat(versions(migrator.revert(2))).containsExactly(Version.of(2));
        assertThat(versions(migrator.rollback(1))).containsExactly(Version.of(3));
        assertThat(versions(migrator.migrate(Target.version(0)))).containsExactly(Version.of(1));
        assertThat(session.text("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]'"))
                .isEqualTo("0");
    }

    private static List<MigrationId> versions(Future<MigrationReport> run) {
        return Waiting.on(run).steps().stream().map(StepReport::id).toList();
    }

    @Test
    void createsFiles() throws IOException {
        VertxMigrator migrator = overFiles();

        assertThat(Waiting.on(migrator.create("first steps")).version()).isEqualTo(Version.of(1));
        assertThat(Waiting.on(migrator.create("second", "SELECT 1;", "SELECT 2;"))
                        .up())
                .endsWith("V2__second.sql");
        assertThat(Waiting.on(migrator.create("late", VersionScheme.TIMESTAMP)).version())
                .isGreaterThan(Version.of(2020_00_00_00_00_00L));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(6);
        }
    }

    @Test
    void saysWhereAStatementFailed() throws Exception {
        file("V1__ok.sql", "CREATE TABLE t (id INT UNIQUE);");
        file("V2__broken.sql", "-- äöü😀\nINSERT INTO t VALUES (1);\nSELECT '😀', nothing\n  FROM t;\n");
        file("V3__never.sql", "SELECT 1;");

        StatementFailedException failure = catchThrowableOfType(
                StatementFailedException.class, () -> Waiting.on(overFiles().migrate()));

        assertThat(failure.id()).isEqualTo(Version.of(2));
        assertThat(failure.location()).hasToString(directory.resolve("V2__broken.sql") + ":3:13");
        assertThat(failure.error().sqlState()).isEqualTo("42703");
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        assertThat(session.count("t")).isZero();
    }

    @Test
    void findsTheStatementOfAnErrorWithoutAPosition() throws Exception {
        file(
                "V1__twice.sql",
                "CREATE TABLE t (id INT UNIQUE);\nINSERT INTO t VALUES (1);\n\n\nINSERT INTO t VALUES (1);");

        StatementFailedException failure = catchThrowableOfType(
                StatementFailedException.class, () -> Waiting.on(overFiles().migrate()));

        assertThat(failure.location().line()).isEqualTo(5);
        assertThat(failure.error().sqlState()).isEqualTo("23505");
        assertThat(failure.error().detail()).contains("(id)=(1)");
    }

    @Test
    void refusesACopyBeforeAnythingRan() throws Exception {
        file("V1__ok.sql", "CREATE TABLE t (id INT);");
        file("V2__copy.sql", "-- rows\n\nCOPY t FROM STDIN;\n1\n\\.\n");

        InvalidMigrationsException failure = catchThrowableOfType(
                InvalidMigrationsException.class, () -> Waiting.on(overFiles().migrate()));

        assertThat(failure.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.COPY_IMPOSSIBLE);
            assertThat(problem.location()).hasToString(directory.resolve("V2__copy.sql") + ":3:1");
        });
        assertThat(session.text("SELECT count(*) FROM pg_class WHERE relname IN ('t', '_migrations')"))
                .isEqualTo("0");
    }

    @Test
    void carriesOutScriptsThatSayNothing() throws Exception {
        file("V1__comment.sql", "-- nothing;\n/* to /* do */ ; */\n;\n");
        file("V2__stepwise.sql", "-- manticore: transaction=none\n-- nothing");
        file("V3__empty.sql", "\n-- nothing to do any more");

        assertThat(versions(overFiles().migrate())).containsExactly(Version.of(1), Version.of(2), Version.of(3));
    }

    @Test
    void carriesOutWhatRefusesATransaction() throws Exception {
        file("V1__table.sql", "CREATE TABLE t (id INT);");
        file("V2__index.sql", "CREATE INDEX CONCURRENTLY i ON t (id);\nINSERT INTO t VALUES (1);");

        assertThat(versions(overFiles().migrate())).containsExactly(Version.of(1), Version.of(2));
        assertThat(session.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void takesNamesAndTextsOfAllKinds() throws Exception {
        file(
                "V9223372036854775807__größe_日本.sql",
                "CREATE TABLE \"täble 😀\" (a TEXT);\nINSERT INTO \"täble 😀\" VALUES ('😀''é');");

        VertxMigrator migrator = builder()
                .source(FilesystemSource.of(directory))
                .schema("My \"schema\"")
                .table("geschichte ü")
                .build();

        assertThat(versions(migrator.migrate())).containsExactly(Version.of(Long.MAX_VALUE));
        assertThat(Waiting.on(migrator.appliedVersions())).containsExactly(Version.of(Long.MAX_VALUE));
        assertThat(session.text("SELECT a FROM \"My \"\"schema\"\"\".\"täble 😀\""))
                .isEqualTo("😀'é");
    }

    @Test
    void needsOneConnectionEvenForAStatementLongerThanTheLease() {
        List<MigrationEvent> events = new CopyOnWriteArrayList<>();
        VertxMigrator migrator = builder()
                .source(MigrationSource.of(new Migration(1, "slow", "SELECT pg_sleep(2)", null), table(2)))
                .lease(Duration.ofSeconds(1))
                .listener(events::add)
                .build();

        assertThat(versions(migrator.migrate())).containsExactly(Version.of(1), Version.of(2));
        assertThat(events).hasAtLeastOneElementOfType(MigrationEvent.LeaseNotRenewed.class);
    }

    @Test
    void renewsTheLeaseOnASecondConnectionAndGivesBothBack() {
        List<MigrationEvent> events = new CopyOnWriteArrayList<>();
        Pool pool = pool(database, 2);
        VertxMigrator migrator = VertxMigrator.builder(vertx, pool)
                .source(MigrationSource.of(new Migration(1, "slow", "SELECT pg_sleep(2)", null)))
                .lease(Duration.ofSeconds(1))
                .listener(events::add)
                .build();

        assertThat(versions(migrator.migrate())).containsExactly(Version.of(1));
        assertThat(events).doesNotHaveAnyElementsOfTypes(MigrationEvent.LeaseNotRenewed.class);
        assertThat(Waiting.on(Future.all(pool.getConnection(), pool.getConnection()))
                        .size())
                .isEqualTo(2);
    }

    @Test
    void runsEightAtOnce() throws TxFailure {
        Migration[] migrations =
                IntStream.rangeClosed(1, 20).mapToObj(MigratorTest::table).toArray(Migration[]::new);
        List<Future<MigrationReport>> runs =
                IntStream.range(0, 8).mapToObj(i -> over(migrations).migrate()).toList();

        assertThat(runs.stream().mapToInt(run -> Waiting.on(run).steps().size()).sum())
                .isEqualTo(20);
        assertThat(session.count("_migrations")).isEqualTo(20);
    }

    @Test
    void failsWithItsOwnExceptionWhereThereIsNoDatabase() {
        Pool closed = pool(database, 1);
        Waiting.on(closed.close());
        VertxMigrator migrator = VertxMigrator.builder(vertx, closed)
                .source(MigrationSource.of(table(1)))
                .build();

        assertThat(catchThrowable(() -> Waiting.on(migrator.migrate())))
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void throwsAtOnceWhatNoDatabaseCanMend() {
        VertxMigrator migrator = over(table(1));

        assertThat(catchThrowable(() -> migrator.rollback(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(catchThrowable(() -> builder().build())).isInstanceOf(IllegalStateException.class);
    }
}
