package dev.manticore.migrations.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Shows that the embedded server gives each test a database of its own and drops it again. */
class PostgresServerTest {

    @Test
    void isOneForAll() {
        assertThat(PostgresServer.shared()).isSameAs(PostgresServer.shared());
    }

    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        try (TestDatabase one = PostgresServer.shared().newDatabase();
                TestDatabase other = PostgresServer.shared().newDatabase()) {
            query(one, "CREATE TABLE mine (id INT); SELECT 1");

            assertThat(query(one, "SELECT current_database()")).isEqualTo(one.name());
            assertThat(query(other, "SELECT to_regclass('mine')")).isNull();
        }
    }

    @Test
    void createsDatabasesAtTheSameTime() {
        List<String> names = IntStream.range(0, 16)
                .parallel()
                .mapToObj(ignored -> {
                    try (TestDatabase database = PostgresServer.shared().newDatabase()) {
                        return database.name();
                    }
                })
                .toList();

        assertThat(names).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void dropsADatabaseThatIsInUse() throws SQLException {
        TestDatabase database = PostgresServer.shared().newDatabase();
        try (Connection open = database.dataSource().getConnection()) {
            database.close();

            assertThat(open.isValid(1)).isFalse();
            assertThatThrownBy(() -> query(database, "SELECT 1")).hasMessageContaining("does not exist");
        }
    }

    @Test
    void tradesDurabilityForSpeed() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            SoftAssertions softly = new SoftAssertions();
            softly.assertThat(query(database, "SHOW fsync")).isEqualTo("off");
            softly.assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("off");
            softly.assertThat(query(database, "SHOW full_page_writes")).isEqualTo("off");
            softly.assertThat(query(database, "SHOW max_connections")).isEqualTo("200");
            softly.assertAll();
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceAlone() throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            List<InetAddress> outward = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .toList();

            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(outward)
                    .allSatisfy(address -> assertThatThrownBy(() -> new Socket(address, database.port()).close())
                            .hasMessageContaining("refused"));
        }
    }

    @Test
    void speaksOfTheServerThatRuns() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThat(query(database, "SHOW server_version"))
                    .startsWith(PostgresServer.shared().majorVersion() + ".");
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(sql);
            while (!hasRows) {
                hasRows = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
