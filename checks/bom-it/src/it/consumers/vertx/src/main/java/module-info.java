module com.example.vertx {
    requires dev.manticore.migrations.classpath;
    requires dev.manticore.migrations.vertx;
    requires io.vertx.sql.client.pg;
}
