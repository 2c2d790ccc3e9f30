package dev.manticore.migrations.examples.quarkusreactive;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Nothing here is about migrations: the extension and the files below {@code db/migration} are all that is needed. */
@Path("articles")
@Singleton
@Startup
public class Articles {
    private final Pool pool;

    /** Queries a migrated table already. */
    Articles(Pool pool) {
        this.pool = pool;
        System.out.println(names().await().indefinitely().size() + " articles are for sale");
    }

    @GET
    public final Uni<String> all() {
        return names().map(names -> String.join(", ", names));
    }

    private Uni<List<String>> names() {
        return pool.query("SELECT name FROM article ORDER BY id")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("name"))
                        .toList());
    }
}
