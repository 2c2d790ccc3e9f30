package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A start applies what is pending, and costs one round trip if nothing is. */
class StartTest {

    @Test
    void migratesADataSourceThatTheApplicationCreates() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context = startUnpooled(database)) {
            assertThat(Application.tables(database)).containsExactly("customers");
            assertThat(context.getBean(Migrator.class).appliedVersions()).hasSize(2);
        }
    }

    @Test
    void costsOneRoundTripIfNothingIsPending() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                WireProxy proxy = WireProxy.before(database)) {
            TestDatabase observed = proxy.through(database);
            startUnpooled(observed).close();
            proxy.reset();
            observed.dataSource().getConnection().close();
            long connecting = proxy.roundTrips();
            proxy.reset();
            startUnpooled(observed).close();
            assertThat(proxy.roundTrips() - connecting).isEqualTo(1);
        }
    }

    @Test
    void doesNothingIfItIsDisabled() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context = Application.start(database, "manticore.migrations.enabled", "false")) {
            assertThat(context.containsBean(Migrator.class)).isFalse();
            assertThat(Application.tables(database)).isEmpty();
        }
    }

    private static ApplicationContext startUnpooled(TestDatabase database) {
        return Application.start(Application.map(Application.BEANS, "unpooled", "test.url", database.jdbcUrl()));
    }

    @Factory
    @Requires(property = Application.BEANS, value = "unpooled")
    static class Unpooled {

        @Context
        @Named("default")
        DataSource dataSource(@Value("${test.url}") String url) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(url);
            return dataSource;
        }
    }
}
