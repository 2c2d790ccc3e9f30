package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Shows how an index names scripts in places that cannot be listed. */
class IndexTest {
    private static final String INDEX = "META-INF/manticore/db/migration.index";

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesWhatCannotBeListed(boolean knowsDirectories) throws Exception {
        ClassLoader loader = new UnlistableLoader(null, knowsDirectories)
                .with(INDEX, "# a comment\r\n\nV1__one.sql\r\n  deep/V2__two.sql  \nREADME.md")
                .with("db/migration/V1__one.sql", "1")
                .with("db/migration/deep/V2__two.sql", "2")
                .with("db/migration/README.md", "");

        List<SourceScript> scripts = ClasspathSource.of("db/migration", loader).load();

        assertThat(scripts).extracting(SourceScript::name).containsExactly("V1__one.sql", "V2__two.sql");
        assertThat(scripts.get(1).origin()).isEqualTo("resource:/db/migration/deep/V2__two.sql");
        assertThat(scripts.get(1).read()).asString(StandardCharsets.UTF_8).isEqualTo("2");
    }

    @Test
    void isWrittenForADirectory() throws Exception {
        Path classes = temp.resolve("written");
        Files.createDirectories(classes.resolve("db/migration/deep"));
        Files.writeString(classes.resolve("db/migration/V2__two.sql"), "2");
        Files.writeString(classes.resolve("db/migration/deep/V10__ten.sql"), "10");
        Files.writeString(classes.resolve("db/migration/README.md"), "");
        Files.createDirectories(classes.resolve(INDEX).getParent());
        Files.writeString(classes.resolve(INDEX), "V1__gone.sql\n");

        List<String> written = ClasspathIndex.of("/db/migration/", classes).write();

        assertThat(written).containsExactly("V2__two.sql", "deep/V10__ten.sql");
        assertThat(classes.resolve(INDEX)).hasContent("V2__two.sql\ndeep/V10__ten.sql\n");
    }

    @Test
    void isNotWrittenForADirectoryThatIsMissing() throws Exception {
        Path classes = Files.createDirectories(temp.resolve("empty"));

        assertThatThrownBy(() -> ClasspathIndex.of("db/migration", classes).write())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("No directory db/migration");
        assertThat(classes.resolve(INDEX)).doesNotExist();
    }

    @Test
    void severalAddUpAndNameNothingTwice() throws Exception {
        ClassLoader first = new UnlistableLoader(null, true)
                .with(INDEX, "V1__one.sql\nV2__two.sql")
                .with("db/migration/V1__one.sql", "1");
        ClassLoader second = new UnlistableLoader(first, true)
                .with(INDEX, "V2__two.sql\nV3__three.sql\nV3__three.sql")
                .with("db/migration/V2__two.sql", "2")
                .with("db/migration/V3__three.sql", "3");

        assertThat(ClasspathSource.of("db/migration", second).load())
                .extracting(SourceScript::name)
                .containsExactly("V1__one.sql", "V2__two.sql", "V3__three.sql");
    }

    @Test
    void makesNoDuplicatesOfWhatCanBeListed() throws Exception {
        Path jar = new TestJar()
                .file("db/migration/V1__one.sql")
                .file(INDEX, bytes("V1__one.sql"))
                .write(temp.resolve("x.jar"));
        Path classes = temp.resolve("classes");
        Files.createDirectories(classes.resolve("db/migration"));
        Files.createDirectories(classes.resolve(INDEX).getParent());
        Files.writeString(classes.resolve("db/migration/V2__two.sql"), "2");
        Files.writeString(classes.resolve(INDEX), "V2__two.sql\n");
        try (URLClassLoader listed = loader(jar, classes)) {
            ClassLoader loader = new UnlistableLoader(listed, true)
                    .with(INDEX, "V3__three.sql")
                    .with("db/migration/V3__three.sql", "3");

            assertThat(ClasspathSource.of("db/migration", loader).load())
                    .extracting(SourceScript::name)
                    .containsExactlyInAnyOrder("V1__one.sql", "V2__two.sql", "V3__three.sql");
        }
    }

    @Test
    void leadsToAJarThatCannotBeKnownOtherwise() throws Exception {
        Path jar = new TestJar()
                .file("db/migration/V1__one.sql")
                .file("db/migration/V2__two.sql")
                .file(INDEX, bytes(""))
                .write(temp.resolve("x.jar"));
        try (URLClassLoader hidden = loader(jar)) {
            // No URLClassLoader, no manifest, no directories.
            ClassLoader loader = new ClassLoader(null) {
                @Override
                protected Enumeration<URL> findResources(String name) throws IOException {
                    return hidden.findResources(name);
                }
            };

            assertThat(ClasspathSource.of("db/migration", loader).load()).hasSize(2);
        }
    }

    @Test
    void isAnErrorWhenItNamesWhatIsNotThere() throws Exception {
        ClassLoader loader = new UnlistableLoader(null, true)
                .with(INDEX, "V1__one.sql\nV2__gone.sql\ndeep/V3__gone.sql")
                .with("db/migration/V1__one.sql", "1");
        Path jar = new TestJar()
                .file("db/migration/V1__one.sql")
                .file(INDEX, bytes("V2__gone.sql"))
                .write(temp.resolve("x.jar"));

        assertThatThrownBy(() -> ClasspathSource.of("db/migration", loader).load())
                .isInstanceOf(SourceException.class)
                .hasMessage("[resource:/" + INDEX
                        + "] lists scripts that are not in db/migration: V2__gone.sql, deep/V3__gone.sql.");
        try (URLClassLoader listed = loader(jar)) {
            assertThatThrownBy(() -> ClasspathSource.of("db/migration", listed).load())
                    .isInstanceOf(SourceException.class)
                    .hasMessageEndingWith("lists scripts that are not in db/migration: V2__gone.sql.");
        }
    }

    @Test
    void warnsWhenItIsTooShort() throws Exception {
        Path jar = new TestJar()
                .file("db/migration/V1__one.sql")
                .file("db/migration/V2__new.sql")
                .file(INDEX, bytes("V1__one.sql"))
                .write(temp.resolve("x.jar"));
        Logger logger = (Logger) LoggerFactory.getLogger(ClassLoaderSearch.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try (URLClassLoader loader = loader(jar)) {
            assertThat(ClasspathSource.of("db/migration", loader).load()).hasSize(2);
        } finally {
            logger.detachAppender(events);
        }
        assertThat(events.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).contains("does not list [V2__new.sql]"));
    }

    @Test
    void isAskedForWhenThereIsNone() {
        ClassLoader loader = new UnlistableLoader(null, true).with("db/migration/V1__one.sql", "1");

        assertThatThrownBy(() -> ClasspathSource.of("db/migration", loader).load())
                .isInstanceOfSatisfying(SourceException.class, failure -> {
                    assertThat(failure)
                            .hasMessage("[resource:/db/migration] cannot be listed: only files, jars and modules can.");
                    assertThat(failure.remedy().toString()).contains(INDEX);
                });
    }

    private static URLClassLoader loader(Path... classPath) throws Exception {
        URL[] urls = new URL[classPath.length];
        for (int index = 0; index < urls.length; index++) {
            urls[index] = classPath[index].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
