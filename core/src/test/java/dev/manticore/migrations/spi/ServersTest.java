package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.Database.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which servers are recognized, and how their versions are compared. */
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

    @ParameterizedTest
    @CsvSource({
        "'CockroachDB CCL v20.2.0 (x86_64-unknown-linux-gnu, built 2020/11/09 16:01:45, go1.13.14)', 20, 2",
        "'CockroachDB CCL v21.1.0-alpha.3-1024-g0a1b2c3d4e (x86_64-unknown-linux-gnu, built 2021/03/01, go1.15.5)', 21, 1",
        "'CockroachDB CCL v24.3.5 (aarch64-unknown-linux-gnu, built 2025/02/03, go1.22.8 X:nocoverageredesign)', 24, 3",
        "'CockroachDB CCL v26.3.0 (x86_64-pc-linux-gnu, built 2026/08/17, go1.26)', 26, 3",
        "'CockroachDB OSS v24.10.1 (linux)', 24, 10",
    })
    void comparesVersionsByTheirNumbers(String said, int major, int minor) throws TxFailure {
        Database database = Database.identify(said, "13.0.0");

        assertThat(database.isAtLeast(major, minor)).isTrue();
        assertThat(database.isAtLeast(major, 0)).isTrue();
        assertThat(database.isAtLeast(major - 1, minor + 1)).isTrue();
        assertThat(database.isAtLeast(major, minor + 1)).isFalse();
        assertThat(database.isAtLeast(major + 1, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"strange", "CockroachDB CCL (unknown)", "v99999999999.1"})
    void takesAVersionThatCannotBeReadForAnOldOne(String said) throws TxFailure {
        assertThat(Database.identify(said, "13.0.0").isAtLeast(1, 0)).isFalse();
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
