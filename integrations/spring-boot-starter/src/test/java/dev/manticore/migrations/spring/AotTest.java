package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boot's processing ahead of time: the processed program migrates from the index that was written. */
class AotTest {
    @TempDir
    private Path directory;

    @Test
    void migratesFromWhatWasGenerated() throws Exception {
        Path sources = directory.resolve("sources");
        Path resources = directory.resolve("resources");
        Path classes = directory.resolve("classes");
        String classPath = System.getProperty("java.class.path");
        assertThat(run(
                        classPath,
                        "org.springframework.boot.SpringApplicationAotProcessor",
                        AotApplication.class.getName(),
                        sources.toString(),
                        resources.toString(),
                        classes.toString(),
                        "example",
                        "example"))
                .startsWith("exit 0");

        assertThat(resources.resolve("META-INF/manticore/db/migration.index"))
                .hasContent("V1__create_customers.sql\nV2__add_customers.sql");
        assertThat(hints(resources))
                .contains("META-INF/manticore/db/migration.index")
                .contains("db/migration/V1__create_customers.sql");

        compile(sources, classes, classPath);
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            String output = run(
                    String.join(File.pathSeparator, classes.toString(), resources.toString(), classPath),
                    "-Dspring.aot.enabled=true",
                    AotApplication.class.getName(),
                    "--test.url=" + database.jdbcUrl());
            // Boot refuses to start in this mode without what was generated.
            assertThat(output).startsWith("exit 0").contains("customers: 2");
        }
    }

    /** Many build tools write such jars. Their directories are no resources. */
    @Test
    void includesScriptsOfAJarWithoutDirectories() throws Exception {
        Path file = directory.resolve("application.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry("shop/migration/V1__one.sql"));
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()})) {
            assertThat(MigrationsAotProcessor.scripts("shop/migration", loader))
                    .extracting(SourceScript::name)
                    .containsExactly("V1__one.sql");
            assertThat(MigrationsAotProcessor.scripts("nowhere", loader)).isEmpty();
        }
    }

    private static String hints(Path resources) throws IOException {
        try (Stream<Path> files = Files.walk(resources)) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                text.append(Files.readString(file));
            }
            // The writer escapes slashes.
            return text.toString().replace("\\/", "/");
        }
    }

    private static void compile(Path sources, Path classes, String classPath) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> arguments = new ArrayList<>(List.of(
                    "-nowarn",
                    "-proc:none",
                    "-cp",
                    classes + File.pathSeparator + classPath,
                    "-d",
                    classes.toString()));
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
            Files.createDirectories(classes);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
    }

    /** The exit code and all output. Options of the JVM come first. */
    private String run(String classPath, String... command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath));
        arguments.addAll(List.of(command));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return "exit " + process.waitFor() + "\n" + Files.readString(output);
    }
}
