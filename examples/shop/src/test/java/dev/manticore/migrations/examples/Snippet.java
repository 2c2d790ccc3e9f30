package dev.manticore.migrations.examples;

import dev.manticore.migrations.support.CompiledText;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;

/** Compiles and runs Java statements unchanged; the frame declares the variables that they use. */
record Snippet(String statements) {
    private static final String FRAME = """
            import dev.manticore.migrations.*;
            import dev.manticore.migrations.classpath.*;
            import dev.manticore.migrations.filesystem.*;
            import dev.manticore.migrations.jdbc.*;
            import dev.manticore.migrations.spi.*;
            import dev.manticore.migrations.vertx.*;
            import io.vertx.core.*;
            import io.vertx.core.http.*;
            import io.vertx.sqlclient.Pool;
            import javax.sql.DataSource;

            public class Compiled {
                private static final Handler<HttpServerRequest> handler = request -> request.response().end();
                private static final int port = 0;

                public static void run(DataSource dataSource, Vertx vertx, Pool pool) throws Exception {
            %s
                }
            }
            """;

    void run(Path directory, DataSource dataSource, Vertx vertx, Pool pool)
            throws IOException, ReflectiveOperationException {
        CompiledText.compile(Map.of("Compiled.java", FRAME.formatted(statements)), directory);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, Snippet.class.getClassLoader())) {
            loader.loadClass("Compiled")
                    .getMethod("run", DataSource.class, Vertx.class, Pool.class)
                    .invoke(null, dataSource, vertx, pool);
        }
    }
}
