package dev.manticore.migrations.examples.springboot;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** An article that is for sale. */
@Entity
@SuppressWarnings("NullAway.Init") // JPA sets the fields.
public class Article {
    @Id
    private Long id;

    private String name;

    private BigDecimal price;

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    BigDecimal price() {
        return price;
    }
}
