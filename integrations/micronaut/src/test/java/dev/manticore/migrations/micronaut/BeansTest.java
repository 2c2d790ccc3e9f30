package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.MigrationStrategy;
import dev.manticore.migrations.application.MigratorCustomizer;
import dev.manticore.migrations.jdbc.JdbcMigration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Beans of the application add migrations, listen, and change how and whether the start migrates. */
class BeansTest {

    @Test
    void usesThemInTheirOrder() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context = Application.start(database, Application.BEANS, "beans")) {
            assertThat(Application.query(database, "SELECT name FROM customers ORDER BY id"))
                    .containsExactly("Ada", "Grace", "Barbara", "Edsger");
            assertThat(context.getBean(Calls.class).all).containsExactly("early", "late");
        }
    }

    @Test
    void leavesTheStartToAStrategy() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context = Application.start(database, Application.BEANS, "strategy")) {
            assertThat(context.getBean(OnlyPlan.class).planned).containsExactly("default: 2");
            assertThat(Application.tables(database)).isEmpty();
        }
    }

    @Singleton
    @Requires(property = Application.BEANS, value = "beans")
    static class Calls {
        final List<String> all = new CopyOnWriteArrayList<>();
    }

    @Singleton
    @Requires(property = Application.BEANS, value = "beans")
    static class V3__add_Barbara implements JdbcMigration {
        @Override
        public void migrate(Connection connection) throws SQLException {
            connection.createStatement().execute("INSERT INTO customers VALUES (3, 'Barbara')");
        }
    }

    @Factory
    @Requires(property = Application.BEANS, value = "beans")
    static class Beans {

        @Singleton
        MigrationSource edsger() {
            return MigrationSource.of(
                    new Migration(4, "add Edsger", "INSERT INTO customers VALUES (4, '${name}')", null));
        }

        @Singleton
        MigratorCustomizer customizer() {
            return (database, builder) -> builder.placeholder("name", "Edsger");
        }

        @Singleton
        @Order(2)
        MigrationListener late(Calls calls) {
            return event -> tell(event, "late", calls);
        }

        @Singleton
        @Order(1)
        MigrationListener early(Calls calls) {
            return event -> tell(event, "early", calls);
        }

        private static void tell(MigrationEvent event, String name, Calls calls) {
            if (event instanceof MigrationEvent.RunFinished) {
                calls.all.add(name);
            }
        }
    }

    @Singleton
    @Requires(property = Application.BEANS, value = "strategy")
    static class OnlyPlan implements MigrationStrategy {
        final List<String> planned = new CopyOnWriteArrayList<>();

        @Override
        public void migrate(DatabaseMigrations database) {
            planned.add(database.name() + ": " + database.plan().steps().size());
        }
    }
}
