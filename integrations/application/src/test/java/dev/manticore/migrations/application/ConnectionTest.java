package dev.manticore.migrations.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The connection of the migrations is read from each form of a URL. */
class ConnectionTest {

    @Test
    void readsTheUserOfAUri() {
        assertThat(Connection.to("postgresql://ada:p%40ss@host:5433/shop?sslmode=require", null, null))
                .isEqualTo(new Connection("jdbc:postgresql://host:5433/shop?sslmode=require", "ada", "p@ss"));
        assertThat(Connection.to("postgres://ada@host/shop", "grace", "x"))
                .isEqualTo(new Connection("jdbc:postgresql://host/shop", "grace", "x"));
    }

    @Test
    void neverTellsWhatMayBeSecret() {
        assertThatThrownBy(() -> Connection.to("jdbc:mysql://host/db?password=secret", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only PostgreSQL and CockroachDB can be migrated")
                .hasMessageNotContaining("secret");
        assertThat(Connection.to("jdbc:postgresql://host/shop?password=secret", "ada", "secret"))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void removesTheUserOfAJdbcUrl() {
        assertThat(Connection.withoutUser("jdbc:postgresql://host/shop?user=ada&ssl=true&password=x"))
                .isEqualTo("jdbc:postgresql://host/shop?ssl=true");
        assertThat(Connection.withoutUser("jdbc:postgresql://host/shop?user=ada"))
                .isEqualTo("jdbc:postgresql://host/shop");
    }
}
