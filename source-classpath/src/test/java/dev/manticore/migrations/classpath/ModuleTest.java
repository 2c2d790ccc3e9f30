package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A named module that does not open its package {@code db.migration}. */
class ModuleTest {
    private static final String MAIN = """
            package shop;

            import dev.manticore.migrations.classpath.ClasspathSource;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    var source = arguments[0].equals("module")
                            ? ClasspathSource.of("db/migration", Main.class.getModule())
                            : ClasspathSource.of("db/migration");
                    for (var script : source.load()) {
                        System.out.println(script.origin() + " | " + script.name() + " | "
                                + new String(script.read(), java.nio.charset.StandardCharsets.UTF_8));
                    }
                }
            }
            """;

    @TempDir
    Path temp;

    private Path exploded;

    @BeforeEach
    void compile() throws Exception {
        Path sources = Files.createDirectories(temp.resolve("src/shop")).getParent();
        exploded = temp.resolve("out");
        Path descriptor = Files.writeString(
                sources.resolve("module-info.java"), "module shop { requires dev.manticore.migrations.classpath; }");
        Path main = Files.writeString(sources.resolve("shop/Main.java"), MAIN);
        tool(
                "javac",
                "--release",
                "17",
                "-p",
                ChildJvm.path(ChildJvm.modules()),
                "-d",
                exploded.toString(),
                descriptor.toString(),
                main.toString());
        Files.createDirectories(exploded.resolve("db/migration/2024-01"));
        Files.writeString(exploded.resolve("db/migration/V1__one.sql"), "1");
        Files.writeString(exploded.resolve("db/migration/2024-01/V2__two two.sql"), "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"module", "loader"})
    void readsAnExplodedModule(String how) throws Exception {
        assertThat(start(how, exploded))
                .containsExactlyInAnyOrder(
                        exploded.resolve("db/migration/V1__one.sql") + " | V1__one.sql | 1",
                        exploded.resolve("db/migration/2024-01/V2__two two.sql") + " | V2__two two.sql | 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"module", "loader"})
    void readsAModularJar(String how) throws Exception {
        Path jar = new TestJar().all(exploded, "").write(temp.resolve("shop.jar"));

        assertThat(start(how, jar)).containsExactlyInAnyOrderElementsOf(scriptsOf(jar));
    }

    @ParameterizedTest
    @ValueSource(strings = {"module", "loader"})
    void readsAModularJarWithDirectoriesAndManifestOnce(String how) throws Exception {
        Path jar = new TestJar()
                .withManifest()
                .withDirectories()
                .all(exploded, "")
                .write(temp.resolve("a b+%20#é/shop.jar"));

        assertThat(start(how, jar))
                .hasSize(2)
                .allMatch(line -> line.startsWith("jar:file:" + temp + "/a%20b+%2520%23%"));
    }

    @Test
    void readsAModuleOfARunTimeImage() throws Exception {
        Path jmods = Path.of(System.getProperty("java.home"), "jmods");
        assumeTrue(Files.isDirectory(jmods), "this JDK has no jmods to link");
        Path image = temp.resolve("image");
        tool(
                "jlink",
                "-p",
                ChildJvm.path(ChildJvm.modules(), exploded, jmods),
                "--add-modules",
                "shop",
                "--output",
                image.toString());

        for (String how : List.of("module", "loader")) {
            assertThat(ChildJvm.run(image.resolve("bin/java"), "-m", "shop/shop.Main", how))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("jrt:/shop/db/migration/"))
                    .anyMatch(line -> line.endsWith("/V1__one.sql | V1__one.sql | 1"))
                    .anyMatch(line -> line.endsWith(" | V2__two two.sql | 2"));
        }
    }

    @Test
    void readsAModuleOfAnotherLayer() throws Exception {
        Path jar =
                new TestJar().file("db/migration/V1__one.sql").file("x/X.txt").write(temp.resolve("auto.jar"));
        Module module = layerOf(jar, "auto");

        List<SourceScript> scripts = ClasspathSource.of("db/migration", module).load();

        assertThat(scripts)
                .extracting(SourceScript::origin)
                .containsExactly("jar:file:" + jar + "!/db/migration/V1__one.sql");
    }

    @Test
    void aMissingLocationIsSaid() throws Exception {
        Module module = layerOf(new TestJar().file("db/V1__one.sql").write(temp.resolve("auto.jar")), "auto");

        assertThatThrownBy(() -> ClasspathSource.of("db/migration", module).load())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("The module auto (file:///")
                .hasMessageEndingWith("auto.jar) has no directory db/migration.");
    }

    @Test
    void theUnnamedModuleIsItsClassLoader() throws Exception {
        assertThat(ClasspathSource.of("db/migration_postgres", ModuleTest.class.getModule())
                        .load())
                .hasSize(8);
    }

    private static void tool(String name, String... arguments) {
        int result = ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments);
        assertThat(result).as(name).isZero();
    }

    private static Module layerOf(Path jar, String name) {
        var finder = ModuleFinder.of(jar);
        var configuration = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of(name));
        return ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, null)
                .findModule(name)
                .orElseThrow();
    }

    private static List<String> scriptsOf(Path jar) {
        return Stream.of("V1__one.sql | V1__one.sql | 1", "2024-01/V2__two%20two.sql | V2__two two.sql | 2")
                .map(line -> "jar:file:" + jar + "!/db/migration/" + line)
                .toList();
    }

    private static List<String> start(String how, Path shop) throws Exception {
        return ChildJvm.java("-p", ChildJvm.path(ChildJvm.modules(), shop), "-m", "shop/shop.Main", how);
    }
}
