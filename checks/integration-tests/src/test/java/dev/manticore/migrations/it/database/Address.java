package dev.manticore.migrations.it.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Where a server is, as {@code postgresql://user:password@host:port/database?options}, with or without {@code jdbc:}. */
public record Address(URI uri) {
    private static final int PATIENCE_SECONDS = 10;
    private static final int DEFAULT_PORT = 5432;

    public static Address of(String url) {
        return new Address(URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("^postgres:", "postgresql:")));
    }

    public static Address of(JdbcDatabaseContainer<?> server) {
        URI place = Address.of(server.getJdbcUrl()).uri();
        return of("postgresql://" + server.getUsername() + ":" + server.getPassword() + "@" + place.getHost() + ":"
                + place.getPort() + place.getPath());
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    String user() {
        return userInfo().length > 0 ? userInfo()[0] : System.getProperty("user.name");
    }

    Optional<String> password() {
        return userInfo().length > 1 ? Optional.of(userInfo()[1]) : Optional.empty();
    }

    private String[] userInfo() {
        return uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    }

    /** Each connection is a new one. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + host() + ":" + port() + uri.getPath()
                + (uri.getQuery() == null ? "" : "?" + uri.getQuery()));
        source.setUser(user());
        password().ifPresent(source::setPassword);
        return source;
    }

    public HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return new HikariDataSource(config);
    }

    public Pool pool(Vertx vertx, int connections) {
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
