package dev.manticore.migrations.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default location is read beside migrations that are beans, and need not exist then. */
class DefaultLocationTest {
    private static final MigrationSource BEAN = MigrationSource.of(new Migration(3, "three", "SELECT 3", null));

    @TempDir
    private Path directory;

    /** Many build tools write such jars. Their directories are no resources. */
    @Test
    void isFoundInAJarWithoutDirectories() throws Exception {
        Path file = directory.resolve("application.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry("db/migration/V1__one.sql"));
            jar.write("SELECT 1".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(scripts(file)).containsExactly("V1__one.sql", "V3__three.sql");
    }

    @Test
    void needNotExist() throws Exception {
        Files.createDirectories(directory.resolve("other"));
        assertThat(scripts(directory.resolve("other"))).containsExactly("V3__three.sql");
    }

    private static List<String> scripts(Path classPath) throws Exception {
        List<String> names = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
            for (MigrationSource source : sources(loader)) {
                source.load().stream().map(SourceScript::name).forEach(names::add);
            }
        }
        return names;
    }

    private static List<MigrationSource> sources(ClassLoader loader) {
        SettingProblems problems = new SettingProblems();
        List<MigrationSource> sources = new MigratorSetup(
                        "app", "classpath:db/migration", TestSettings.none(), problems)
                .sources(loader, List.of(BEAN), List.of());
        problems.check();
        return sources;
    }
}
