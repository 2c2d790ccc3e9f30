package dev.manticore.migrations.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows how several sources, wildcards and sources that overlap are read. */
class SourcesTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void writeScripts() {
        cli = CliRun.in(directory)
                .with("MANTICORE_URL", database.uri())
                .file("db/orders/migration/V1__orders.sql", "CREATE TABLE orders (id int);")
                .file("db/users/migration/V2__users.sql", "CREATE TABLE users (id int);")
                .file("db/users/seed/seed.sql", "not SQL");
    }

    @Test
    void severalAreSeparatedByCommasOrTheOptionIsRepeated() {
        assertThat(cli.run("migrate", "--source", "db/orders/migration,filesystem:db/users/migration")
                        .out())
                .contains("applied V1 orders", "applied V2 users");
        assertThat(cli.run("status", "--source=db/orders/migration", "--source=db/users/migration")
                        .out())
                .contains("Nothing is pending");
    }

    @Test
    void wildcardsStandForDirectories() {
        assertThat(cli.run("migrate", "--source", "db/*/migration").out())
                .contains("applied V1 orders", "applied V2 users");
        assertThat(cli.with("MANTICORE_SOURCE", "filesystem:**/migration")
                        .run("status")
                        .out())
                .contains("Nothing is pending");
    }

    @Test
    void wildcardsStandForDirectoriesInJars() throws IOException {
        Path jar = directory.resolve("shop.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new ZipEntry("db/orders/migration/V1__orders.sql"));
            entries.write("CREATE TABLE orders (id int);".getBytes(UTF_8));
        }

        assertThat(cli.run("migrate", "--jar=shop.jar", "--source", "classpath:db/**/migration,db/users/*")
                        .err())
                .contains("seed.sql");
        assertThat(cli.run("migrate", "--jar=shop.jar", "--source", "classpath:db/**/migration,db/users/m*")
                        .out())
                .contains("applied V1 orders", "applied V2 users");
    }

    @Test
    void aFileInTwoSourcesIsReadOnce() {
        String absolute = directory.resolve("db/users/migration").toString();

        Result result = cli.run(
                "migrate", "--source=db/*/migration", "--source=db/users/migration", "--source=filesystem:" + absolute);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("applied V1 orders", "applied V2 users");
    }

    @Test
    void everySourceThatIsMissingIsNamed() {
        Result result =
                cli.run("migrate", "--source", "db/nothing,db/*/scripts,classpath:nowhere/*,db/orders/migration");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        directory.resolve("db/nothing") + " does not exist",
                        "No directory matches " + directory.resolve("db") + "/*/scripts.",
                        "No directory nowhere/* is on the class path",
                        "3 problems");
    }

    @Test
    void whatIsNoSourceIsNamed() {
        assertThat(cli.run("status", "--source", "classpath:**/migration").err())
                .contains("The source classpath:**/migration: \"**/migration\" begins with a wildcard");
        assertThat(cli.run("status", "--source", "db/*//x").err())
                .contains("The source db/*//x: \"*//x\" is not a pattern of paths");
        assertThat(cli.run("status", "--source", "gcs:db").err()).contains("The source 'gcs:db' is of an unknown kind");
    }

    @Test
    void aNewMigrationIsWrittenIntoTheFirstDirectoryWithoutWildcards() {
        Result result = cli.run("create", "more", "--source=db/*/migration,db/new");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(directory.resolve("db/new/V3__more.sql")).exists();
        assertThat(cli.run("create", "more", "--source=db/*/migration").err())
                .contains("none of the sources is writable");
    }
}
