package dev.manticore.migrations.examples.micronaut;

import io.micronaut.context.annotation.Context;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Serves the names of the articles. */
@Context
@Controller("/articles")
class ArticleController {
    private final Articles articles;

    /** Queries a migrated table already. */
    ArticleController(Articles articles) {
        this.articles = articles;
        System.out.println(articles.count() + " articles are for sale");
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    List<String> names() {
        return articles.findAll().stream().map(Article::name).toList();
    }
}
