package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** Shows what Java code can do with its connection, and what is said of its exceptions. */
class CodeTest extends SessionTest {

    /** The work of a migration. */
    interface Work {
        void on(Connection connection) throws Exception;
    }

    private static JdbcMigration migration(Work work) {
        return new JdbcMigration() {
            @Override
            public Version id() {
                return Version.of(1);
            }

            @Override
            public String description() {
                return "test";
            }

            @Override
            public void migrate(Connection connection) throws Exception {
                work.on(connection);
            }
        };
    }

    private static TxCode code(Work work) {
        return new TxCode(
                List.of(TxStatement.of(TxCode.SAVEPOINT)),
                migration(work),
                Direction.APPLY,
                List.of(TxStatement.of(TxCode.RELEASE), TxStatement.of("INSERT INTO t VALUES (100)")));
    }

    private TxFailure failure(Work work) {
        return catchThrowableOfType(TxFailure.class, () -> session.run(code(work)));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @BeforeEach
    void createTable() throws TxFailure {
        session.run(autocommit("CREATE TABLE t (id INT)"));
    }

    static Stream<Work> ends() {
        return Stream.of(
                Connection::commit,
                Connection::rollback,
                Connection::close,
                connection -> connection.setAutoCommit(true),
                connection -> connection.abort(Runnable::run));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void itCannotEndItsTransaction(Work end) throws TxFailure {
        TxFailure failure = failure(connection -> {
            execute(connection, "INSERT INTO t VALUES (1)");
            end.on(connection);
        });

        assertThat(failure).hasMessageStartingWith("A migration must not call ").hasCauseInstanceOf(SQLException.class);
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(count(session, "t")).isZero();
    }

    @Test
    void savepointsCursorsAndCopyWork() throws TxFailure {
        session.run(code(connection -> {
            assertThat(connection.getAutoCommit()).isFalse();
            connection.setAutoCommit(false);
            PGConnection driver = connection.unwrap(PGConnection.class);
            driver.getCopyAPI().copyIn("COPY t FROM STDIN", new StringReader("1\n2\n3\n"));
            Savepoint savepoint = connection.setSavepoint();
            assertThatThrownBy(() -> execute(connection, "SELECT 1 / 0")).isInstanceOf(SQLException.class);
            connection.rollback(savepoint);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1);
                ResultSet rows = statement.executeQuery("SELECT id FROM t ORDER BY id");
                rows.next();
                execute(connection, "INSERT INTO t VALUES (4)");
                assertThat(rows.next()).isTrue();
            }
        }));

        assertThat(count(session, "t")).isEqualTo(5);
    }

    @Test
    void itsConnectionIsUselessAfterwards() throws TxFailure {
        AtomicReference<Connection> kept = new AtomicReference<>();
        session.run(code(kept::set));

        assertThatThrownBy(() -> execute(kept.get(), "SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessage("The migration is over, and its connection can no longer be used");
    }

    @Test
    void anErrorThatItCatchesFailsTheTransaction() throws TxFailure {
        TxFailure failure = failure(connection ->
                assertThatThrownBy(() -> execute(connection, "SELECT 1 / 0")).isNotNull());

        assertThat(failure.is("25P02")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(count(session, "t")).isZero();
    }

    @Test
    void anErrorThatItCatchesIsToldIfTheNextStatementFails() {
        TxFailure failure = failure(connection -> {
            assertThatThrownBy(() -> execute(connection, "SELECT 1 / 0")).isNotNull();
            execute(connection, "SELECT 1");
        });

        assertThat(failure.is("22012")).isTrue();
        assertThat(failure).hasMessage("division by zero");
        assertThat(failure.statement()).isEqualTo(1);
    }

    @Test
    void theErrorInAnotherExceptionIsFound() {
        TxFailure failure = failure(connection -> {
            try {
                execute(connection, "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
            } catch (SQLException error) {
                throw new IllegalStateException("wrapped", error);
            }
        });

        assertThat(failure.is("40001")).isTrue();
        assertThat(failure).hasMessage("java.lang.IllegalStateException: wrapped");
    }

    @Test
    void anErrorOfAnotherConnectionDoesNotEndTheSession() throws TxFailure {
        TxFailure failure = failure(connection -> {
            throw new SQLException("another database is gone", "08006");
        });

        assertThat(failure.sqlState()).isNull();
        assertThat(failure.sessionLost()).isFalse();
        assertThat(count(session, "t")).isZero();
    }

    @Test
    void anErrorOfTheMachineRollsBack() throws TxFailure {
        TxFailure failure = failure(connection -> {
            execute(connection, "INSERT INTO t VALUES (1)");
            throw new NoClassDefFoundError("com/example/Gone");
        });

        assertThat(failure).hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(count(session, "t")).isZero();
    }

    @Test
    void aPoolWithoutAutocommitStaysSo() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (TxSession own = JdbcTxRunner.over(pool).open()) {
                own.run(code(connection -> execute(connection, "INSERT INTO t VALUES (1)")));
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
        assertThat(count(session, "t")).isEqualTo(2);
    }

    /** The code notices the interrupt itself, since it does not wait for the database. */
    @Test
    void anInterruptEndsIt() throws Exception {
        Thread caller = Thread.currentThread();
        Migrator migrator = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .codeMigration(migration(connection -> {
                    execute(connection, "INSERT INTO t VALUES (1)");
                    caller.interrupt();
                    new java.util.concurrent.CountDownLatch(1).await();
                }))
                .build();

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(RunInterruptedException.class)
                .hasMessageContaining("The run was interrupted while V1 was running; it was rolled back.");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(count(session, "t")).isZero();
        assertThat(count(session, "_migrations")).isZero();
    }
}
