package dev.manticore.migrations.examples.quarkus;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Nothing here is about migrations: the extension and the files below {@code db/migration} are all that is needed. */
@Path("articles")
@Singleton
@Startup
public class Articles {
    private final EntityManager entities;

    /** Queries a migrated table already. */
    Articles(EntityManager entities) {
        this.entities = entities;
        System.out.println(names().size() + " articles are for sale");
    }

    @GET
    public final String all() {
        return String.join(", ", names());
    }

    private List<String> names() {
        return entities.createQuery("SELECT name FROM Article ORDER BY id", String.class)
                .getResultList();
    }
}
