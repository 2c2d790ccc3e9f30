package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.adapter.Scripts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/** With a pool of one connection, the next user gets what a session leaves behind. */
class PoolTest extends SessionTest {

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"})
    void leavesTheConnectionAsItWas(String mode) throws Exception {
        HikariConfig config = config();
        config.addDataSourceProperty("preferQueryMode", mode);
        config.addDataSourceProperty("autosave", "always");
        config.setAutoCommit(mode.startsWith("extendedFor"));
        config.setConnectionInitSql("SET TimeZone = 'Asia/Tokyo'");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            List<Object> before = state(pool);
            try (TxSession session = JdbcTxRunner.over(pool).open()) {
                useInEveryWay(session);
            }

            assertThat(state(pool))
                    .isEqualTo(before)
                    .contains(PreferQueryMode.of(mode), AutoSave.ALWAYS, "Asia/Tokyo", config.isAutoCommit());
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.unwrap(BaseConnection.class).getTransactionState())
                        .isEqualTo(TransactionState.IDLE);
            }
        }
    }

    private static void useInEveryWay(TxSession session) throws TxFailure {
        session.run(transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)"));
        session.run(autocommit("SELECT * FROM t"));
        session.run(new TxScript(Mode.TRANSACTION, List.of(new TxStatement("COPY t FROM STDIN", "2\n3\n"))));
        session.run(autocommit("VACUUM t"));
        Scripts.failure(session, transaction("INSERT INTO t VALUES (4)", "SELECT 1 / 0"));
        Scripts.failure(session, autocommit("SELECT 1 / 0"));
        Scripts.failure(session, autocommit("BEGIN", "SELECT 1 / 0"));
        Scripts.failure(session, new TxScript(Mode.TRANSACTION, List.of(new TxStatement("COPY t FROM STDIN", "x\n"))));
    }

    private static List<Object> state(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            BaseConnection driver = connection.unwrap(BaseConnection.class);
            return List.of(
                    driver.getBackendPID(),
                    driver.getQueryExecutor().getPreferQueryMode(),
                    driver.getAutosave(),
                    connection.getAutoCommit(),
                    connection.isReadOnly(),
                    driver.getParameterStatus("TimeZone"));
        }
    }

    @Test
    void leavesPreparedStatementsUsable() throws Exception {
        HikariConfig config = config();
        config.addDataSourceProperty("prepareThreshold", "1");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThat(square(pool, 3)).isEqualTo(9);
            try (TxSession session = JdbcTxRunner.over(pool).open()) {
                useInEveryWay(session);
            }
            assertThat(square(pool, 4)).isEqualTo(16);
            assertThat(square(pool, 5)).isEqualTo(25);
        }
    }

    private static int square(HikariDataSource pool, int number) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT ?::int * ?")) {
            statement.setInt(1, number);
            statement.setInt(2, number);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void worksWithoutAutocommit() throws Exception {
        HikariConfig config = config();
        config.setAutoCommit(false);
        config.setConnectionTestQuery("SELECT 1");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 3; i++) {
                try (TxSession session = JdbcTxRunner.over(pool).open()) {
                    session.run(autocommit("CREATE TABLE t" + i + " (id INT)"));
                    session.run(autocommit("VACUUM t" + i));
                    session.run(transaction("INSERT INTO t" + i + " VALUES (1)"));
                }
            }
        }
        assertThat(Scripts.count(session, "t2")).isEqualTo(1);
    }

    @Test
    void evictsAConnectionThatWasLost() throws Exception {
        try (HikariDataSource pool = new HikariDataSource(config())) {
            JdbcTxRunner runner = JdbcTxRunner.over(pool);
            try (TxSession lost = runner.open()) {
                TxFailure failure = Scripts.failure(lost, autocommit("SELECT pg_terminate_backend(pg_backend_pid())"));
                assertThat(failure.sessionLost()).isTrue();
            }
            try (TxSession next = runner.open()) {
                assertThat(Scripts.text(next, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void closesTwiceAndServesNobodyAfterwards() throws Exception {
        try (HikariDataSource pool = new HikariDataSource(config())) {
            TxSession session = JdbcTxRunner.over(pool).open();
            session.close();
            try (Connection connection = pool.getConnection()) {
                session.close();
                assertThat(catchThrowable(() -> session.run(autocommit("SELECT 1"))))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(connection.unwrap(BaseConnection.class).getTransactionState())
                        .isEqualTo(TransactionState.IDLE);
            }
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(5_000);
        return config;
    }
}
