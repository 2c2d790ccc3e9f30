package dev.manticore.migrations.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
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

class ReadmeTest {
    static Stream<String> java() throws IOException {
        return Readme.blocks("java").stream();
    }

    @ParameterizedTest
    @MethodSource("java")
    void each_java_block_compiles_and_runs(String block, @TempDir Path directory) throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            new Snippet(block).run(directory, database.dataSource());
        }
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

    /** One after the other, as a reader would type them, in a directory that holds what the commands name. */
    @Test
    void the_commands_work_in_their_order(@TempDir Path directory) throws Exception {
        Files.createSymbolicLink(directory.resolve("manticore"), Readme.ROOT.resolve("manticore"));
        Files.createSymbolicLink(directory.resolve("examples"), Readme.ROOT.resolve("examples"));
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
            Process process = new ProcessBuilder("sh", "-c", command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(command).isTrue();
            } finally {
                process.destroy();
            }
            assertThat(process.exitValue())
                    .as(() -> command + "\n" + read(output))
                    .isZero();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
