package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.WireProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour that is visible only with real processes. */
class ProcessesTest extends DatabaseTest {
    @Test
    void severalAtOnceApplyEachMigrationOnce() throws Exception {
        CliRun files = CliRun.in(directory).script("V1__log.sql", "CREATE TABLE log (version int PRIMARY KEY);");
        for (int version = 2; version <= 50; version++) {
            files.script("V" + version + "__add.sql", "INSERT INTO log VALUES (" + version + ");");
        }

        List<Child> children = new ArrayList<>();
        for (int number = 0; number < (Proof.isFull() ? 8 : 3); number++) {
            children.add(Child.start(directory, Map.of("MANTICORE_URL", database.uri()), "migrate", "--source", "db"));
        }

        int applied = 0;
        for (Child child : children) {
            assertThat(child.exitCode()).as(child.text()).isZero();
            applied += (int) child.text()
                    .lines()
                    .filter(line -> line.startsWith("applied V"))
                    .count();
        }
        assertThat(applied).isEqualTo(50);
        assertThat(number("SELECT count(*) FROM log")).isEqualTo(49);
        assertThat(number("SELECT count(*) FROM _migrations")).isEqualTo(50);
    }

    @Test
    void aTerminatedRunCancelsItsStatementAndReleasesItsLease() throws Exception {
        CliRun.in(directory)
                .script("V1__fast.sql", "SELECT 1")
                .script("V2__slow.sql", "CREATE TABLE t (id INT); SELECT pg_sleep(120)")
                .script("V3__never.sql", "SELECT 1");
        Child child = Child.start(directory, Map.of("MANTICORE_URL", database.uri()), "migrate", "--source", "db");
        awaitSleep();

        child.process().destroy();

        assertThat(child.exitCode()).as(child.text()).isEqualTo(143);
        assertThat(child.text()).contains("The run was interrupted while V2 was running; it was rolled back.");
        assertThat(number("SELECT count(*) FROM _migrations_lease WHERE expires_at > now()"))
                .as(child.text())
                .isZero();
        assertThat(number("SELECT max(version) FROM _migrations")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM pg_tables WHERE tablename = 't'"))
                .isZero();
    }

    /** Signals, and the exit codes of processes that they end. */
    static Stream<Arguments> signals() {
        return Proof.cases(List.of(Arguments.of("INT", 130), Arguments.of("HUP", 129), Arguments.of("TERM", 143)));
    }

    @ParameterizedTest
    @MethodSource("signals")
    @EnabledOnOs(OS.LINUX)
    void afterASignalTheDocumentHasTheExitCodeOfTheProcess(String signal, int exitCode) throws Exception {
        CliRun.in(directory).script("V1__slow.sql", "SELECT pg_sleep(120)");
        Child child = Child.startForSignals(
                directory, Map.of("MANTICORE_URL", database.uri()), "migrate", "--source", "db", "--json");
        awaitSleep();

        child.signal(signal);

        assertThat(child.exitCode()).as(child.text()).isEqualTo(exitCode);
        assertThat(JSON.std.mapFrom(child.text())).containsEntry("exitCode", exitCode);
    }

    @Test
    void aTerminatedRunSaysWhenItLeavesAStatementBehind() throws Exception {
        CliRun.in(directory).script("V1__slow.sql", "SELECT pg_sleep(15)");
        try (WireProxy proxy = WireProxy.before(database)) {
            Child child = Child.start(
                    directory, Map.of("MANTICORE_URL", proxy.through(database).uri()), "migrate", "--source", "db");
            awaitSleep();
            // From now on the network drops everything, on existing and on new connections.
            List<Fault> silence = new ArrayList<>();
            silence.add(proxy.hold(frame -> frame.sender() == Frame.Sender.SERVER));
            for (int connection = 0; connection < 20; connection++) {
                silence.add(proxy.hold(frame -> frame.type() == Frame.STARTUP));
            }

            child.process().destroy();

            assertThat(child.exitCode()).as(child.text()).isEqualTo(143);
            assertThat(child.text())
                    .containsAnyOf("may or may not have been executed", "may still execute it")
                    .contains("what to do: ");
            silence.forEach(Fault::release);
        }
    }

    @Test
    void aRunThatIsTerminatedWhileItConnectsReportsNoBug() throws Exception {
        CliRun.in(directory).script("V1__fast.sql", "SELECT 1");
        try (WireProxy proxy = WireProxy.before(database)) {
            Fault silence = proxy.hold(frame -> frame.sender() == Frame.Sender.SERVER);
            String url = proxy.through(database).uri() + "?connect_timeout=100";
            Child child = Child.start(directory, Map.of("MANTICORE_URL", url), "migrate", "--source", "db");
            await().atMost(Duration.ofMinutes(1)).until(silence::happened);

            child.process().destroy();

            assertThat(child.exitCode()).as(child.text()).isEqualTo(143);
            assertThat(child.text())
                    .contains("The run was interrupted while it connected.")
                    .doesNotContain("bug", "report", "Exception", "SEVERE", "WARNING");
            silence.release();
        }
    }

    private void awaitSleep() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> number("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1%'"
                                + " AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()")
                        == 1);
    }

    @Test
    void aWrongSettingIsNotLogged() throws Exception {
        CliRun.in(directory).tables(1).file("manticore.properties", "surce=db\n");

        assertThat(output(Map.of(), "status")).startsWith("error: ").doesNotContain("DEBUG", "\tat ");
        assertThat(output(Map.of("MANTICORE_JSON", "maybe"), "status", "--bogus"))
                .startsWith("error: ")
                .doesNotContain("DEBUG", "\tat ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNamedPipeInsteadOfTheFileOfSettingsIsRefused() throws Exception {
        Path pipe = directory.resolve("manticore.properties");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        CliRun.Result run = CliRun.in(directory).run("status");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("manticore.properties is not a regular file.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSettingThatTheLocaleCannotReadIsRefusedWithTheWayOut() throws Exception {
        assertThat(output(Map.of("LC_ALL", "C", "MANTICORE_URL", database.uri()), "status", "--source", "größe"))
                .startsWith("error: ")
                .contains("Argument 3 contains characters that cannot be read", "ANSI_X3.4-1968", "LC_ALL=C.UTF-8");
        assertThat(output(Map.of("LC_ALL", "xx_XX.UTF-8", "MANTICORE_SCHEMA", "größe"), "status"))
                .contains("MANTICORE_SCHEMA contains characters that cannot be read", "LC_ALL=C.UTF-8");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileNameThatTheLocaleCannotReadIsRefusedWithTheWayOut() throws Exception {
        CliRun.in(directory).script("V1__größe.sql", "SELECT 1");

        Child child = Child.start(
                directory,
                Map.of("LC_ALL", "xx_XX.UTF-8", "MANTICORE_URL", database.uri()),
                "migrate",
                "--source",
                "db");

        assertThat(child.exitCode()).as(child.text()).isEqualTo(3);
        assertThat(child.text()).contains("characters that Java cannot read", "LC_ALL=C.UTF-8");
    }

    private String output(Map<String, String> variables, String... arguments) throws Exception {
        Child child = Child.start(directory, variables, arguments);
        assertThat(child.exitCode()).as(child.text()).isEqualTo(2);
        return child.text();
    }

    @Test
    void thePasswordFileIsTheDriversBusiness() throws Exception {
        PasswordServer.protect(database, "pgpass_user", "from the file");
        Path file = directory.resolve("pgpass");
        Files.writeString(file, "127.0.0.1:*:*:pgpass_user:from the file\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        CliRun.in(directory).tables(1);

        Child child = Child.start(
                directory,
                Map.of("PGPASSFILE", file.toString()),
                "status",
                "--source",
                "db",
                "--url",
                "postgresql://pgpass_user@127.0.0.1:" + database.port() + "/" + database.name());

        assertThat(child.exitCode()).as(child.text()).isZero();
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
