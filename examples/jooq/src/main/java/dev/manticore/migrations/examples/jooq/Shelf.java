package dev.manticore.migrations.examples.jooq;

import static dev.manticore.migrations.examples.jooq.generated.Tables.BOOK;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.examples.jooq.generated.enums.Genre;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.math.BigDecimal;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Books in a database that this class migrates; tables and columns are classes that jOOQ generated. */
public final class Shelf {
    private final DSLContext database;

    private Shelf(DSLContext database) {
        this.database = database;
    }

    /** Opens a shelf; the migrations that made the generated classes make the tables. */
    public static Shelf open(DataSource dataSource) {
        Migrator.builder(JdbcTxRunner.over(dataSource))
                .source(ClasspathSource.of("db/migration"))
                .build()
                .migrate();
        return new Shelf(DSL.using(dataSource, SQLDialect.POSTGRES));
    }

    /** Adds a book. */
    public void add(String title, Genre genre, BigDecimal price) {
        database.insertInto(BOOK)
                .set(BOOK.TITLE, title)
                .set(BOOK.GENRE, genre)
                .set(BOOK.PRICE, price)
                .execute();
    }

    /** The titles of a genre in alphabetical order. */
    public List<String> titles(Genre genre) {
        return database.select(BOOK.TITLE)
                .from(BOOK)
                .where(BOOK.GENRE.eq(genre))
                .orderBy(BOOK.TITLE)
                .fetch(BOOK.TITLE);
    }
}
