package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each of several data sources has migrations, a migrator and beans of its own. */
class SeveralDataSourcesTest {
    private final TestDatabase customers = PostgresServer.shared().newDatabase();
    private final TestDatabase orders = PostgresServer.shared().newDatabase();

    @AfterEach
    void drop() {
        customers.close();
        orders.close();
    }

    @Test
    void migratesEach() {
        try (ApplicationContext context = start(
                Application.BEANS,
                "several",
                "manticore.migrations.datasources.orders.table",
                "changes",
                "manticore.migrations.lock-wait",
                "10m")) {
            assertThat(Application.tables(customers)).containsExactly("clients", "of_customers");
            assertThat(Application.tables(orders)).contains("changes", "orders").doesNotContain("clients");
            assertThat(migrator(context, "customers").appliedVersions()).hasSize(2);
            assertThat(migrator(context, "orders").appliedVersions()).hasSize(1);
            assertThat(context.getBean(Runs.class).count).hasValue(2);
        }
    }

    @Test
    void leavesOutTheOneThatIsDisabled() {
        try (ApplicationContext context = start("manticore.migrations.datasources.orders.enabled", "false")) {
            assertThat(Application.tables(customers)).containsExactly("clients");
            assertThat(Application.tables(orders)).isEmpty();
            assertThat(context.containsBean(Migrator.class, Qualifiers.byName("customers")))
                    .isTrue();
            assertThat(context.findBean(Migrator.class, Qualifiers.byName("orders")))
                    .isEmpty();
        }
    }

    @Test
    void refusesABeanThatIsForNoneOfThem() {
        assertThatThrownBy(() -> start(Application.BEANS, "unclear").close())
                .hasMessageContaining("It is a MigrationSource, and does not say which of the databases")
                .hasMessageContaining("@Named(\"orders\")");
    }

    private ApplicationContext start(String... properties) {
        Map<String, Object> all = new LinkedHashMap<>(Application.dataSource("customers", customers));
        all.putAll(Application.dataSource("orders", orders));
        all.put("manticore.migrations.datasources.customers.locations", "classpath:several/customers");
        all.put("manticore.migrations.datasources.orders.locations", "classpath:several/orders");
        all.putAll(Application.map(properties));
        return Application.start(all);
    }

    private static Migrator migrator(ApplicationContext context, String name) {
        return context.getBean(Migrator.class, Qualifiers.byName(name));
    }

    @Factory
    @Requires(property = Application.BEANS, value = "several")
    static class Beans {

        @Singleton
        @Named("customers")
        MigrationSource ofCustomers() {
            return MigrationSource.of(
                    new Migration(2, "of customers", "CREATE TABLE of_customers (id BIGINT PRIMARY KEY)", null));
        }
    }

    @Singleton
    @Requires(property = Application.BEANS, value = "several")
    static class Runs implements MigrationListener {
        final AtomicInteger count = new AtomicInteger();

        @Override
        public void on(MigrationEvent event) {
            if (event instanceof MigrationEvent.RunFinished) {
                count.incrementAndGet();
            }
        }
    }

    @Factory
    @Requires(property = Application.BEANS, value = "unclear")
    static class Unclear {

        @Singleton
        MigrationSource ofNone() {
            return MigrationSource.of(new Migration(2, "of none", "SELECT 1", null));
        }
    }
}
