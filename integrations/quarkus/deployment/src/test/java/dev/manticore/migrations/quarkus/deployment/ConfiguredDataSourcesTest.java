package dev.manticore.migrations.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.quarkus.runtime.DataSourceBuildTimeConfig;
import dev.manticore.migrations.quarkus.runtime.DataSourceMigrations;
import dev.manticore.migrations.quarkus.runtime.MigrationsBuildTimeConfig;
import dev.manticore.migrations.quarkus.runtime.ScriptLocation;
import dev.manticore.migrations.quarkus.runtime.ScriptLocation.Script;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which data sources have migrations, and which scripts belong to them: in directories and jars, with wildcards. */
class ConfiguredDataSourcesTest {
    private static final String DEFAULT = "<default>";

    @TempDir
    private Path directory;

    @Test
    void listsDirectoriesAndJars() throws IOException {
        write("db/migration/V1__a.sql");
        write("db/migration/V1__a.sql.conf");
        write("db/migration/notes.txt");
        jar("library.jar", "db/migration/deep/V2__b.sql");

        assertThat(find(Map.of(), DEFAULT)).singleElement().satisfies(found -> {
            assertThat(found.locations())
                    .extracting(ScriptLocation::location)
                    .containsExactly("classpath:db/migration");
            assertThat(found.locations().get(0).scripts())
                    .containsExactly(
                            new Script("db/migration/V1__a.sql", "V1__a.sql"),
                            new Script("db/migration/V1__a.sql.conf", "V1__a.sql.conf"),
                            new Script("db/migration/deep/V2__b.sql", "deep/V2__b.sql"));
        });
    }

    @Test
    void leavesTheScriptsOfANamedOneToIt() throws IOException {
        write("db/migration/V1__a.sql");
        write("db/migration/users/V1__b.sql");

        assertThat(find(Map.of(), DEFAULT, "audit", "users"))
                .extracting(
                        DataSourceMigrations::dataSource,
                        found -> found.locations().get(0).resources())
                .containsExactly(
                        tuple(DEFAULT, List.of("db/migration/V1__a.sql")),
                        tuple("users", List.of("db/migration/users/V1__b.sql")));
    }

    @Test
    void readsLocationsThatAreSet() throws IOException {
        write("db/one/migration/V1__a.sql");
        write("db/two/migration/V2__b.sql");
        write("db/two/V3__c.sql");

        assertThat(find(Map.of("users", List.of("db/*/migration", "filesystem:elsewhere")), DEFAULT, "users"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.dataSource()).isEqualTo("users");
                    assertThat(found.locations())
                            .containsExactly(
                                    new ScriptLocation(
                                            "classpath:db/*/migration",
                                            List.of(
                                                    new Script("db/one/migration/V1__a.sql", "V1__a.sql"),
                                                    new Script("db/two/migration/V2__b.sql", "V2__b.sql"))),
                                    new ScriptLocation("filesystem:elsewhere", List.of()));
                });
    }

    @Test
    void expectsScriptsOfTheDefaultOneWhereNoneAreThere() throws IOException {
        assertThat(find(Map.of(), DEFAULT, "users"))
                .extracting(DataSourceMigrations::dataSource)
                .containsExactly(DEFAULT);
    }

    @Test
    void namesEveryProblem() {
        assertThatThrownBy(() -> find(
                        Map.of("usres", List.of("db/users"), "users", List.of("db/nowhere"), DEFAULT, List.of("*/db")),
                        DEFAULT,
                        "users"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "quarkus.manticore-migrations.\"usres\".locations: the application has no data source"
                                + " usres with PostgreSQL. It has: <default>, users.")
                .hasMessageContaining("quarkus.manticore-migrations.\"users\".locations: ")
                .hasMessageContaining("db/nowhere")
                .hasMessageContaining("quarkus.manticore-migrations.locations: ");
    }

    private List<DataSourceMigrations> find(Map<String, List<String>> locations, String... dataSources)
            throws IOException {
        Map<String, Boolean> names = new TreeMap<>();
        for (String name : dataSources) {
            names.put(name, true);
        }
        try (var files = Files.list(directory)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            URL[] archives = new URL[jars.size() + 1];
            archives[0] = directory.toUri().toURL();
            for (int index = 0; index < jars.size(); index++) {
                archives[index + 1] = jars.get(index).toUri().toURL();
            }
            try (URLClassLoader loader = new URLClassLoader(archives, null)) {
                return new ConfiguredDataSources(new Config(locations), names, new LocationListing(loader)).find();
            }
        }
    }

    private void write(String path) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "SELECT 1;");
    }

    private void jar(String name, String entry) throws IOException {
        try (OutputStream file = Files.newOutputStream(directory.resolve(name));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (String parent : List.of("db/", "db/migration/", "db/migration/deep/")) {
                jar.putNextEntry(new JarEntry(parent));
            }
            jar.putNextEntry(new JarEntry(entry));
            jar.write("SELECT 1;".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As Quarkus maps it: a data source that is not configured has the defaults. */
    private record Config(Map<String, List<String>> locations) implements MigrationsBuildTimeConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Map<String, DataSourceBuildTimeConfig> dataSources() {
            return new AbstractMap<>() {
                @Override
                public DataSourceBuildTimeConfig get(Object name) {
                    return new Of(Optional.ofNullable(locations.get((String) name)), Optional.empty());
                }

                @Override
                public Set<Entry<String, DataSourceBuildTimeConfig>> entrySet() {
                    Map<String, DataSourceBuildTimeConfig> configured = new TreeMap<>();
                    locations.keySet().forEach(name -> configured.put(name, get(name)));
                    return configured.entrySet();
                }
            };
        }
    }

    private record Of(Optional<List<String>> locations, Optional<List<String>> ignore)
            implements DataSourceBuildTimeConfig {}
}
