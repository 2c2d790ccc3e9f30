package dev.manticore.migrations.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** What is wrong in an annotation is said in terms of the annotation. */
class MisuseTest {

    @Test
    void namesTheLocationWithoutAPrefix() {
        assertThat(failures(WithoutPrefix.class))
                .anyMatch(it -> it.contains("'db/migration'") && it.contains("e.g. classpath:db/migration"));
    }

    @Test
    void namesTheScopeThatIsNeeded() {
        assertThat(failures(ForTheWholeClass.class))
                .anyMatch(it -> it.contains("scope = Scope.CLASS") && it.contains("beforeAll"));
    }

    @Test
    void namesThePlaceholderWithoutValue() {
        assertThat(failures(WithoutValue.class)).anyMatch(it -> it.contains("'role'") && it.contains("NAME=VALUE"));
    }

    @Test
    void namesTheServerThatIsNotThere() {
        assertThat(failures(WithoutServer.class))
                .anyMatch(it -> it.contains("jdbc:postgresql://127.0.0.1:1/postgres") && it.contains("refused"));
    }

    private static List<String> failures(Class<?> type) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .build(),
                        summary);
        return summary.getSummary().getFailures().stream()
                .map(Failure::getException)
                .flatMap(failure -> Stream.iterate(failure, it -> it != null, Throwable::getCause))
                .map(Throwable::getMessage)
                .toList();
    }

    @MigratedDatabase(server = SharedServer.class, locations = "db/migration")
    static class WithoutPrefix {
        @Test
        void test(DataSource database) {}
    }

    @MigratedDatabase(server = SharedServer.class)
    static class ForTheWholeClass {
        @BeforeAll
        static void beforeAll(DataSource database) {}

        @Test
        void test() {}
    }

    @MigratedDatabase(server = SharedServer.class, placeholders = "role")
    static class WithoutValue {
        @Test
        void test(DataSource database) {}
    }

    @MigratedDatabase(server = NoServer.class)
    static class WithoutServer {
        @Test
        void test(DataSource database) {}
    }

    static final class NoServer implements TestServer {
        @Override
        public Address address() {
            return new Address("jdbc:postgresql://127.0.0.1:1/postgres?user=x&password=secret", null, null);
        }
    }
}
