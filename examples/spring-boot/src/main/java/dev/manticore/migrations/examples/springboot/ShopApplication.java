package dev.manticore.migrations.examples.springboot;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import javax.sql.DataSource;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Migrates on start, before anything else uses the database. A failure stops the application. */
@SpringBootApplication
public class ShopApplication {

    public static void main(String... arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    /** The migrations below {@code db/migration} in this jar and in its nested jars. */
    @Bean(initMethod = "migrate")
    Migrator migrator(DataSource dataSource) {
        return Migrator.builder(JdbcTxRunner.over(dataSource))
                .source(ClasspathSource.of("db/migration"))
                .build();
    }

    @Bean
    CommandLineRunner greeting(JdbcClient database) {
        return arguments -> System.out.println(database.sql("SELECT count(*) || ' articles are for sale' FROM articles")
                .query(String.class)
                .single());
    }
}
