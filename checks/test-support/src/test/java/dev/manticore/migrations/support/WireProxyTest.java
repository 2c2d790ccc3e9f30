package dev.manticore.migrations.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** Shows that the proxy passes messages on unchanged, and that each of its faults occurs where it was injected. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WireProxyTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final WireProxy proxy = WireProxy.before(database);

    @BeforeEach
    void createTable() throws SQLException {
        execute(database, "CREATE TABLE t (id INT)");
    }

    @AfterEach
    void close() {
        proxy.close();
        database.close();
    }

    @Test
    void countsASimpleQueryAsOneRoundTripWhateverItHolds() throws SQLException {
        try (Connection connection = connect("disable&preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            int before = proxy.roundTrips();
            statement.execute("BEGIN; INSERT INTO t SELECT generate_series(1, 10000); SELECT * FROM t; COMMIT");

            assertThat(proxy.roundTrips() - before).isEqualTo(1);
            assertThat(proxy.queries())
                    .last()
                    .asString()
                    .startsWith("BEGIN; INSERT")
                    .endsWith("COMMIT");
        }
    }

    @Test
    void countsEachSyncOfTheExtendedProtocol() throws SQLException {
        try (Connection connection = connect("disable");
                PreparedStatement statement = connection.prepareStatement("SELECT ?::int")) {
            int before = proxy.roundTrips();
            for (int i = 0; i < 3; i++) {
                statement.setInt(1, i);
                statement.executeQuery().close();
            }

            assertThat(proxy.roundTrips() - before).isEqualTo(3);
            assertThat(proxy.queries()).contains("SELECT $1::int");
        }
    }

    @Test
    void countsACopyAsTwo() throws Exception {
        try (Connection connection = connect("disable")) {
            int before = proxy.roundTrips();
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN", new StringReader("1\n2\n"));

            assertThat(proxy.roundTrips() - before).isEqualTo(2);
        }
    }

    @Test
    void countsConnectingApart() throws SQLException {
        connect("disable").close();
        connect("prefer").close();

        // The server trusts local users; asking for encryption is a round trip of its own.
        assertThat(proxy.connections()).isEqualTo(2);
        assertThat(proxy.connectingRoundTrips()).isEqualTo(3);
        assertThat(proxy.roundTrips()).isZero();
    }

    @Test
    void forgetsWhatItCounted() throws SQLException {
        execute(proxy.through(database), "SELECT 1");

        assertThat(proxy.roundTrips()).isPositive();
        proxy.reset();

        assertThat(proxy.connections() + proxy.connectingRoundTrips() + proxy.roundTrips())
                .isZero();
        assertThat(proxy.queries()).isEmpty();
    }

    @Test
    void cutsBeforeAQueryArrives() throws SQLException {
        Fault fault = proxy.cutBefore(Frame.sql("INSERT"));

        assertThatThrownBy(() -> execute(proxy.through(database), "INSERT INTO t VALUES (1)"))
                .isInstanceOf(SQLException.class);
        assertThat(fault.happened()).isTrue();
        assertThat(count()).isZero();
    }

    @Test
    void cutsBeforeAnAnswerArrives() throws SQLException {
        Fault fault = proxy.cutBefore(Frame.answer("INSERT 0 1"));

        assertThatThrownBy(() -> execute(proxy.through(database), "INSERT INTO t VALUES (1)"))
                .isInstanceOf(SQLException.class);
        assertThat(fault.happened()).isTrue();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void cutsAfterAnAnswerArrived() throws SQLException {
        Fault fault = proxy.cutAfter(frame -> frame.isFrom(Frame.Sender.SERVER, 'Z'));

        try (Connection connection = connect("disable")) {
            assertThat(fault.happened()).isTrue();
            assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void cutsOnce() throws SQLException {
        proxy.cutBefore(frame -> frame.type() == Frame.STARTUP);

        assertThatThrownBy(() -> connect("disable")).isInstanceOf(SQLException.class);
        connect("disable").close();
    }

    @Test
    void putsAnErrorInPlaceOfAnAnswer() throws SQLException {
        Fault fault = proxy.refuse(Frame.answer("INSERT 0 1"), "40001");

        assertThatThrownBy(() -> execute(proxy.through(database), "INSERT INTO t VALUES (1)"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("40001"));
        assertThat(fault.happened()).isTrue();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void breaksAnAnswerOff() throws SQLException {
        Fault fault = proxy.breakOff(Frame.answer("INSERT 0 1"), "08006");

        try (Connection connection = connect("disable&preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2), (3)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("08006"));
            assertThat(fault.happened()).isTrue();
            assertThat(statement.execute("SELECT 1")).as("it goes on").isTrue();
        }
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void breaksAnAnswerAndTheConnectionOff() throws SQLException {
        proxy.breakOffAndCut(Frame.answer("INSERT 0 1"), "57P01");

        try (Connection connection = connect("disable");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("57P01"));
            assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void showsEachMessageOfEitherSideBeforeAFaultStrikesAtIt() throws SQLException {
        List<Frame> seen = new CopyOnWriteArrayList<>();
        proxy.watch(seen::add);
        proxy.cutBefore(Frame.sql("INSERT"));

        assertThatThrownBy(() -> execute(proxy.through(database), "INSERT INTO t VALUES (1)"))
                .isInstanceOf(SQLException.class);

        assertThat(seen)
                .anyMatch(frame -> frame.type() == Frame.STARTUP)
                .anyMatch(frame -> frame.isFrom(Frame.Sender.SERVER, 'Z'))
                .filteredOn(Frame.sql("INSERT"))
                .hasSize(1);
    }

    @Test
    void sendsTheServerSomethingElse() throws SQLException {
        Fault fault = proxy.rewrite(Frame.sql("VALUES (1)"), struck -> Frame.query("INSERT INTO t VALUES (7), (8)"));

        execute(
                new TestDatabase(
                        "127.0.0.1", proxy.port(), database.name(), database.user() + "&preferQueryMode=simple"),
                "INSERT INTO t VALUES (1)");

        assertThat(fault.happened()).isTrue();
        assertThat(count()).isEqualTo(2);
        assertThat(proxy.queries()).as("what the client sent").contains("INSERT INTO t VALUES (1)");
    }

    @Test
    void holdsAnAnswerBackUntilItIsReleased() throws Exception {
        Fault fault = proxy.hold(Frame.answer("INSERT 0 1"));
        CompletableFuture<Boolean> inserted = CompletableFuture.supplyAsync(() -> {
            try {
                execute(proxy.through(database), "INSERT INTO t VALUES (1)");
                return true;
            } catch (SQLException failure) {
                return false;
            }
        });
        await().until(fault::happened);
        await().until(() -> count() == 1);

        assertThat(inserted).isNotDone();
        fault.release();
        assertThat(inserted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsAConnectionThatIsHeldWhenEitherSideDoes() throws Exception {
        Fault fault = proxy.hold(Frame.answer("INSERT 0 1"));
        Connection connection = connect("disable");
        CompletableFuture<Throwable> failing = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> connection.createStatement().execute("INSERT INTO t VALUES (1)")));
        await().until(fault::happened);
        connection.abort(Runnable::run);

        assertThat(failing.get(30, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        await().until(() -> clients() == 0);
    }

    /** How many clients of the test's database the server has besides the one that asks. */
    private long clients() throws SQLException {
        return number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
    }

    @Test
    void passesTheServersEndOn() throws SQLException {
        try (Connection connection = connect("disable")) {
            assertThatThrownBy(
                            () -> connection.createStatement().execute("SELECT pg_terminate_backend(pg_backend_pid())"))
                    .hasMessageContaining("terminating connection");
        }
    }

    @Test
    void endsEverythingWhenItCloses() throws Exception {
        try (Connection connection = connect("disable")) {
            int port = proxy.port();
            proxy.close();

            assertThat(connection.isValid(5)).isFalse();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .hasMessageContaining("refused");
        }
    }

    private Connection connect(String sslMode) throws SQLException {
        // Without a version to assume, the driver sends two settings after it has connected.
        return DriverManager.getConnection(
                proxy.through(database).jdbcUrl() + "&assumeMinServerVersion=12&sslmode=" + sslMode);
    }

    private long count() throws SQLException {
        return number("SELECT count(*) FROM t");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(TestDatabase target, String sql) throws SQLException {
        try (Connection connection = target.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
