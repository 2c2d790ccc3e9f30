package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/** Reaches databases over the Vert.x PostgreSQL client: with a pool of the application, or with one of its own. */
final class VertxRunners implements RunnerProvider, DisposableBean {
    private static final int CONNECTIONS = 2;

    private final ListableBeanFactory beans;
    private final OwnConnections own;
    private final List<Pool> created = new CopyOnWriteArrayList<>();

    VertxRunners(ListableBeanFactory beans, OwnConnections own) {
        this.beans = beans;
        this.own = own;
    }

    @Override
    public Optional<DatabaseRunner> find(DatabaseSettings settings, SettingProblems problems) {
        Connection connection = own.of(settings, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Optional<Pool> pool = connection.url() != null
                ? connect(connection, settings, problems)
                : ofApplication(settings, connection, problems)
                        .or(() -> own.ofR2dbc(settings, problems).flatMap(it -> connect(it, settings, problems)));
        return pool.map(VertxTxRunner::over).map(DatabaseRunner.NonBlocking::new);
    }

    private Optional<Pool> ofApplication(DatabaseSettings settings, Connection connection, SettingProblems problems) {
        Optional<Pool> pool = pool(settings, problems);
        if (pool.isPresent() && connection.user() != null) {
            problems.add(
                    settings.property("user"),
                    "The database of a Vert.x pool is not known, and the pool has its own user.",
                    "Set " + settings.property("url") + " as well.");
        }
        return pool;
    }

    private Optional<Pool> pool(DatabaseSettings settings, SettingProblems problems) {
        if (settings.isNamed()) {
            return Arrays.stream(beans.getBeanNamesForType(Pool.class))
                    .filter(bean -> BeanFactoryAnnotationUtils.isQualifierMatch(settings.name()::equals, bean, beans))
                    .findFirst()
                    .map(bean -> beans.getBean(bean, Pool.class));
        }
        Pool unique = beans.getBeanProvider(Pool.class).getIfUnique();
        String[] names = beans.getBeanNamesForType(Pool.class);
        if (unique == null && names.length > 0) {
            problems.add(
                    "beans " + String.join(", ", names),
                    "There are several Vert.x pools.",
                    "Annotate the one that is to be migrated with @Primary, or see manticore.migrations.databases.");
        }
        return Optional.ofNullable(unique);
    }

    private Optional<Pool> connect(Connection connection, DatabaseSettings settings, SettingProblems problems) {
        PgConnectOptions options;
        try {
            options = PgConnectOptions.fromUri(connection.uri());
        } catch (IllegalArgumentException malformed) {
            // The message of the client has the URL with the password.
            problems.add(
                    settings.property("url"),
                    "The Vert.x client cannot read the URL.",
                    "Use postgresql://host:port/database, and parameters that the client knows.");
            return Optional.empty();
        }
        if (connection.user() != null) {
            options.setUser(connection.user());
        }
        if (connection.password() != null) {
            options.setPassword(connection.password());
        }
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(options)
                .build();
        created.add(pool);
        return Optional.of(pool);
    }

    @Override
    public void destroy() {
        created.forEach(Pool::close);
    }
}
