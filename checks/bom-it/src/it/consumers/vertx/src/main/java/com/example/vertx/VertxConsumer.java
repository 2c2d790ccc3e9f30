package com.example.vertx;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Migrates a schema, and says which of the classes named are there. */
public final class VertxConsumer {
    private VertxConsumer() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool = PgBuilder.pool().using(vertx).connectingTo(arguments[0]).build();
            VertxMigrator migrator = VertxMigrator.builder(vertx, pool)
                    .schema(arguments[1])
                    .source(ClasspathSource.of("shop/migrations", VertxConsumer.class.getModule()))
                    .build();
            migrator.migrate().await(30, TimeUnit.SECONDS);
            System.out.println("applied " + migrator.appliedVersions().await(30, TimeUnit.SECONDS));
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
        System.out.println("present "
                + Arrays.stream(arguments).skip(2).filter(VertxConsumer::isPresent).toList());
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
