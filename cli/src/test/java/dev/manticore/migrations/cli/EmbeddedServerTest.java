package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.cli.CliRun.Result;
import dev.manticore.migrations.support.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The embedded server keeps its data, and starts whatever state its directory is in. */
class EmbeddedServerTest {

    @TempDir
    private Path directory;

    private CliRun cli;

    /** The data of a server that has been stopped: copying it is faster than making it. */
    @TempDir
    private static Path shared;

    @BeforeAll
    static void migrateOnce() {
        CliRun.in(shared).with("MANTICORE_SOURCE", "db").tables(2).run("migrate", "--embedded=pg");
    }

    private void copyData() throws Exception {
        assertThat(new ProcessBuilder("cp", "-a", shared.resolve("pg").toString(), directory.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

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
        for (int number = 0; number < (Proof.isFull() ? 4 : 2); number++) {
            children.add(Child.start(directory, Map.of("MANTICORE_SOURCE", "db"), "migrate", "--embedded=pg"));
        }
        for (Child child : children) {
            assertThat(child.exitCode()).as(child.text()).isZero();
        }
        assertThat(isRunning("pg")).isFalse();
    }

    @Test
    void replacesAServerThatAKilledRunLeftBehind() throws Exception {
        copyData();
        Child child = startSlowly();
        // Its watchdog would stop the server.
        child.process().children().forEach(ProcessHandle::destroyForcibly);
        child.process().destroyForcibly().waitFor();
        assertThat(isRunning("pg")).isTrue();

        Result result = cli.run("status", "--embedded=pg");

        assertThat(result.out()).contains("| applied").contains("The lease is held by");
        assertThat(isRunning("pg")).isFalse();
    }

    @Test
    void letsNobodyElseIn() throws Exception {
        copyData();
        Child child = startSlowly();

        assertThat(loginWithoutPassword()).isEqualTo("28P01");

        child.process().destroy();
        child.exitCode();
        assertThat(directory.resolve("pg/server.log")).content().doesNotContain("SCRAM");
        for (String path : List.of("pg", "pg/data")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void closesADirectoryThatWasOpenToEverybody() throws Exception {
        copyData();
        Files.writeString(
                directory.resolve("pg/data/pg_hba.conf"), "local all all trust\nhost all all 127.0.0.1/32 trust\n");
        Files.setPosixFilePermissions(directory.resolve("pg"), PosixFilePermissions.fromString("rwxr-xr-x"));

        Child child = startSlowly();

        assertThat(loginWithoutPassword()).isEqualTo("28P01");
        child.process().destroy();
        child.exitCode();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("pg"))))
                .isEqualTo("rwx------");
    }

    @Test
    void servesAnotherRole() {
        cli.script("V3__role.sql", "CREATE ROLE app LOGIN");
        assertThat(cli.run("migrate", "--embedded").exitCode()).isZero();
        assertThat(cli.run("status", "--embedded", "--user=app").err()).contains("permission denied");

        Result missing = cli.run("status", "--embedded", "--user=nobody");

        assertThat(missing.exitCode()).isEqualTo(5);
        assertThat(missing.err()).contains("the password of the role nobody could not be set", "does not exist");
        assertThat(cli.run("status", "--embedded").out()).contains("| applied");
    }

    /** A run that is in the middle of a migration. */
    private Child startSlowly() throws Exception {
        cli.script("V4__slow.sql", "SELECT pg_sleep(120)");
        Child child = Child.start(directory, Map.of("MANTICORE_SOURCE", "db"), "migrate", "--embedded=pg", "-v");
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(child.process().isAlive()).as(child.text()).isTrue();
            return child.text().contains("pg_sleep") || child.text().contains("V4");
        });
        return child;
    }

    /** The SQLSTATE of the refusal. */
    private String loginWithoutPassword() throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {
            Integer.parseInt(Files.readAllLines(directory.resolve("pg/data/postmaster.pid"))
                    .get(3))
        });
        source.setDatabaseName("postgres");
        source.setUser("postgres");
        source.setPassword("wrong");
        try (Connection connection = source.getConnection()) {
            return "let in: " + connection;
        } catch (SQLException refused) {
            return String.valueOf(refused.getSQLState());
        }
    }

    @Test
    void startsInSpiteOfTheRemainsOfAServerThatIsGone() throws Exception {
        copyData();
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
    void showsWhyTheServerDoesNotStart() throws Exception {
        copyData();
        Files.writeString(directory.resolve("pg/data/postgresql.conf"), "no_such_setting = on\n");

        Result result = cli.run("migrate", "--embedded=pg");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("did not start", "server.log", "no_such_setting");
    }

    private boolean isRunning(String server) {
        return Files.exists(directory.resolve(server).resolve("data/postmaster.pid"));
    }
}
