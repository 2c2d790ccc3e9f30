package dev.manticore.migrations.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database of a reactive data source is migrated before the application queries it. */
class ReactiveClientTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Databases.class, Articles.class)
                    .addAsResource(
                            new StringAsset("CREATE TABLE article (name) AS SELECT 'Pen';"),
                            "db/migration/V1__create_articles.sql"))
            .overrideConfigKey("quarkus.datasource.jdbc", "false")
            .overrideConfigKey(
                    "quarkus.datasource.reactive.url", Databases.url("reactive").replaceFirst("//postgres@", "//"))
            .overrideConfigKey("quarkus.datasource.username", "postgres")
            .overrideConfigKey("quarkus.hibernate-orm.enabled", "false");

    @Inject
    Articles articles;

    @Test
    void isMigrated() {
        assertThat(articles.atStart).containsExactly("Pen");
    }

    @Singleton
    static class Articles {
        final List<String> atStart = new ArrayList<>();

        void start(@Observes StartupEvent event, Pool pool) {
            pool.query("SELECT name FROM article").executeAndAwait().forEach(row -> atStart.add(row.getString(0)));
        }
    }
}
