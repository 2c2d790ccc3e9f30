package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An application with the starter and files below {@code db/migration} is migrated at its start. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void migratesAndTellsSo(CapturedOutput output) {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context =
                        TestApplication.start(TestApplication.Plain.class, TestApplication.url(database))) {
            assertThat(context.getBean(JdbcTemplate.class).queryForList("SELECT name FROM customers", String.class))
                    .containsExactlyInAnyOrder("Ada", "Grace");
            assertThat(output.getOut()
                            .lines()
                            .filter(line -> line.contains("manticore"))
                            .toList())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains(" INFO ")
                                    .contains("Database " + database.name() + ", user postgres, schema public, ")
                                    .endsWith("no version is applied"),
                            line -> assertThat(line).endsWith("2 migrations to execute"),
                            line -> assertThat(line).containsPattern("V1 create customers done in \\d+ ms"),
                            line -> assertThat(line).containsPattern("V2 add customers done in \\d+ ms"),
                            line -> assertThat(line).containsPattern("2 migrations executed in \\d+ ms; at version 2"));
        }
    }

    @Test
    void costsOneRoundTripIfNothingIsPending() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                WireProxy proxy = WireProxy.before(database)) {
            String url = "test.url=" + proxy.through(database).jdbcUrl();
            TestApplication.start(Unpooled.class, url).close();
            proxy.reset();
            new DriverManagerDataSource(proxy.through(database).jdbcUrl())
                    .getConnection()
                    .close();
            long connecting = proxy.roundTrips();
            proxy.reset();
            TestApplication.start(Unpooled.class, url).close();
            assertThat(proxy.roundTrips() - connecting).isEqualTo(1);
        }
    }

    /** Nothing that the start creates asks for the migrations. */
    @Test
    void migratesAlsoIfBeansAreLazy() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            TestApplication.start(
                            Unpooled.class, "test.url=" + database.jdbcUrl(), "spring.main.lazy-initialization=true")
                    .close();
            assertThat(new JdbcTemplate(database.dataSource())
                            .queryForObject("SELECT count(*) FROM customers", Long.class))
                    .isEqualTo(2);
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Unpooled {
        @Bean
        DataSource dataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.url"));
        }
    }
}
