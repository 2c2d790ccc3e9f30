package dev.manticore.migrations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.adapter.Scripts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Failures to connect are reported alike with and without a pool. */
class ConnectTest extends SessionTest {
    private static final String PASSWORD = "correct-horse-battery";

    @Test
    void saysThatThereIsNoServer() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TestDatabase nowhere = new TestDatabase("127.0.0.1", port, "any", "any");

        assertFailure(nowhere.jdbcUrl(), "08001", "127.0.0.1:" + port + " refused");
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertFailure("jdbc:postgresql://nowhere.invalid/any", "08001", "UnknownHostException");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        TestDatabase missing = new TestDatabase(database.host(), database.port(), "missing", database.user());

        assertFailure(missing.jdbcUrl(), "3D000", "database \"missing\" does not exist");
    }

    @Test
    void saysThatThereAreTooManyConnections() throws TxFailure {
        session.run(Scripts.autocommit("CREATE ROLE " + database.name() + "_none LOGIN CONNECTION LIMIT 0"));
        TestDatabase full =
                new TestDatabase(database.host(), database.port(), database.name(), database.name() + "_none");

        assertFailure(full.jdbcUrl(), "53300", "too many connections");
    }

    @Test
    void saysThatThePasswordIsWrongAndNotWhichItWas() throws Exception {
        String role = database.name() + "_role";
        session.run(Scripts.autocommit("CREATE ROLE " + role + " LOGIN PASSWORD 'right'"));
        Path file = Path.of(Scripts.text(session, "SHOW hba_file"));
        String rules = Files.readString(file);
        try {
            Files.writeString(file, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + rules);
            Scripts.text(session, "SELECT pg_reload_conf()");
            TestDatabase guarded = new TestDatabase(database.host(), database.port(), database.name(), role);
            awaitThatAPasswordIsAskedFor(guarded);

            assertFailure(
                    guarded.jdbcUrl() + "&password=" + PASSWORD,
                    "28P01",
                    "password authentication failed for user \"" + role + "\"");
        } finally {
            Files.writeString(file, rules);
            Scripts.text(session, "SELECT pg_reload_conf()");
        }
    }

    private static void awaitThatAPasswordIsAskedFor(TestDatabase guarded) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                guarded.dataSource().getConnection().close();
            } catch (SQLException refused) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the server did not take the new rule up");
    }

    @Test
    void saysThatThePoolIsExhausted() throws SQLException {
        try (HikariDataSource pool = pool(database.jdbcUrl());
                Connection taken = pool.getConnection()) {
            TxFailure failure = failure(pool);

            assertThat(taken.isValid(5)).isTrue();
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessageContaining("timed out");
        }
    }

    @Test
    void refusesAnotherDriversConnection() {
        Connection stranger = Stubs.stranger();

        TxFailure failure = failure(Stubs.dataSource(() -> stranger));

        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure)
                .hasMessageContaining("PostgreSQL JDBC driver")
                .hasMessageContaining(stranger.getClass().getName() + ", whose database is Strange, and");
    }

    @Test
    void refusesAConnectionThatIsInATransactionAndLeavesItAlone() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE somebodys (id INT)");

            TxFailure failure = failure(Stubs.dataSource(() -> Stubs.unclosed(connection)));

            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessageContaining("already in a transaction");
            connection.commit();
        }
        assertThat(Scripts.count(session, "somebodys")).isZero();
    }

    @Test
    void refusesAConnectionThatWasLeftInATransaction() throws Exception {
        for (String left : new String[] {"BEGIN", "BEGIN; SELECT 1 / 0"}) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(catchThrowable(() -> statement.execute(left)) == null)
                        .isEqualTo(left.equals("BEGIN"));

                assertThat(failure(Stubs.dataSource(() -> Stubs.unclosed(connection))))
                        .hasMessageContaining("already in a transaction");
            }
        }
    }

    @Test
    void refusesADataSourceWithoutConnections() {
        DataSource empty = Stubs.dataSource(() -> null);

        assertThat(failure(empty)).hasMessageContaining("returned no connection");
    }

    /** Directly, through a pool, and through a pool that connects on first use and throws its own exception. */
    private static void assertFailure(String url, String sqlState, String message) {
        assertFailure(failure(Stubs.dataSource(url)), sqlState, message);
        try (HikariDataSource pool = pool(url)) {
            assertFailure(failure(pool), sqlState, message);
        }
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            assertFailure(failure(pool), sqlState, message);
        }
    }

    private static void assertFailure(TxFailure failure, String sqlState, String message) {
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure.sqlState()).isEqualTo(sqlState);
        assertThat(failure).hasMessageContaining(message);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain(PASSWORD);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(500);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static TxFailure failure(DataSource dataSource) {
        TxFailure failure = catchThrowableOfType(
                TxFailure.class, () -> JdbcTxRunner.over(dataSource).open());
        assertThat(failure).isNotNull();
        return failure;
    }
}
