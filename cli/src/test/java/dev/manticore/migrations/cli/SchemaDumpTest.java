package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows how the schema is dumped after a run, and what is said where it cannot be. */
class SchemaDumpTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
    }

    @Test
    void refusesToRunWithoutPgDump() {
        Result run = cli.with("PATH", directory.toString()).run("migrate", "--dump-schema", "schema.sql");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--dump-schema needs pg_dump, which is not on the PATH; nothing was changed.");
        assertThat(cli.run("status").out()).contains("2 pending.");
    }

    @Test
    void refusesADirectoryThatDoesNotExist() throws IOException {
        pgDump("true");

        assertThat(cli.run("migrate", "--dump-schema", "nowhere/schema.sql").err())
                .contains("--dump-schema: the directory ", "nowhere does not exist");
        assertThat(cli.run("status").out()).contains("2 pending.");
    }

    /** The program stands for a pg_dump of the server's version, which the machine of a build seldom has. */
    @Test
    void writesWhatPgDumpPrintsOfTheSameDatabaseWithoutWhatDiffersEachTime() throws IOException {
        pgDump(
                "echo \"-- $PGDATABASE at $PGHOST:$PGPORT $*\"; printf '%s\\n' '\\restrict Xyz'; echo 'CREATE TABLE t1 ();'");

        Result run = cli.run("migrate", "--schema", "my \"one\"", "--dump-schema", "schema.sql");

        assertThat(run.out()).endsWith("Applied 2 migrations, V1 to V2.\n");
        assertThat(directory.resolve("schema.sql"))
                .hasContent("-- " + database.name() + " at " + database.host() + ":" + database.port()
                        + " --schema-only --no-owner --no-privileges --no-password --schema=\"my \"\"one\"\"\"\n"
                        + "CREATE TABLE t1 ();\n");
        assertThat(directory.toFile().list()).contains("schema.sql").noneMatch(name -> name.contains("schema.sql."));
    }

    @Test
    void theDatabaseIsTheOneOfTheRunWhateverVariablesNameAnother() throws IOException {
        pgDump("echo \"host $PGHOST service $PGSERVICE hostaddr $PGHOSTADDR key $PGSSLKEY mode $PGSSLMODE\"");
        cli.file("services", "[other]\nhost=192.0.2.1\nport=1\ndbname=other\nsslkey=/keys/client.key\n")
                .with("PGSERVICE", "other")
                .with("PGSERVICEFILE", directory.resolve("services").toString());

        Result run = cli.run("migrate", "--url", database.uri() + "?sslmode=disable", "--dump-schema", "schema.sql");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(directory.resolve("schema.sql"))
                .hasContent("host " + database.host() + " service  hostaddr  key /keys/client.key mode disable\n");
    }

    @Test
    void refusesADirectoryInPlaceOfAFileBeforeTheRun() throws IOException {
        pgDump("true");

        assertThat(cli.run("migrate", "--dump-schema", "db").err())
                .contains("--dump-schema: ", "db is a directory.", "Name a file in it, e.g. db/schema.sql.");
        assertThat(cli.run("status").out()).contains("2 pending.");
    }

    @Test
    void refusesADirectoryThatCannotBeWrittenToBeforeTheRun() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no directory that nobody can write to");
        pgDump("true");

        assertThat(cli.run("migrate", "--dump-schema", "/proc/self/schema.sql").err())
                .contains("--dump-schema: no file can be written to the directory /proc/self: ");
        assertThat(cli.run("status").out()).contains("2 pending.");
    }

    @Test
    void aDryRunHasNothingToDump() throws IOException {
        pgDump("true");

        for (String command : List.of("migrate", "rollback", "redo")) {
            Result run = cli.run(command, "--dry-run", "--dump-schema", "schema.sql");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("--dry-run and --dump-schema exclude each other");
        }
    }

    @Test
    void bytesThatAreNotUtf8StayInTheDumpAndDoNotHideAMessage() throws IOException {
        pgDump("printf 'CREATE TABLE t\\351 ();\\n'");
        assertThat(cli.run("migrate", "--dump-schema", "schema.sql").exitCode()).isZero();
        assertThat(directory.resolve("schema.sql"))
                .hasBinaryContent("CREATE TABLE t\u00e9 ();\n".getBytes(StandardCharsets.ISO_8859_1));

        pgDump("printf 'connexion refus\\351e\\n' >&2; exit 1");
        assertThat(cli.run("migrate", "--dump-schema", "schema.sql").err())
                .contains("the schema could not be dumped: connexion refus\ufffde");
    }

    @Test
    void saysWhatTheRealProgramObjectsTo() {
        Path program = Path.of("/usr/bin/pg_dump");
        assumeTrue(Files.isExecutable(program), "there is no pg_dump");

        Result run = cli.with("PATH", "/usr/bin").run("migrate", "--dump-schema", "schema.sql");

        if (run.exitCode() == 0) {
            assertThat(directory.resolve("schema.sql")).content().contains("CREATE TABLE public.t2");
        } else {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains(
                            "The run has succeeded, but the schema could not be dumped: ",
                            "version mismatch",
                            "not older than the server");
        }
        assertThat(cli.run("status").out()).contains("Nothing is pending.");
    }

    private void pgDump(String script) throws IOException {
        Path program = Files.createDirectories(directory.resolve("programs")).resolve("pg_dump");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        cli.with("PATH", program.getParent().toString());
    }
}
