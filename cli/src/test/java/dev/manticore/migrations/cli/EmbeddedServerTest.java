package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server keeps its data, and starts whatever state its directory is in. */
class EmbeddedServerTest {

    @TempDir
    private Path directory;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.in(directory).with("MANTICORE_SOURCE", "db").tables(2);
    }

    @Test
    void keepsItsData() {
        assertThat(cli.run("migrate", "--embedded").out()).endsWith("Applied 2 migrations, V1 to V2.\n");
        assertThat(isRunning(".manticore/postgres")).isFalse();
        assertThat(cli.run("migrate", "--embedded").out()).startsWith("Up to date: 2 migrations");
        assertThat(cli.run("migrate", "--embedded=.manticore/postgres").out()).startsWith("Up to date");
    }

    @Test
    void servesSeveralRunsOneAfterTheOther() throws Exception {
        List<Child> children = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            children.add(Child.start(directory, Map.of("MANTICORE_SOURCE", "db"), "migrate", "--embedded=pg"));
        }
        for (Child child : children) {
            assertThat(child.exitCode()).as(child.text()).isZero();
        }
        assertThat(isRunning("pg")).isFalse();
    }

    @Test
    void goesOnWithAServerThatAKilledRunLeftBehind() throws Exception {
        cli.script("V3__slow.sql", "SELECT pg_sleep(60)");
        Child child = Child.start(directory, Map.of("MANTICORE_SOURCE", "db"), "migrate", "--embedded=pg");
        while (!child.text().contains("applied V2")) {
            assertThat(child.process().isAlive()).as(child.text()).isTrue();
            Thread.sleep(50);
        }
        child.process().destroyForcibly().waitFor();
        assertThat(isRunning("pg")).isTrue();

        Result result = cli.run("status", "--embedded=pg");

        assertThat(result.out()).contains("| applied").contains("The lease is held by");
        assertThat(isRunning("pg")).isFalse();
    }

    @Test
    void startsInSpiteOfTheRemainsOfAServerThatIsGone() throws Exception {
        cli.run("migrate", "--embedded=pg");
        // The id of a living process that is not a server.
        Files.writeString(
                directory.resolve("pg/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("pg/data") + "\n1\n5432\n\n127.0.0.1\n1 1\n");

        assertThat(cli.run("migrate", "--embedded=pg").out()).startsWith("Up to date");
    }

    @Test
    void refusesTheDataOfAnotherVersion() throws IOException {
        Files.createDirectories(directory.resolve("pg/data"));
        Files.writeString(directory.resolve("pg/lock"), "");
        Files.writeString(directory.resolve("pg/data/PG_VERSION"), "9.6\n");

        Result result = cli.run("migrate", "--embedded=pg");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("created by PostgreSQL 9.6", "--embedded=DIR");
    }

    @Test
    void refusesADirectoryOfSomebodyElses() {
        Result result = cli.run("migrate", "--embedded=db");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("it contains other files");
    }

    @Test
    void showsWhyTheServerDoesNotStart() throws IOException {
        cli.run("migrate", "--embedded=pg");
        Files.writeString(directory.resolve("pg/data/postgresql.conf"), "no_such_setting = on\n");

        Result result = cli.run("migrate", "--embedded=pg");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("did not start", "server.log", "no_such_setting");
    }

    private boolean isRunning(String server) {
        return Files.exists(directory.resolve(server).resolve("data/postmaster.pid"));
    }
}
