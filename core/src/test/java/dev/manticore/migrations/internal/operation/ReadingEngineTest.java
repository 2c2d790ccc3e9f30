package dev.manticore.migrations.internal.operation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelAsyncConnections;
import dev.manticore.migrations.internal.enginetest.ModelConnections;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.load.CountingSource;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows which files an operation opens and when, and that each problem of a file is found by the operation that needs the file. */
@Timeout(60)
class ReadingEngineTest {
    private static final byte[] LATIN = "SELECT 'é'".getBytes(ISO_8859_1);

    private final ModelDatabase database = new ModelDatabase(Product.POSTGRESQL);
    private final CountingSource source = new CountingSource();

    private ReadingEngineTest with(int version) {
        Migration migration = Scripts.atomic(version);
        source.file("V" + version + "__a.sql", migration.upSql());
        source.file("U" + version + "__a.sql", String.valueOf(migration.downSql()));
        return this;
    }

    private TxRunner runner() {
        return new ModelConnections(database, Faults.none());
    }

    private Migrator migrator() {
        return Migrator.builder(runner()).source(source).build();
    }

    /** Applies what is there. */
    private void applied() {
        migrator().migrate();
        source.opened();
    }

    private static List<Problem> problems(ThrowingCallable call) {
        return catchThrowableOfType(InvalidMigrationsException.class, call).problems();
    }

    @Test
    void nothingToDoOpensEachAppliedScriptOnceAndNoUndoScript() {
        with(1).with(2).with(3).applied();

        assertThat(migrator().migrate().isEmpty()).isTrue();
        assertThat(source.opened()).containsExactly("V1__a.sql", "V2__a.sql", "V3__a.sql");

        Migrator replacing = Migrator.builder(runner())
                .source(source)
                .placeholders(Placeholders.OFF.with("a", "b"))
                .build();
        assertThat(replacing.migrate().isEmpty()).isTrue();
        assertThat(source.opened()).containsExactly("V1__a.sql", "V2__a.sql", "V3__a.sql");

        migrator().status();
        migrator().plan(Target.latest());
        assertThat(source.opened()).noneMatch(name -> name.startsWith("U"));
    }

    @Test
    void aPendingMigrationIsOpenedAgainWithItsUndoScriptAndNoOtherIs() {
        with(1).with(2).applied();
        with(3);

        assertThat(migrator().migrate().steps()).hasSize(1);

        assertThat(source.opened())
                .containsExactlyInAnyOrder("V1__a.sql", "V2__a.sql", "V3__a.sql", "V3__a.sql", "U3__a.sql");
    }

    @Test
    void placeholdersOpenNoOtherUndoScripts() {
        with(1).with(2).applied();
        with(3);
        Migrator replacing = Migrator.builder(runner())
                .source(source)
                .placeholders(Placeholders.OFF.with("a", "b"))
                .build();

        assertThat(replacing.plan(Target.latest()).steps()).hasSize(1);
        replacing.status();
        assertThat(replacing.migrate().steps()).hasSize(1);
        assertThat(source.opened()).contains("U3__a.sql").doesNotContain("U1__a.sql", "U2__a.sql");

        assertThat(replacing.rollback(1).steps()).hasSize(1);
        assertThat(source.opened()).contains("U3__a.sql").doesNotContain("U1__a.sql", "U2__a.sql");
    }

    @Test
    void aRollbackOpensTheUndoScriptsThatItExecutes() {
        with(1).with(2).applied();

        migrator().rollback(1);

        assertThat(source.opened()).containsExactlyInAnyOrder("V1__a.sql", "V2__a.sql", "U2__a.sql");
    }

    @Test
    void theUndoScriptOfAnAppliedMigrationIsCheckedByWhoNeedsIt() {
        with(1).with(2).with(3).applied();
        source.unreadable("U1__a.sql").file("U2__a.sql", LATIN).file("U3__a.sql", "SELECT 'unfinished");

        assertThat(migrator().migrate().isEmpty()).as("needs none of them").isTrue();
        assertThat(problems(() -> migrator().validate()))
                .extracting(Problem::kind)
                .containsExactly(
                        Problem.Kind.SOURCE_UNREADABLE, Problem.Kind.INVALID_ENCODING, Problem.Kind.INVALID_SCRIPT);
        assertThat(problems(() -> migrator().rollback(3)))
                .extracting(Problem::kind)
                .containsExactlyInAnyOrder(
                        Problem.Kind.SOURCE_UNREADABLE, Problem.Kind.INVALID_ENCODING, Problem.Kind.INVALID_SCRIPT);
        assertThat(problems(() -> migrator().migrations()))
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.SOURCE_UNREADABLE);
    }

    @Test
    void theUndoScriptOfAPendingMigrationIsChecked() {
        with(1).applied();
        with(2).with(3);
        source.unreadable("U2__a.sql").file("U3__a.sql", "-- manticore: after=\"x\"\nSELECT 1");

        assertThat(problems(() -> migrator().migrate()))
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.SOURCE_UNREADABLE, Problem.Kind.INVALID_SCRIPT);
    }

    @Test
    void namesOfUndoScriptsAreCheckedAlways() {
        with(1).applied();
        source.file("U2__b.sql", "x").file("U1__twice.sql", "x").file("U3_b.sql", "x");

        assertThat(problems(() -> migrator().migrate()))
                .extracting(Problem::kind)
                .containsExactlyInAnyOrder(
                        Problem.Kind.UNDO_WITHOUT_MIGRATION,
                        Problem.Kind.DUPLICATE_VERSION,
                        Problem.Kind.MALFORMED_NAME);
        assertThat(source.opened()).noneMatch(name -> name.startsWith("U"));
    }

    @Test
    void appliedFilesThatCannotBeReadAreAllReported() {
        with(1).with(2).with(3).applied();
        source.unreadable("V1__a.sql").unreadable("V3__a.sql");

        assertThat(problems(() -> migrator().migrate()))
                .extracting(Problem::message)
                .containsExactly(
                        "db/V1__a.sql cannot be read: access denied.", "db/V3__a.sql cannot be read: access denied.");
        source.file("V2__a.sql", LATIN);
        assertThat(problems(() -> migrator().migrate()))
                .extracting(Problem::kind)
                .containsExactlyInAnyOrder(
                        Problem.Kind.SOURCE_UNREADABLE, Problem.Kind.SOURCE_UNREADABLE, Problem.Kind.CHANGED_CHECKSUM);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotExecuted() {
        with(1);
        source.edited("V1__a.sql", Scripts.atomic(2).upSql());
        Migrator migrator = migrator();

        assertThat(problems(migrator::migrate)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("The file was changed while this run was reading the migrations.");
            assertThat(problem.location()).hasToString("db/V1__a.sql");
        });
        assertThat(migrator.migrate().steps()).hasSize(1);
    }

    @Test
    void filesAreReadWhileTheRunConnects() {
        with(1);
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        AtomicReference<Thread> reader = new AtomicReference<>();
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        source.beforeLoading(() -> {
            reader.set(Thread.currentThread());
            loader.set(Thread.currentThread().getContextClassLoader());
            reading.countDown();
            await(connecting);
        });
        TxRunner waiting = () -> {
            connecting.countDown();
            await(reading);
            return runner().open();
        };
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        Thread.currentThread().setContextClassLoader(own);
        try {
            assertThat(Migrator.builder(waiting)
                            .source(source)
                            .build()
                            .migrate()
                            .steps())
                    .hasSize(1);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(reader.get()).isNotSameAs(Thread.currentThread());
        assertThat(loader.get()).isSameAs(own);
    }

    @Test
    void anExecutorWithOneThreadIsEnough() throws Exception {
        with(1);

        assertThat(onOneThread(new ModelConnections(database, Faults.none())).steps())
                .hasSize(1);
    }

    @Test
    void nothingIsReadAfterAFailureToConnectIfNoThreadWasFreeForIt() {
        AtomicBoolean read = new AtomicBoolean();
        source.beforeLoading(() -> read.set(true));

        assertThat(catchThrowable(
                        () -> onOneThread(new ModelConnections(database, call -> new Fault.Unreachable("08001")))))
                .hasCauseInstanceOf(DatabaseUnreachableException.class);
        assertThat(read).isFalse();
    }

    /** Migrates where the run takes the only thread, and waits until that has ended. */
    private MigrationReport onOneThread(ModelConnections connections) throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            return AsyncMigrator.builder(new ModelAsyncConnections(connections, () -> Runnable::run), one)
                    .source(source)
                    .build()
                    .migrate()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } finally {
            one.shutdown();
            assertThat(one.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFailureToConnectIsReportedWhenNothingIsReadAnyMore() {
        with(1);
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch failing = new CountDownLatch(1);
        source.beforeLoading(() -> {
            await(failing);
            ended.set(true);
            throw new IllegalStateException("the source is broken, too");
        });
        ModelConnections unreachable = new ModelConnections(database, call -> new Fault.Unreachable("08001"));
        TxRunner runner = () -> {
            failing.countDown();
            return unreachable.open();
        };

        assertThat(catchThrowable(
                        () -> Migrator.builder(runner).source(source).build().migrate()))
                .isInstanceOf(DatabaseUnreachableException.class);
        assertThat(ended).isTrue();
    }

    @Test
    void aBrokenSourceEndsTheRunWithItsException() {
        source.beforeLoading(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(catchThrowableOfType(
                        IllegalStateException.class, () -> migrator().migrate()))
                .hasMessage("broken");
    }

    @Test
    void anInterruptWhileFilesAreReadIsKept() {
        with(1).applied();
        Thread caller = Thread.currentThread();
        CountDownLatch connected = new CountDownLatch(1);
        source.beforeLoading(() -> {
            await(connected);
            caller.interrupt();
        });
        TxRunner runner = () -> {
            connected.countDown();
            return runner().open();
        };

        MigrationReport report = Migrator.builder(runner).source(source).build().migrate();

        assertThat(report.isEmpty()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** As the channels of Java do, a source may refuse to read when its thread is interrupted. */
    @Test
    void aFileIsReadAlthoughAnInterruptIsPendingAndTheRunEndsBecauseOfIt() throws Exception {
        with(1);
        source.beforeLoading(() -> Thread.currentThread().interrupt()).beforeReading(() -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while reading");
            }
        });

        assertThat(catchThrowable(() -> onOneThread(new ModelConnections(database, Faults.none()))))
                .hasCauseInstanceOf(RunInterruptedException.class);
        assertThat(source.opened()).contains("V1__a.sql");
    }

    @Test
    void anErrorOfASourceStaysOne() {
        source.beforeLoading(() -> {
            throw new LinkageError("broken");
        });

        assertThat(catchThrowable(() -> migrator().migrate()))
                .isInstanceOf(LinkageError.class)
                .hasMessage("broken");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
