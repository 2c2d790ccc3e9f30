package dev.manticore.migrations.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which migrations are found as services. */
class ServicesTest {
    @TempDir
    private Path jar;

    private ClassLoader listing(String text) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(JdbcMigration.class.getName()), text);
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
    }

    @Test
    void whatIsListedIsFound() throws Exception {
        MigrationSource source = JdbcMigration.services(listing(ListedMigration.class.getName() + "\n"));

        assertThat(source.load()).extracting(SourceScript::name).containsExactly("V7__listed.sql");
        assertThat(source.load().get(0).code()).isInstanceOf(ListedMigration.class);
        assertThat(source.description()).isEqualTo("services of type JdbcMigration");
    }

    @Test
    void theThreadsClassLoaderIsTheOneOfTheCall() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(listing(ListedMigration.class.getName()));
        MigrationSource source;
        try {
            source = JdbcMigration.services();
        } finally {
            thread.setContextClassLoader(before);
        }

        assertThat(source.load()).hasSize(1);
    }

    @Test
    void noServiceIsAnError() {
        assertThatThrownBy(() ->
                        JdbcMigration.services(getClass().getClassLoader()).load())
                .isInstanceOfSatisfying(SourceException.class, failure -> {
                    assertThat(failure)
                            .hasMessage("No service of type " + JdbcMigration.class.getName() + " was found.");
                    assertThat(failure.remedy().toString())
                            .startsWith("List the classes in META-INF/services/" + JdbcMigration.class.getName());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.Missing", "dev.manticore.migrations.jdbc.ServicesTest"})
    void aClassThatIsNoneIsAnErrorThatNamesIt(String name) throws IOException {
        MigrationSource source = JdbcMigration.services(listing(name));

        assertThatThrownBy(source::load)
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("The services cannot be loaded: ")
                .hasMessageContaining(name);
    }
}
