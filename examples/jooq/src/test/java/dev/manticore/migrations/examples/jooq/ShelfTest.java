package dev.manticore.migrations.examples.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.examples.jooq.generated.Public;
import dev.manticore.migrations.examples.jooq.generated.enums.Genre;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jooq.Named;
import org.junit.jupiter.api.Test;

/** Shows that the generated classes fit the database that the migrations make. */
class ShelfTest {
    @Test
    void readsAndWritesWithGeneratedClasses() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Shelf shelf = Shelf.open(database.dataSource());

            shelf.add("Middlemarch", Genre.novel, new BigDecimal("9.50"));
            shelf.add("Emma", Genre.novel, new BigDecimal("7.00"));
            shelf.add("Leaves of Grass", Genre.poetry, new BigDecimal("8.25"));

            assertThat(shelf.titles(Genre.novel)).containsExactly("Emma", "Middlemarch");
        }
    }

    @Test
    void hasAClassForEachTableButThoseOfTheHistory() {
        assertThat(Public.PUBLIC.getTables()).extracting(Named::getName).containsExactly("book");
    }

    @Test
    void hasAnIndexOfItsMigrations() throws IOException {
        try (InputStream index = ShelfTest.class.getResourceAsStream("/META-INF/manticore/db/migration.index")) {
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("V1__create_books.sql\nV2__price_books.sql\n");
        }
    }
}
