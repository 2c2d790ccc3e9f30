package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executable jars with the layout of Spring Boot's build plug-ins, started by Spring Boot's loader. */
class SpringBootTest {
    private static final Path LOADERS = Path.of("target", "spring-boot-loaders");

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "3.5.16, app.jar",
        "4.1.2, app.jar",
        "3.5.16, dir a+b/my %20+#é app.jar",
        "4.1.2, dir a+b/my %20+#é app.jar"
    })
    void readsClassesAndNestedJars(String version, String name) throws Exception {
        Path app = executable(version, name, "JarLauncher", "BOOT-INF");

        List<String> printed = ChildJvm.java("-jar", app.toString(), "db/migration");

        assertThat(printed)
                .extracting(line -> line.substring(line.indexOf('!')))
                .containsExactlyInAnyOrder(
                        "!BOOT-INF/classes/!/db/migration/V1__app.sql | V1__app.sql | app",
                        "!BOOT-INF/classes/!/db/migration/deep/V2__deep.sql | V2__deep.sql | deep",
                        "!BOOT-INF/lib/bare.jar!/db/migration/V3__bare.sql | V3__bare.sql | db/migration/V3__bare.sql",
                        "!BOOT-INF/lib/full.jar!/db/migration/V4__full.sql | V4__full.sql | db/migration/V4__full.sql");
        assertThat(printed).allMatch(line -> line.startsWith("jar:nested:/"));
    }

    @ParameterizedTest
    @CsvSource({"3.5.16", "4.1.2"})
    void readsAnExecutableWar(String version) throws Exception {
        Path app = executable(version, "app.war", "WarLauncher", "WEB-INF");

        assertThat(ChildJvm.java("-jar", app.toString(), "db/migration"))
                .extracting(line -> line.split(" \\| ", -1)[1])
                .containsExactlyInAnyOrder("V1__app.sql", "V2__deep.sql", "V3__bare.sql", "V4__full.sql");
    }

    @Test
    void readsAnExtractedOne() throws Exception {
        Path app = executable("4.1.2", "app.jar", "JarLauncher", "BOOT-INF");
        Path extracted = temp.resolve("extracted");
        try (var zip = FileSystems.newFileSystem(app);
                var files = Files.walk(zip.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = extracted.resolve(file.toString().substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }

        assertThat(ChildJvm.java(
                        "-cp",
                        extracted.toString(),
                        "org.springframework.boot.loader.launch.JarLauncher",
                        "db/migration"))
                .extracting(line -> line.split(" \\| ", -1)[1])
                .containsExactlyInAnyOrder("V1__app.sql", "V2__deep.sql", "V3__bare.sql", "V4__full.sql");
    }

    private Path executable(String version, String name, String launcher, String root) throws Exception {
        Path bare = new TestJar().file("db/migration/V3__bare.sql").write(temp.resolve("bare.jar"));
        Path full = new TestJar()
                .withManifest()
                .withDirectories()
                .file("db/migration/V4__full.sql")
                .write(temp.resolve("full.jar"));
        TestJar app = new TestJar()
                .withDirectories()
                .attribute("Main-Class", "org.springframework.boot.loader.launch." + launcher)
                .attribute("Start-Class", PrintScripts.class.getName())
                .attribute("Spring-Boot-Classes", root + "/classes/")
                .attribute("Spring-Boot-Lib", root + "/lib/")
                .all(LOADERS.resolve("spring-boot-loader-" + version + ".jar"), "")
                .all(ChildJvm.testClasses(), root + "/classes/")
                .file(root + "/classes/db/migration/V1__app.sql", bytes("app"))
                .file(root + "/classes/db/migration/deep/V2__deep.sql", bytes("deep"))
                .file(root + "/lib/bare.jar", Files.readAllBytes(bare))
                .file(root + "/lib/full.jar", Files.readAllBytes(full));
        int number = 0;
        for (Path module : ChildJvm.modules()) {
            Path library = new TestJar().withManifest().all(module, "").write(temp.resolve("lib.jar"));
            app.file(root + "/lib/" + number++ + ".jar", Files.readAllBytes(library));
        }
        return app.write(temp.resolve(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
