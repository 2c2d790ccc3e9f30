package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.PgBouncer;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that what a killed runner's server process is still executing has ended before the next run, or a person, decides
 * anything about it.
 */
@ParameterizedClass
@EnumSource(Api.class)
class UnfinishedStatementProof {
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHARE = "LOCK TABLE goods IN SHARE MODE";
    private static final String WRITING = "LOCK TABLE goods IN ROW EXCLUSIVE MODE";

    /** A statement that waits for a lock, and how to see that it was executed. */
    private enum Case {
        INDEX(SHARE, "CREATE INDEX CONCURRENTLY built ON goods (name)", false, valid("built")),
        /** The index is there already, and invalid. */
        INDEX_IN_ITS_SECOND_PHASE(WRITING, INDEX.statement, false, valid("built")),
        UNIQUE(SHARE, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS built ON goods (id)", true, valid("built")),
        UNIQUE_IN_ITS_SECOND_PHASE(WRITING, UNIQUE.statement, true, valid("built")),
        REINDEX(SHARE, "REINDEX INDEX CONCURRENTLY goods_name", true, valid("goods_name")),
        DROP(SHARE, "DROP INDEX CONCURRENTLY goods_name", false, "to_regclass('goods_name') IS NULL"),
        VACUUM(SHARE, "VACUUM goods", true, "true"),
        VALUE(
                "ALTER TYPE mood ADD VALUE 'other'",
                "ALTER TYPE mood ADD VALUE 'good'",
                false,
                "'good' IN (SELECT enumlabel FROM pg_enum)"),
        TABLE(SHARE, "CREATE TABLE orders (id INT REFERENCES goods)", false, "to_regclass('orders') IS NOT NULL");

        private final String lock;
        private final String statement;
        private final boolean repeatable;
        private final String carriedOut;

        Case(String lock, String statement, boolean repeatable, String carriedOut) {
            this.lock = lock;
            this.statement = statement;
            this.repeatable = repeatable;
            this.carriedOut = carriedOut;
        }

        private static String valid(String index) {
            return "(SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('" + index + "'))";
        }
    }

    @Parameter
    private Api api;

    private final TestDatabase database = Databases.take(Place.POSTGRESQL);
    private final Sql sql = new Sql(database.dataSource());
    private final ChildProcesses children = new ChildProcesses();
    private final List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
    private final List<Connections> opened = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() {
        sql.run(
                "CREATE TABLE goods (id INT PRIMARY KEY, name TEXT)",
                "INSERT INTO goods SELECT i, 'name ' || i FROM generate_series(1, 9) AS i",
                "CREATE INDEX goods_name ON goods (name)",
                "CREATE TYPE mood AS ENUM ('bad')");
    }

    @AfterEach
    void end() {
        children.close();
        opened.forEach(Connections::close);
        Databases.drop(database);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void hasEndedBeforeTheNextRunDecides(Case unfinished) throws Exception {
        try (Connection holder = database.dataSource().getConnection()) {
            long process = killWhileWaiting(unfinished, holder, database);
            Background<?> next = Background.run(() -> subject(database).migrate());
            awaitTerminated(process);
            if (unfinished.repeatable) {
                Sql.run(holder, "ROLLBACK");
                next.result();
            } else {
                assertThat(catchThrowableOfType(OutcomeUnknownException.class, next::result))
                        .hasMessageContaining("may or may not have been executed");
                Sql.run(holder, "ROLLBACK");
                settle();
            }
        }
        assertDone(unfinished);
    }

    /** A person who has looked beside it is asked to look again. */
    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"INDEX", "TABLE"})
    void hasEndedBeforeAPersonDecides(Case unfinished) throws Exception {
        try (Connection holder = database.dataSource().getConnection()) {
            long process = killWhileWaiting(unfinished, holder, database);

            assertThat(catchThrowableOfType(
                            InvalidMigrationsException.class,
                            () -> subject(database).resume(Resumption.from(2))))
                    .hasMessageContaining("the next one was still under way until now");
            awaitTerminated(process);
            Sql.run(holder, "ROLLBACK");
        }
        settle();
        assertDone(unfinished);
    }

    /** Behind a pooler it is only waited for: the process that was noted is not known. */
    @Test
    void isWaitedForBehindPgBouncer() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(database);
                Connection holder = database.dataSource().getConnection()) {
            long process = killWhileWaiting(Case.UNIQUE, holder, bouncer.database());
            assertThat(sql.row("SELECT process_id, process_noted FROM _migrations_lease"))
                    .isEqualTo("∅|∅");

            assertThat(catchThrowableOfType(
                            DatabaseErrorException.class,
                            () -> subject(bouncer.database(), builder -> builder.lockWait(Duration.ofMillis(200)))
                                    .migrate()))
                    .hasMessageContaining("server process " + process)
                    .hasMessageContaining("CREATE UNIQUE INDEX")
                    .extracting(MigrationException::remedy)
                    .asString()
                    .contains("pg_terminate_backend(" + process + ")", "connection pooler");
            heard.clear();
            Background<?> next =
                    Background.run(() -> subject(bouncer.database()).migrate());
            await().atMost(PATIENCE)
                    .until(() -> heard.stream().anyMatch(event -> event instanceof MigrationEvent.Retrying));
            Sql.run(holder, "ROLLBACK");
            next.result();
        }
        assertThat(heard).noneMatch(event -> event instanceof MigrationEvent.ProcessTerminated);
        assertDone(Case.UNIQUE);
    }

    /** Returns the server process that goes on without its client. */
    private long killWhileWaiting(Case unfinished, Connection holder, TestDatabase address) throws SQLException {
        new Scripts(directory)
                .up(1, "-- manticore: transaction=none\nCREATE TABLE first (id INT);\n" + unfinished.statement + ";\n");
        ChildProcess child = children.start(
                        RunRequest.migrate(api, address, directory).lease(LEASE))
                .awaitReady();
        Sql.run(holder, "BEGIN", unfinished.lock);
        child.send(ChildProgram.GO);
        String waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock' AND query = '" + unfinished.statement.replace("'", "''") + "'";
        await().atMost(PATIENCE).until(() -> sql.rows(waiting).size() == 1);
        long process = sql.number(waiting);
        child.kill();
        await().atMost(PATIENCE).until(sql::leaseIsFree);
        assertThat(sql.number(waiting)).isEqualTo(process);
        return process;
    }

    private Subject subject(TestDatabase address) {
        return subject(address, builder -> {});
    }

    /** Over the other API. */
    private Subject subject(TestDatabase address, Consumer<MigratorBuilder<?>> settings) {
        Api other = api == Api.BLOCKING ? Api.NON_BLOCKING : Api.BLOCKING;
        RunRequest request = RunRequest.migrate(other, address, directory).lease(LEASE);
        Connections connections = request.connect();
        opened.add(connections);
        MigrationListener listener = heard::add;
        return request.subject(connections, builder -> {
            builder.lockWait(PATIENCE).listener(listener);
            settings.accept(builder);
        });
    }

    private void awaitTerminated(long process) {
        await().atMost(PATIENCE)
                .until(() -> sql.rows("SELECT 1 FROM pg_stat_activity WHERE pid = " + process)
                        .isEmpty());
        await().atMost(PATIENCE)
                .until(() -> heard.stream()
                        .anyMatch(event -> event instanceof MigrationEvent.ProcessTerminated terminated
                                && terminated.process() == process));
    }

    /** It was not executed. */
    private void settle() {
        subject(database).resume(Resumption.from(2));
        subject(database).migrate();
    }

    private void assertDone(Case unfinished) {
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.row("SELECT " + unfinished.carriedOut)).isEqualTo("t");
        assertThat(sql.rows("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"
                        + " AND indexrelid::regclass::text NOT LIKE '%_ccnew'"))
                .isEmpty();
        assertThat(sql.leaseIsFree()).isTrue();
    }
}
