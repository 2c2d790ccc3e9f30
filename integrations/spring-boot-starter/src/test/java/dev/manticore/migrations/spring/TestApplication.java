package dev.manticore.migrations.spring;

import dev.manticore.migrations.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts applications with all of Boot's auto-configuration. */
final class TestApplication {
    /** Over R2DBC alone, or over no driver that Boot knows. The names are those of Boot 3 and of Boot 4. */
    static final String WITHOUT_DATA_SOURCE =
            "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                    + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    /** Its driver is on the class path of the tests; Boot wants a URL for it. */
    static final String WITHOUT_R2DBC =
            "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.r2dbc.R2dbcAutoConfiguration,"
                    + "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration";

    private TestApplication() {}

    /** An application that is not for the web. The beans are those of the class, and what Boot adds to them. */
    static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return start(WebApplicationType.NONE, application, properties);
    }

    static ConfigurableApplicationContext start(WebApplicationType type, Class<?> application, String... properties) {
        SpringApplication program = new SpringApplication(application);
        program.setWebApplicationType(type);
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("logging.config=classpath:logback-boot.xml");
        arguments.add("spring.main.banner-mode=off");
        arguments.add("spring.jpa.open-in-view=false");
        arguments.add("server.port=0");
        if (!arguments.contains(WITHOUT_DATA_SOURCE)) {
            arguments.add(WITHOUT_R2DBC);
        }
        return program.run(arguments.stream().map(argument -> "--" + argument).toArray(String[]::new));
    }

    static String url(TestDatabase database) {
        return "spring.datasource.url=" + database.jdbcUrl();
    }

    /** Nothing but the starter and a database. */
    @EnableAutoConfiguration
    static class Plain {}
}
