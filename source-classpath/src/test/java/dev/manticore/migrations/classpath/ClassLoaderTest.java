package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which scripts are found through a class loader. */
class ClassLoaderTest {
    @TempDir
    Path temp;

    private final List<URLClassLoader> loaders = new ArrayList<>();

    @AfterEach
    void closeLoaders() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void readsAJarWithAndWithoutEntriesForDirectoriesAndManifest(boolean directories, boolean manifest)
            throws Exception {
        TestJar jar = new TestJar()
                .file("V9__not_inside.sql")
                .file("db/V9__not_inside.sql")
                .file("db/migration/V1__one.sql")
                .file("db/migration/deep/er/V2__two.SQL")
                .file("db/migrations/V9__not_inside.sql")
                .file("x/db/migration/V9__not_inside.sql");
        jar = directories ? jar.withDirectories() : jar;
        jar = manifest ? jar.withManifest() : jar;
        Path path = jar.write(temp.resolve("x.jar"));

        List<SourceScript> scripts = load(path);

        assertThat(scripts).extracting(SourceScript::name).containsExactly("V1__one.sql", "V2__two.SQL");
        assertThat(scripts)
                .extracting(SourceScript::origin)
                .containsExactly(
                        "jar:file:" + path + "!/db/migration/V1__one.sql",
                        "jar:file:" + path + "!/db/migration/deep/er/V2__two.SQL");
        assertThat(scripts.get(1).read())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("db/migration/deep/er/V2__two.SQL");
    }

    @Test
    void needNotExistIfItIsOptional() throws Exception {
        URLClassLoader loader = loader();
        assertThat(ClasspathSource.of("nowhere", loader).optional().load()).isEmpty();
        assertThatThrownBy(() -> ClasspathSource.of("nowhere", loader).load())
                .hasMessageContaining("No directory nowhere is on the class path");
    }

    @Test
    void readsAnExplodedDirectory() throws Exception {
        Path file = file("classes/db/migration/deep/V1__one.sql");

        assertThat(load(temp.resolve("classes"))).singleElement().satisfies(script -> {
            assertThat(script.origin()).isEqualTo(file.toString());
            assertThat(script.name()).isEqualTo("V1__one.sql");
            assertThat(script.read()).asString(StandardCharsets.UTF_8).isEqualTo("V1__one.sql");
        });
    }

    @Test
    void whatSeveralShareIsReadFromAllOfThem() throws Exception {
        Path first = new TestJar().file("db/migration/V1__one.sql").write(temp.resolve("1.jar"));
        Path second =
                new TestJar().withDirectories().file("db/migration/V2__two.sql").write(temp.resolve("2.jar"));
        file("classes/db/migration/V3__three.sql");

        assertThat(load(first, second, temp.resolve("classes")))
                .extracting(SourceScript::name)
                .containsExactlyInAnyOrder("V1__one.sql", "V2__two.sql", "V3__three.sql");
    }

    @Test
    void theSameNameAtTwoPlacesIsTwoScripts() throws Exception {
        Path first = new TestJar().file("db/migration/V1__one.sql").write(temp.resolve("1.jar"));
        file("classes/db/migration/V1__one.sql");

        assertThat(load(first, temp.resolve("classes")))
                .extracting(SourceScript::name)
                .containsExactly("V1__one.sql", "V1__one.sql");
    }

    @Test
    void theSamePlaceTwiceIsReadOnce() throws Exception {
        Path jar = new TestJar()
                .withManifest()
                .withDirectories()
                .file("db/migration/V1__one.sql")
                .write(temp.resolve("x/1.jar"));
        file("classes/db/migration/V2__two.sql");
        Path jarAgain = temp.resolve("x/../x/1.jar");
        Path classesAgain = temp.resolve("x/../classes/");
        URLClassLoader parent = loader(jar, temp.resolve("classes"));
        URL[] urls = {
            url(jar), url(jarAgain), url(temp.resolve("classes")), new URL("file:" + classesAgain + "/"),
        };
        loaders.add(new URLClassLoader(urls, parent));

        assertThat(ClasspathSource.of("db/migration", loaders.get(1)).load())
                .extracting(SourceScript::name)
                .containsExactlyInAnyOrder("V1__one.sql", "V2__two.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blank", "a+b", "a%20b", "a#b", "ünïcode", "a %20+#é", "50%", "a;b", "a&b=c?"})
    void namesMayContainAnything(String name) throws Exception {
        String script = "V1__" + name + ".sql";
        Path jar = new TestJar().file("db/" + name + "/" + script).write(temp.resolve(name + ".jar"));
        Path withDirectories = new TestJar()
                .withDirectories()
                .file("db/" + name + "/" + script)
                .write(temp.resolve(name).resolve("2.jar"));
        file(name + "/db/" + name + "/" + script);

        List<SourceScript> scripts = ClasspathSource.of("db/" + name, loader(jar, withDirectories, temp.resolve(name)))
                .load();

        assertThat(scripts).hasSize(3).allSatisfy(found -> {
            assertThat(found.name()).isEqualTo(script);
            assertThat(opened(found.origin())).isEqualTo(found.read());
        });
    }

    @Test
    void toleratesUrlsThatAreNotEncoded() throws Exception {
        Path file = file("with blank/db/migration/V1__one.sql");
        loaders.add(new URLClassLoader(new URL[] {new URL("file:" + temp.resolve("with blank") + "/")}, null));

        assertThat(ClasspathSource.of("db/migration", loaders.get(0)).load())
                .extracting(SourceScript::origin)
                .containsExactly(file.toString());
    }

    @Test
    void answersWithWhateverMayHaveBeenMeantAsAScript() throws Exception {
        Path jar = new TestJar()
                .file("db/migration/notes.Sql")
                .file("db/migration/V1__java.class")
                .file("db/migration/u1.2__x")
                .file("db/migration/README.md")
                .file("db/migration/V1.txt")
                .file("db/migration/.V1__x.sql")
                .file("db/migration/.git/V1__x.sql")
                .file("db/migration/deep/.git/V1__x.sql")
                .file("db/migration/V1__x.sql~")
                .file("db/migration/V1__x.sql.swp")
                .file("db/migration/#V1__x.sql#")
                .file("db/migration/.gitkeep")
                .write(temp.resolve("x.jar"));

        assertThat(load(jar))
                .extracting(SourceScript::name)
                .containsExactlyInAnyOrder("notes.Sql", "V1__java.class", "u1.2__x");
    }

    @Test
    void anEmptyDirectoryIsThereButHasNoScripts() throws Exception {
        Path jar = new TestJar().file("db/migration/", new byte[0]).write(temp.resolve("x.jar"));
        Path classes = temp.resolve("classes");
        Files.createDirectories(classes.resolve("db/migration"));

        assertThat(load(jar)).isEmpty();
        assertThat(load(classes)).isEmpty();
    }

    @Test
    void linksAreFollowedAndCyclesEnd() throws Exception {
        Path elsewhere = file("elsewhere/V1__one.sql");
        Path directory = Files.createDirectories(temp.resolve("classes/db/migration"));
        try {
            Files.createSymbolicLink(directory.resolve("V1__one.sql"), elsewhere);
            Files.createSymbolicLink(directory.resolve("cycle"), directory);
        } catch (IOException | UnsupportedOperationException refused) {
            assumeTrue(false, "symbolic links cannot be created here: " + refused);
        }

        assertThat(load(temp.resolve("classes")))
                .extracting(SourceScript::origin)
                .containsExactly(directory.resolve("V1__one.sql").toString());
    }

    @Test
    void readsAKubernetesConfigMapAndMindsNoLinkThatIsNoScript() throws Exception {
        Path root = Files.createDirectories(temp.resolve("classes/db/migration"));
        file("classes/db/migration/..2026_05_06.1234/V1__one.sql");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_05_06.1234"));
        Files.createSymbolicLink(root.resolve("V1__one.sql"), Path.of("..data/V1__one.sql"));
        Files.createSymbolicLink(root.resolve(".#V1__one.sql"), Path.of("me@host.4711:1767225600"));
        Files.createSymbolicLink(root.resolve("README.md"), Path.of("gone"));

        assertThat(load(temp.resolve("classes")))
                .extracting(SourceScript::origin)
                .containsExactly(root.resolve("V1__one.sql").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "db/*/migration, V1 V2",
        "db/**/migration, V1 V2 V3 V4",
        "db/?, V1 V2 V3 V9",
        "db/**, V1 V2 V3 V4 V5 V9",
    })
    void readsAllDirectoriesThatMatchInJarsAndDirectories(String location, String versions) throws Exception {
        Path jar = new TestJar()
                .file("db/a/migration/V1__a.sql")
                .file("db/c/d/migration/V3__c.sql")
                .file("db/V5__top.sql")
                .file("other/a/migration/V8__x.sql")
                .write(temp.resolve("x.jar"));
        file("classes/db/b/migration/deep/V2__b.sql");
        file("classes/db/b/other/V9__o.sql");
        file("classes/db/migration/V4__m.sql");
        file("classes/db/.hidden/migration/V7__h.sql");

        assertThat(ClasspathSource.of(location, loader(jar, temp.resolve("classes")))
                        .load())
                .extracting(script -> script.name().replaceFirst("__.*", ""))
                .containsExactlyInAnyOrder(versions.split(" "));
    }

    @Test
    void noMatchingDirectoryIsAnErrorThatNamesTheLocation() throws Exception {
        Path jar = new TestJar().withDirectories().file("db/a/x/V1__a.sql").write(temp.resolve("x.jar"));
        URLClassLoader loader = loader(jar, temp);

        assertThat(ClasspathSource.of("db/*/x", loader).load()).hasSize(1);
        assertThatThrownBy(() -> ClasspathSource.of("db/*/migration", loader).load())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("No directory db/*/migration is on the class path; searched ");
    }

    @Test
    void leavesOutWhatIsToBeIgnored() throws Exception {
        Path jar = new TestJar()
                .file("db/migration/V1__one.sql")
                .file("db/migration/a/seed.sql")
                .file("db/migration/old/V2__two.sql")
                .write(temp.resolve("x.jar"));
        file("classes/db/migration/V3__three.sql");
        file("classes/db/migration/old/deep/V4__four.sql");

        assertThat(ClasspathSource.of("db/migration", loader(jar, temp.resolve("classes")))
                        .ignoring("seed.sql", "old")
                        .load())
                .extracting(SourceScript::name)
                .containsExactlyInAnyOrder("V1__one.sql", "V3__three.sql");
    }

    @Test
    void aMissingLocationIsAnErrorThatSaysWhatWasSearched() throws Exception {
        Path jar = new TestJar().file("db/other/V1__one.sql").write(temp.resolve("x.jar"));
        URLClassLoader loader = loader(jar, temp.resolve("missing.jar"), temp);

        assertThatThrownBy(() -> ClasspathSource.of("db/migration", loader).load())
                .asInstanceOf(type(SourceException.class))
                .satisfies(failure -> {
                    assertThat(failure)
                            .hasMessageStartingWith("No directory db/migration is on the class path; searched ")
                            .hasMessageContaining(jar.toString());
                    assertThat(failure.remedy().toString())
                            .contains("ClasspathSource.of", "META-INF/manticore/db/migration.index");
                });
    }

    @Test
    void manyJarsAreCountedAndNotListed() throws Exception {
        Path[] jars = new Path[27];
        for (int number = 0; number < jars.length; number++) {
            jars[number] = new TestJar().file("other/V1__one.sql").write(temp.resolve(number + ".jar"));
        }
        URLClassLoader loader = loader(jars);

        assertThatThrownBy(() -> ClasspathSource.of("nope", loader).load())
                .isInstanceOf(SourceException.class)
                .message()
                .matches("No directory nope is on the class path; searched \\d+ jars and directories\\.");
    }

    @Test
    void aFileOfThatNameIsNoDirectory() throws Exception {
        file("classes/db/migration");

        assertThatThrownBy(() -> load(temp.resolve("classes"))).isInstanceOf(SourceException.class);
    }

    @Test
    void whatIsNoJarIsPassedOverAsTheClassLoaderDoesButSaidWhenNothingIsFound() throws Exception {
        Path broken = file("broken.jar");
        Path jar = new TestJar().file("db/migration/V1__one.sql").write(temp.resolve("x.jar"));

        assertThat(load(broken, jar)).hasSize(1);
        assertThatThrownBy(() -> load(broken))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("broken.jar!/ is not a jar: ");
    }

    @Test
    void aScriptThatCannotBeReadIsAnErrorThatNamesIt() throws Exception {
        Path jar = new TestJar()
                .file("db/migration/V1__one.sql", "content".getBytes(StandardCharsets.UTF_8))
                .write(temp.resolve("x.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        // The signature of the local header is corrupted, the central directory is intact.
        bytes[0] = 0;
        Files.write(jar, bytes);

        assertThatThrownBy(() -> load(jar))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(jar + "!/db/migration/V1__one.sql cannot be read");
    }

    @Test
    void aLinkToNothingIsAnError() throws Exception {
        Path directory = Files.createDirectories(temp.resolve("classes/db/migration"));
        Path link = Files.createSymbolicLink(directory.resolve("V1__one.sql"), Path.of("gone.sql"));

        assertThatThrownBy(() -> load(temp.resolve("classes")))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(link + " cannot be read");
    }

    @Test
    void keepsNoJarOpen() throws Exception {
        Path fds = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(fds), "open files can be seen on Linux only");
        Path jar = new TestJar()
                .withManifest()
                .withDirectories()
                .file("db/migration/V1__one.sql")
                .file("META-INF/manticore/db/migration.index", "V1__one.sql".getBytes(StandardCharsets.UTF_8))
                .write(temp.resolve("x.jar"));

        assertThat(load(jar)).hasSize(1);
        for (URLClassLoader loader : loaders) {
            loader.close();
        }

        List<String> open = new ArrayList<>();
        try (Stream<Path> links = Files.list(fds)) {
            for (Path link : links.filter(Files::isSymbolicLink).toList()) {
                open.add(Files.readSymbolicLink(link).toString());
            }
        } catch (IOException closedMeanwhile) {
            // The file descriptor of the listing itself.
        }
        assertThat(open).isNotEmpty().noneMatch(path -> path.contains(jar.toString()));
    }

    @Test
    void closesNoJarThatSomebodyElseReads() throws Exception {
        Path jar = new TestJar().file("db/migration/V1__one.sql").write(temp.resolve("x.jar"));
        URL url = new URL("jar:" + url(jar) + "!/db/migration/V1__one.sql");
        JarURLConnection cached = (JarURLConnection) url.openConnection();
        cached.setUseCaches(true);
        try (JarFile theirs = cached.getJarFile()) {
            assertThat(load(jar)).hasSize(1);

            assertThat(theirs.getEntry("db/migration/V1__one.sql")).isNotNull();
        }
    }

    @Test
    void readsAThirdPartyJarOnTheClassPath() throws Exception {
        assertThat(ClasspathSource.of("db/migration_postgres").load())
                .extracting(SourceScript::name)
                .hasSize(8)
                .contains("V1__initial_schema.sql");
    }

    @Test
    void readsTenThousandScriptsFromAJarAndFromADirectory() throws Exception {
        TestJar jar = new TestJar();
        for (int number = 1; number <= 10_000; number++) {
            jar.file("db/migration/V" + number + "__m.sql");
            if (number == 1) {
                Files.createDirectories(temp.resolve("classes/db/migration"));
            }
            Files.writeString(temp.resolve("classes/db/migration/V" + number + "__m.sql"), "x");
        }
        Path path = jar.write(temp.resolve("x.jar"));

        long start = System.nanoTime();
        assertThat(load(path)).hasSize(10_000);
        long jarDone = System.nanoTime();
        assertThat(load(temp.resolve("classes"))).hasSize(10_000);
        long directoryDone = System.nanoTime();

        System.out.printf(
                "10,000 scripts: %d ms from a jar, %d ms from a directory%n",
                (jarDone - start) / 1_000_000, (directoryDone - jarDone) / 1_000_000);
        assertThat(directoryDone - start).isLessThan(10_000_000_000L);
    }

    private Path file(String path) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, file.getFileName().toString());
    }

    private List<SourceScript> load(Path... classPath) throws Exception {
        return ClasspathSource.of("db/migration", loader(classPath)).load();
    }

    private URLClassLoader loader(Path... classPath) throws IOException {
        URL[] urls = new URL[classPath.length];
        for (int index = 0; index < urls.length; index++) {
            urls[index] = url(classPath[index]);
        }
        URLClassLoader loader = new URLClassLoader(urls, null);
        loaders.add(loader);
        return loader;
    }

    private static URL url(Path path) throws IOException {
        return path.toUri().toURL();
    }

    private static byte[] opened(String origin) throws IOException {
        if (!origin.startsWith("jar:")) {
            return Files.readAllBytes(Path.of(origin));
        }
        var connection = new URL(origin).openConnection();
        connection.setUseCaches(false);
        try (var stream = connection.getInputStream()) {
            return stream.readAllBytes();
        }
    }
}
