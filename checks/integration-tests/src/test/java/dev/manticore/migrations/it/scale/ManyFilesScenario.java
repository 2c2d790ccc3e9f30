package dev.manticore.migrations.it.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Shows that a run with nothing to do needs no more memory for more or larger files: 200 MB of them in a heap of 64 MB. */
class ManyFilesScenario {
    private static final int FILES = 10_000;
    private static final int BYTES = 20 * 1024;
    private static final int PATIENCE_MINUTES = 5;

    @TempDir
    Path directory;

    /** The child process: {@code DIRECTORY JDBC_URL USER}. */
    public static void main(String[] arguments) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[1]);
        database.setUser(arguments[2]);
        MigrationReport report = Migrator.builder(JdbcTxRunner.over(database))
                .source(FilesystemSource.of(Path.of(arguments[0])))
                .build()
                .migrate();
        System.out.println("applied " + report.steps().size());
    }

    @Test
    void tenThousandFilesOfTwentyKilobytesFitIntoASmallHeap() throws Exception {
        TestDatabase database = Databases.take();
        try {
            Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                    .source(FilesystemSource.of(directory))
                    .build()
                    .initialize();
            recordAsApplied(database);
            Files.writeString(directory.resolve("V%d__last.sql".formatted(FILES + 1)), "CREATE TABLE last (id INT)");

            assertThat(output(database)).isEqualTo("applied 1");
            assertThat(output(database)).isEqualTo("applied 0");
        } finally {
            Databases.drop(database);
        }
    }

    /** To apply them would take minutes, and is not what this is about. */
    private void recordAsApplied(TestDatabase database) throws Exception {
        String filling = "-- what there is to say about it\n".repeat(BYTES / 33);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement row = connection.prepareStatement(
                        "INSERT INTO _migrations (version, description, checksum) VALUES (?, 'table', ?)")) {
            for (int version = 1; version <= FILES; version++) {
                byte[] up = ("CREATE TABLE t" + version + " (id INT);\n" + filling).getBytes(UTF_8);
                Files.write(directory.resolve("V%d__table.sql".formatted(version)), up);
                Files.writeString(directory.resolve("U%d__table.sql".formatted(version)), "DROP TABLE t" + version);
                row.setInt(1, version);
                row.setString(2, HexFormat.of().formatHex(sha256.digest(up)));
                row.addBatch();
            }
            row.executeBatch();
            assertThat(Sql.rows(connection, "SELECT count(*) FROM _migrations")).containsExactly(String.valueOf(FILES));
        }
    }

    private String output(TestDatabase database) throws Exception {
        Path output = Files.createTempFile("many-files", ".txt");
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ManyFilesScenario.class.getName(),
                            directory.toString(),
                            database.jdbcUrl(),
                            database.user()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            List<String> lines = Files.readAllLines(output);
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        } finally {
            Files.delete(output);
        }
    }
}
