package dev.manticore.migrations.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import io.quarkus.agroal.spi.JdbcDataSourceSchemaReadyBuildItem;
import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.runtime.Startup;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.util.List;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is migrated before Hibernate ORM compares it with the entities, and before beans query it. */
class MigratedBeforeHibernateTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Databases.class, Article.class, Articles.class)
                    .addAsResource(
                            new StringAsset("CREATE TABLE article (id BIGINT PRIMARY KEY, name VARCHAR(255));"),
                            "db/migration/V1__create_articles.sql")
                    .addAsResource(
                            new StringAsset("INSERT INTO article VALUES (1, '${name}');"),
                            "db/migration/stock/V2__add_articles.sql"))
            .overrideConfigKey("quarkus.datasource.jdbc.url", Databases.jdbcUrl("hibernate"))
            .overrideConfigKey("quarkus.datasource.reactive", "false")
            .overrideConfigKey("quarkus.hibernate-orm.schema-management.strategy", "validate")
            .overrideConfigKey("quarkus.manticore-migrations.placeholders.name", "Pen")
            .addBuildChainCustomizer(MigratedBeforeHibernateTest::observe)
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("dev.manticore"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(new SimpleFormatter()::formatMessage)
                    .anyMatch(line -> line.startsWith("V2 add articles done in")));

    @Inject
    Articles articles;

    @Inject
    Migrator migrator;

    @Test
    void isMigrated() {
        assertThat(articles.atStart).containsExactly("Pen");
        MigrationStatus status = migrator.status();
        assertThat(status.entries()).hasSize(2).noneMatch(entry -> entry.state().isPending());
    }

    /** Hibernate ORM waits for the schemas that are named here; without that, the order would be a matter of luck. */
    @Test
    void saysWhichSchemasAreReadyAndWhatAnImageNeeds() {
        assertThat(System.getProperty("test.schemas")).isEqualTo("<default>");
        assertThat(System.getProperty("test.resources").split(","))
                .contains("db/migration/V1__create_articles.sql", "db/migration/stock/V2__add_articles.sql");
    }

    private static void observe(BuildChainBuilder build) {
        build.addBuildStep(context -> {
                    System.setProperty(
                            "test.schemas",
                            context.consumeMulti(JdbcDataSourceSchemaReadyBuildItem.class).stream()
                                    .flatMap(item -> item.getDatasourceNames().stream())
                                    .collect(Collectors.joining(",")));
                    System.setProperty(
                            "test.resources",
                            context.consumeMulti(NativeImageResourceBuildItem.class).stream()
                                    .flatMap(item -> item.getResources().stream())
                                    .collect(Collectors.joining(",")));
                    context.produce(new FeatureBuildItem("observed"));
                })
                .consumes(JdbcDataSourceSchemaReadyBuildItem.class)
                .consumes(NativeImageResourceBuildItem.class)
                .produces(FeatureBuildItem.class)
                .build();
    }

    @Entity(name = "article")
    static class Article {
        @Id
        long id;

        String name;
    }

    @Startup
    @Singleton
    static class Articles {
        final List<String> atStart;

        @Inject
        Articles(EntityManager entities) {
            atStart = entities.createQuery("SELECT name FROM article", String.class)
                    .getResultList();
        }
    }
}
