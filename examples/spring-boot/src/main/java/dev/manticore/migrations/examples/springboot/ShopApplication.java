package dev.manticore.migrations.examples.springboot;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Nothing here is about migrations: the starter and the files below {@code db/migration} are all that is needed. */
@SpringBootApplication
@RestController
public class ShopApplication {
    private final Articles articles;

    /** Queries a migrated table already. */
    ShopApplication(Articles articles) {
        this.articles = articles;
        System.out.println(articles.count() + " articles are for sale");
    }

    public static void main(String... arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    @GetMapping("/articles")
    List<String> names() {
        return articles.findAll().stream().map(Article::name).toList();
    }
}
