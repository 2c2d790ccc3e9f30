package dev.manticore.migrations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.Frame.Sender;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers of other vendors identify themselves when a connection starts: no query is needed. */
class IdentificationTest extends SessionTest {
    private static final String COCKROACH =
            "CockroachDB CCL v21.1.0 (x86_64-unknown-linux-gnu, built 2021/05/17 13:49:40, go1.15.11)";

    private WireProxy proxy;
    private TestDatabase proxied;

    @BeforeEach
    void proxy() {
        proxy = WireProxy.before(database);
        proxied = proxy.through(database);
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private Database identified() throws TxFailure {
        try (TxSession opened = JdbcTxRunner.over(proxied.dataSource()).open()) {
            return opened.database();
        }
    }

    /** Excludes what the driver itself sends on each new connection. */
    private void assertNothingAsked() {
        assertThat(proxy.queries()).allMatch(query -> query.startsWith("SET "));
    }

    @Test
    void cockroachdb() throws TxFailure {
        proxy.rewriteEach(frame -> isVersion(frame)
                ? Frame.parameter("server_version", "13.0.0").and(Frame.parameter("crdb_version", COCKROACH))
                : frame);

        assertThat(identified()).hasToString("CockroachDB 21.1.0");
        assertNothingAsked();
    }

    @Test
    void postgresql() throws TxFailure {
        assertThat(identified().product()).isEqualTo(Product.POSTGRESQL);
        assertNothingAsked();
    }

    @Test
    void yugabytedbIsAPostgresql() throws TxFailure {
        proxy.rewriteEach(frame -> isVersion(frame) ? Frame.parameter("server_version", "15.2-YB-2.25.0.0-b0") : frame);

        assertThat(identified()).hasToString("PostgreSQL 15.2-YB-2.25.0.0-b0");
        assertNothingAsked();
    }

    @Test
    void redshiftIsRefused() {
        proxy.rewriteEach(frame -> isVersion(frame) ? Frame.parameter("server_version", "8.0.2") : frame);

        assertThat(catchThrowableOfType(TxFailure.class, this::identified))
                .hasMessageContaining("Amazon Redshift")
                .hasMessageContaining("is not supported");
    }

    private static boolean isVersion(Frame frame) {
        return frame.isFrom(Sender.SERVER, 'S') && frame.text().equals("server_version");
    }
}
