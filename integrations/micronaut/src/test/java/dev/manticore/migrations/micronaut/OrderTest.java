package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What gets the data source sees the migrated schema: a bean of each kind queries a migrated table in its constructor. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = Application.BEANS, value = "order")
class OrderTest implements TestPropertyProvider {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @Inject
    Counts counts;

    @Inject
    Migrator migrator;

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        Application.dataSource("default", database).forEach((name, value) -> properties.put(name, value.toString()));
        // Fails at the start if the table is missing.
        properties.put("jpa.default.properties.hibernate.hbm2ddl.auto", "validate");
        return properties;
    }

    @AfterAll
    void drop() {
        database.close();
    }

    @Test
    void migratesBeforeAnybodyQueries() {
        assertThat(counts.dataSource).isEqualTo(2);
        assertThat(counts.operations).isEqualTo(2);
        assertThat(counts.repository).isEqualTo(2);
        assertThat(counts.jooq).isEqualTo(2);
        assertThat(counts.hibernate).isEqualTo(2);
    }

    @Test
    void givesTheMigratorToOtherBeans() {
        assertThat(migrator.status().pending()).hasValue(0);
        assertThat(migrator.appliedVersions()).hasSize(2);
    }

    @Context
    @Requires(property = Application.BEANS, value = "order")
    static class Counts {
        final long dataSource;
        final long operations;
        final long repository;
        final long jooq;
        final long hibernate;

        Counts(
                DataSource dataSource,
                DataSourceResolver resolver,
                JdbcOperations operations,
                TransactionOperations<Connection> transactions,
                CustomerRepository repository,
                DSLContext jooq,
                SessionFactory hibernate)
                throws SQLException {
            try (Connection connection = resolver.resolve(dataSource).getConnection();
                    ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM customers")) {
                rows.next();
                this.dataSource = rows.getLong(1);
            }
            this.operations = transactions.executeRead(
                    transaction -> operations.prepareStatement("SELECT count(*) FROM customers", statement -> {
                        ResultSet rows = statement.executeQuery();
                        rows.next();
                        return rows.getLong(1);
                    }));
            this.repository = repository.count();
            this.jooq = transactions.executeRead(transaction -> (long) jooq.fetchCount(jooq.selectFrom("customers")));
            this.hibernate = hibernate.fromSession(
                    session -> session.createQuery("SELECT count(*) FROM CustomerEntity", Long.class)
                            .getSingleResult());
        }
    }

    @JdbcRepository(dialect = Dialect.POSTGRES)
    @Requires(property = Application.BEANS, value = "order")
    interface CustomerRepository extends CrudRepository<Customer, Long> {}

    @MappedEntity("customers")
    record Customer(@io.micronaut.data.annotation.Id Long id, String name) {}

    @Entity(name = "CustomerEntity")
    @jakarta.persistence.Table(name = "customers")
    static class CustomerEntity {
        @Id
        Long id;

        String name;
    }
}
