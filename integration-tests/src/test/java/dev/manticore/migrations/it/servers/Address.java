package dev.manticore.migrations.it.servers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Where a server is, as {@code postgresql://user:password@host:port/database?options}, with or without {@code jdbc:}. */
record Address(URI uri) {
    private static final int PATIENCE_SECONDS = 10;

    static Address of(String url) {
        return new Address(URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("^postgres:", "postgresql:")));
    }

    static Address of(JdbcDatabaseContainer<?> server) {
        URI place = Address.of(server.getJdbcUrl()).uri();
        return of("postgresql://" + server.getUsername() + ":" + server.getPassword() + "@" + place.getHost() + ":"
                + place.getPort() + place.getPath());
    }

    /** Each connection is a new one. */
    PGSimpleDataSource dataSource() {
        String[] user =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        PGSimpleDataSource source = new PGSimpleDataSource();
        String place = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        source.setUrl(
                "jdbc:postgresql://" + place + uri.getPath() + (uri.getQuery() == null ? "" : "?" + uri.getQuery()));
        if (user.length > 0) {
            source.setUser(user[0]);
        }
        if (user.length > 1) {
            source.setPassword(user[1]);
        }
        return source;
    }

    HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return new HikariDataSource(config);
    }

    Pool pool(Vertx vertx, int connections) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(PgConnectOptions.fromUri(uri.toString()))
                .with(new PoolOptions()
                        .setMaxSize(connections)
                        .setConnectionTimeout(PATIENCE_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .build();
    }
}
