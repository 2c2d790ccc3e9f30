package dev.manticore.migrations.settings.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.settings.failure.ToolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Shows the defaults for connections, and that the URL overrides them. */
class ServerDataSourceTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://host/db,                                   10, 10",
        "postgresql://host/db?connect_timeout=60,                60, 60",
        "postgresql://host/db?connect_timeout=0,                 0,  0",
        "jdbc:postgresql://host/db?connectTimeout=3,             3,  3",
        "jdbc:postgresql://host/db?loginTimeout=30,              10, 30",
        "'postgresql://one,two,three/db',                        10, 30"
    })
    void limitsConnectingUnlessTheUrlSaysOtherwise(String url, int ofOneHost, int ofAll) throws Exception {
        PGSimpleDataSource source = of(url);

        assertThat(source.getConnectTimeout()).isEqualTo(ofOneHost);
        assertThat(source.getLoginTimeout()).isEqualTo(ofAll);
    }

    @Test
    void keepsConnectionsAliveUnlessTheUrlSaysOtherwise() {
        assertThat(of("postgresql://host/db").getTcpKeepAlive()).isTrue();
        assertThat(of("postgresql://host/db?keepalives=0").getTcpKeepAlive()).isFalse();
    }

    @Test
    void refusesADirectoryAmongSeveralHosts() {
        assertThatThrownBy(() -> of("postgresql:///db?host=/run/pg,b"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("the directory of a Unix-domain socket: /run/pg,b");
    }

    private static PGSimpleDataSource of(String url) {
        return ServerDataSource.of(new DatabaseChoice.Server(DatabaseUrl.parse(url), "me", null));
    }
}
