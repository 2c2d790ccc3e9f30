package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.Database.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersTest {

    @ParameterizedTest
    @CsvSource({
        "18.6, 18.6",
        "16.3 (Debian 16.3-1.pgdg120+1), 16.3",
        "19beta1, 19beta1",
        "15.2-YB-2.25.0.0-b0, 15.2-YB-2.25.0.0-b0"
    })
    void knowsPostgres(String said, String version) throws TxFailure {
        assertThat(Database.identify(null, said)).isEqualTo(new Database(Product.POSTGRESQL, version));
    }

    @ParameterizedTest
    @CsvSource({
        "'CockroachDB CCL v21.1.0 (x86_64-unknown-linux-gnu, built 2021/05/17, go1.15.11)', 21.1.0",
        "'CockroachDB CCL v25.4.0-beta.1 (linux)', 25.4.0-beta.1",
        "strange, strange"
    })
    void knowsCockroachByItsOwnVersion(String said, String version) throws TxFailure {
        assertThat(Database.identify(said, "13.0.0")).isEqualTo(new Database(Product.COCKROACHDB, version));
    }

    @Test
    void refusesRedshift() {
        assertThatThrownBy(() -> Database.identify(null, "8.0.2"))
                .isInstanceOf(TxFailure.class)
                .hasMessageContaining("Redshift");
    }

    @Test
    void refusesWhatDoesNotSay() {
        assertThatThrownBy(() -> Database.identify(null, null)).isInstanceOf(TxFailure.class);
    }
}
