package dev.manticore.migrations.it.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the JDBC driver and the Vert.x client read the same server from one address. */
class AddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://root:secret@db.example:26257/defaultdb?sslmode=disable",
                "postgres://root:secret@db.example:26257/defaultdb?sslmode=disable",
                "jdbc:postgresql://root:secret@db.example:26257/defaultdb?sslmode=disable"
            })
    void isReadAlikeForBothClients(String url) {
        Address address = Address.of(url);

        var jdbc = address.dataSource();
        assertThat(jdbc.getServerNames()).containsExactly("db.example");
        assertThat(jdbc.getPortNumbers()).containsExactly(26257);
        assertThat(jdbc.getDatabaseName()).isEqualTo("defaultdb");
        assertThat(jdbc.getUser()).isEqualTo("root");
        assertThat(jdbc.getPassword()).isEqualTo("secret");
        assertThat(jdbc.getSslMode()).isEqualTo("disable");
        PgConnectOptions vertx = PgConnectOptions.fromUri(address.uri().toString());
        assertThat(vertx.getHost()).isEqualTo("db.example");
        assertThat(vertx.getPort()).isEqualTo(26257);
        assertThat(vertx.getDatabase()).isEqualTo("defaultdb");
        assertThat(vertx.getUser()).isEqualTo("root");
        assertThat(vertx.getPassword()).isEqualTo("secret");
    }

    @Test
    void needsNoPasswordAndNoPort() {
        Address address = Address.of("postgresql://root@localhost/defaultdb");

        assertThat(address.dataSource().getPassword()).isNull();
        assertThat(address.dataSource().getServerNames()).containsExactly("localhost");
    }
}
