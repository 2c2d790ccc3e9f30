import org.jspecify.annotations.NullMarked;

/** The non-blocking runner over a Vert.x pool. Start at {@link dev.manticore.migrations.vertx.VertxMigrator}. */
@NullMarked
module dev.manticore.migrations.vertx {
    requires transitive dev.manticore.migrations;
    requires transitive io.vertx.core;
    requires transitive io.vertx.sql.client;
    requires io.vertx.sql.client.pg;
    requires static dagger;
    requires static jakarta.inject;
    requires static java.compiler;
    requires static org.jspecify;
    requires org.slf4j;

    uses dev.manticore.migrations.vertx.VertxMigration;

    exports dev.manticore.migrations.vertx;
    exports dev.manticore.migrations.vertx.dagger;
}
