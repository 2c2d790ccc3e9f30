package dev.manticore.migrations.examples.quarkus;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** An article that is for sale. */
@Entity
@SuppressWarnings("NullAway.Init") // JPA sets the fields.
public class Article {
    @Id
    Long id;

    String name;

    BigDecimal price;
}
