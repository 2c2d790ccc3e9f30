package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Passwords work from all places where they can be set, and are never printed. */
class PasswordTest extends DatabaseTest {
    private static final String SECRET = "s3cret/@word";
    private static final String ENCODED = "s3cret%2F%40word";
    private static final String USER = "password_user";

    private final String server = "127.0.0.1:" + database.port() + "/" + database.name();
    private final List<Result> results = new ArrayList<>();

    @BeforeEach
    void protect() throws Exception {
        PasswordServer.protect(database, USER, SECRET);
    }

    @AfterEach
    void noneWasPrinted() {
        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.out() + result.err()).doesNotContain(SECRET, ENCODED, "s3cret", "wrong-one"));
    }

    @Test
    void aPasswordMayComeFromVariablesAndFromTheFile() {
        String withPassword = url(USER + ":" + ENCODED);
        String jdbc = "jdbc:postgresql://" + server + "?user=" + USER + "&password=" + ENCODED;

        List.of(
                        run(cli().with("MANTICORE_PASSWORD", SECRET), "--url", url(USER)),
                        run(cli().with("PGPASSWORD", SECRET), "--url", url("x"), "--user", USER),
                        run(cli().with("MANTICORE_URL", withPassword)),
                        run(cli().with("MANTICORE_URL", jdbc)),
                        run(cli().file("manticore.properties", "url=" + url(USER) + "\npassword=" + SECRET)),
                        run(cli().file("manticore.properties", "url=" + withPassword)))
                .forEach(
                        result -> assertThat(result.exitCode()).as(result.err()).isZero());
    }

    @Test
    void thePasswordOfAFlywayProjectGoesBeforeThoseOfPsql() {
        String project = "flyway.url=jdbc:postgresql://" + server + "\nflyway.user=" + USER + "\n";
        CliRun withPassword =
                cli().with("PGPASSWORD", "wrong-one").file("flyway.conf", project + "flyway.password=" + SECRET);

        List.of(
                        run(withPassword, "--flyway"),
                        run(
                                cli().with("PGPASSWORD", "wrong-one")
                                        .file("flyway.conf", project)
                                        .with("FLYWAY_PASSWORD", SECRET),
                                "--flyway"),
                        run(cli().with("FLYWAY_PASSWORD", SECRET), "--flyway", "--url", url(USER)),
                        run(
                                withPassword
                                        .file("flyway.conf", project + "flyway.password=wrong-one")
                                        .with("MANTICORE_PASSWORD", SECRET),
                                "--flyway"))
                .forEach(
                        result -> assertThat(result.exitCode()).as(result.err()).isZero());
    }

    @Test
    void aWrongPasswordGives5() {
        Result result = run(cli().with("MANTICORE_PASSWORD", "wrong-one"), "--url", url(USER));

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("password authentication failed", USER, "what to do: ");
    }

    @Test
    void noPasswordGives5AndSaysWhereToSetOne() {
        Result result = run(cli(), "--url", url(USER));

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err())
                .contains("none was given", "to set the password: MANTICORE_PASSWORD, or a line of ~/.pgpass");
    }

    @Test
    void aPasswordOnTheCommandLineGives2() {
        Result result = run(cli(), "--url", url(USER + ":" + ENCODED));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("MANTICORE_PASSWORD", "PGPASSWORD", ".pgpass");
    }

    @Test
    void aPasswordInAMistakeIsMasked() {
        for (List<String> arguments : List.of(
                List.of("--urll=" + url(USER + ":" + SECRET)),
                List.of("--urll", url(USER + ":" + ENCODED)),
                List.of(url(USER + ":" + SECRET)),
                List.of("jdbc:postgresql://" + server + "?user=" + USER + "&password=" + ENCODED),
                List.of("--password", SECRET),
                List.of("--password=" + SECRET),
                List.of("--passwd=it's " + SECRET),
                List.of("--db", "host=127.0.0.1 password=" + SECRET),
                List.of("--lease", url(USER + ":" + SECRET)),
                List.of("--url", url(USER), "--source", url(USER + ":" + SECRET)),
                List.of("--allow", url(USER + ":" + SECRET)))) {
            Result result = run(cli(), arguments.toArray(String[]::new));

            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.err()).contains("***");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatEverybodyCanReadGivesAWarning() throws IOException {
        String message = "warning: every user of this machine can read ";
        Path properties = directory.resolve("manticore.properties");
        cli().file("manticore.properties", "url=" + url(USER + ":" + ENCODED));
        Files.setPosixFilePermissions(properties, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(cli()).err()).contains(message + properties, "chmod 600");

        Files.setPosixFilePermissions(properties, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(run(cli()).err()).doesNotContain(message);

        cli().file("manticore.properties", "url=" + url(USER)).file("pgpass", "*:*:*:*:x");
        Path pgpass = directory.resolve("pgpass");
        Files.setPosixFilePermissions(pgpass, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(cli().with("PGPASSFILE", "pgpass")).err()).contains(message + pgpass);

        CliRun known = cli().with("PGPASSFILE", "pgpass").with("MANTICORE_PASSWORD", SECRET);
        assertThat(run(known).err()).doesNotContain(message);
    }

    private CliRun cli() {
        return CliRun.in(directory).with("MANTICORE_SOURCE", "db").tables(1);
    }

    private Result run(CliRun cli, String... options) {
        List<String> arguments = new ArrayList<>(List.of("status", "-v"));
        arguments.addAll(List.of(options));
        Result result = cli.run(arguments.toArray(String[]::new));
        results.add(result);
        return result;
    }

    private String url(String login) {
        return "postgresql://" + login + "@" + server;
    }
}
