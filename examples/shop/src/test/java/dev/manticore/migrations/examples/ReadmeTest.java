package dev.manticore.migrations.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Shows that the code, dependencies, tables and commands of README.md are correct. */
class ReadmeTest {
    static Stream<String> java() throws IOException {
        return Readme.blocks("java").stream();
    }

    @ParameterizedTest
    @MethodSource("java")
    void each_java_block_compiles_and_runs(String block, @TempDir Path directory) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Pool pool = Pool.pool(vertx, PgConnectOptions.fromUri(database.uri()), new PoolOptions());
            new Snippet(block).run(directory, database.dataSource(), vertx, pool);

            // What a block leaves applied; the block that also rolls back leaves nothing.
            Migrator migrator = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                    .source(ClasspathSource.of("db/migration"))
                    .build();
            List<Version> left = block.contains("rollback") ? List.of() : List.of(Version.of(1));
            await().untilAsserted(() -> assertThat(migrator.appliedVersions()).isEqualTo(left));
            pool.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        }
    }

    static Stream<Element> dependencies() throws IOException {
        return Readme.blocks("xml").stream().flatMap(Pom::dependencies);
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void each_dependency_is_a_published_module_and_has_its_version_from_the_bom(Element dependency) throws IOException {
        String artifact = Pom.text(dependency, "artifactId");
        boolean bom = artifact.equals("manticore-migrations-bom");

        assertThat(Pom.text(dependency, "groupId")).isEqualTo("dev.manticore");
        assertThat(Pom.text(dependency, "version"))
                .isEqualTo(bom ? Pom.ofTheBom().version() : "");
        assertThat(bom || Pom.ofTheBom().managed().contains(artifact))
                .as(artifact)
                .isTrue();
    }

    @Test
    void the_table_names_every_published_module_and_no_other() throws IOException {
        assertThat(Readme.modules())
                .containsExactlyInAnyOrderElementsOf(Pom.ofTheBom().managed());
    }

    static Stream<String> sql() throws IOException {
        return Readme.blocks("sql").stream().flatMap(String::lines);
    }

    @ParameterizedTest
    @MethodSource("sql")
    void each_header_line_is_understood(String line) {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Migrator migrator = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                    .source(MigrationSource.of(new Migration(1, "header", line + "\nCREATE TABLE t (a INT)", null)))
                    .build();

            assertThat(migrator.migrate().steps()).hasSize(1);
        }
    }

    /**
     * Runs the commands in order, like a reader, where nothing is built yet. Uses a copy: a build in this directory
     * would remove the jars that concurrent tests use.
     */
    @Test
    void the_commands_work_in_their_order_in_a_fresh_clone(@TempDir Path directory) throws Exception {
        SourceTree.copyTo(directory);
        List<String> commands = Readme.blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("./manticore"))
                .map(line -> line.replace("/tmp/", directory + "/"))
                .toList();

        assertThat(commands)
                .isNotEmpty()
                .first()
                .isEqualTo("./manticore migrate --embedded --source examples/shop/migrations");
        for (String command : commands) {
            Path output = directory.resolve("output");
            Process process = start(command, directory, output);
            try {
                assertThat(process.waitFor(15, TimeUnit.MINUTES)).as(command).isTrue();
            } finally {
                process.destroy();
            }
            assertThat(process.exitValue())
                    .as(() -> command + "\n" + read(output))
                    .isZero();
        }
    }

    private static Process start(String command, Path directory, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        String repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            builder.environment().put("MAVEN_OPTS", "-Dmaven.repo.local=" + repository);
        }
        return builder.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
