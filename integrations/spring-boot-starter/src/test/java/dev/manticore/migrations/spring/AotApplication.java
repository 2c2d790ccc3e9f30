package dev.manticore.migrations.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A program that is processed ahead of time. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(MigrationsAutoConfiguration.class)
public class AotApplication {

    public static void main(String... arguments) {
        SpringApplication program = new SpringApplication(AotApplication.class);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.run(arguments);
    }

    @Bean
    DriverManagerDataSource dataSource(Environment environment) {
        return new DriverManagerDataSource(environment.getProperty("test.url", "jdbc:postgresql:none"));
    }

    @Bean
    JdbcTemplate template(DriverManagerDataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    /** Prints what a bean finds in its constructor. */
    @Bean
    Customers customers(JdbcTemplate template) {
        return new Customers(template);
    }

    static class Customers {
        Customers(JdbcTemplate template) {
            System.out.println("customers: " + template.queryForObject("SELECT count(*) FROM customers", Long.class));
        }
    }
}
