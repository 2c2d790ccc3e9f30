package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.Frame.Sender;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.WireProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers of other vendors, as far as the client can distinguish them. */
class IdentificationTest extends SessionTest {
    private WireProxy proxy;

    @BeforeEach
    void proxy() {
        proxy = WireProxy.before(database);
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void knowsPostgresqlWithoutARoundTrip() throws TxFailure {
        Session asked = Session.open(runner(proxy.through(database)));

        assertThat(asked.database().product()).isEqualTo(Product.POSTGRESQL);
        assertThat(asked.database().version()).matches(PostgresServer.shared().majorVersion() + "\\.\\d+");
        assertThat(proxy.roundTrips()).isZero();
    }

    @Test
    void asksAServerThatCouldBeCockroachdbOnce() throws TxFailure {
        proxy.replace(IdentificationTest::isVersion, Frame.parameter("server_version", "13.0.0"));
        proxy.replace(
                frame -> frame.isFrom(Sender.SERVER, 'D'),
                Frame.row("CockroachDB CCL v21.1.0 (x86_64-unknown-linux-gnu, built 2021/05/17 13:49:40, go1.15.11)"));
        Session asked = Session.open(runner(proxy.through(database)));

        assertThat(asked.database().product()).isEqualTo(Product.COCKROACHDB);
        assertThat(asked.database().version()).isEqualTo("21.1.0");
        assertThat(proxy.queries()).containsExactly("SELECT version()");
    }

    @Test
    void takesAnOldPostgresqlForWhatItIs() throws TxFailure {
        proxy.replace(IdentificationTest::isVersion, Frame.parameter("server_version", "9.6.0"));
        Session asked = Session.open(runner(proxy.through(database)));

        assertThat(asked.database().product()).isEqualTo(Product.POSTGRESQL);
        assertThat(asked.database().version()).isEqualTo("9.6.0");
    }

    @Test
    void refusesAServerThatCannotBeMigratedAndGivesTheConnectionBack() throws TxFailure {
        proxy.replace(IdentificationTest::isVersion, Frame.parameter("server_version", "8.0.2"));
        VertxTxRunner runner = runner(proxy.through(database));

        TxFailure failure = Failing.toOpen(runner);

        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasMessageContaining("Redshift");
        assertThat(Failing.toOpen(runner)).hasMessageContaining("Redshift");
        assertThat(proxy.connections()).isEqualTo(1);
    }

    private static boolean isVersion(Frame frame) {
        return frame.isFrom(Sender.SERVER, 'S') && frame.text().equals("server_version");
    }
}
