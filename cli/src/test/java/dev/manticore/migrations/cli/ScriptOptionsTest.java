package dev.manticore.migrations.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows where placeholders, encodings and settings of scripts come from, and what is printed of them. */
class ScriptOptionsTest extends DatabaseTest {
    private static final String SCRIPT = "CREATE TABLE a (n text);\nINSERT INTO a VALUES ('${one} ${two} ${three}');\n";

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory);
    }

    private String value() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT n FROM a")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void eachIsTakenFromTheFirstPlaceThatHasIt() throws SQLException {
        cli.script("V1__a.sql", SCRIPT)
                .file(
                        "manticore.properties",
                        "placeholders.one=file\nplaceholders.two=file\nPlaceholders.Three=file, 3 \n")
                .with("MANTICORE_PLACEHOLDERS_ONE", "variable")
                .with("MANTICORE_PLACEHOLDERS_TWO", "variable");

        Result result = cli.run("--placeholder", "One=option", "migrate", "--placeholder", "other=");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(value()).isEqualTo("option variable file, 3 ");
    }

    @Test
    void anEmptyValueIsAValue() throws SQLException {
        cli.script("V1__a.sql", SCRIPT).with("MANTICORE_PLACEHOLDERS_TWO", "");

        assertThat(cli.run("migrate", "--placeholder", "one=a=b", "--placeholder", "three=")
                        .exitCode())
                .isZero();
        assertThat(value()).isEqualTo("a=b  ");
    }

    @Test
    void mistakesAreNamedWithoutTheValue() {
        cli.script("V1__a.sql", SCRIPT);

        for (String[] mistake : new String[][] {
            {"s3cret"}, {"=s3cret"}, {"flyway:user=s3cret"}, {"a=s3cret", "A=s3cret"},
        }) {
            String[] arguments = new String[1 + 2 * mistake.length];
            arguments[0] = "validate";
            for (int i = 0; i < mistake.length; i++) {
                arguments[1 + 2 * i] = "--placeholder";
                arguments[2 + 2 * i] = mistake[i];
            }
            Result result = cli.run(arguments);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("--placeholder").doesNotContain("s3cret");
        }
        cli.file("manticore.properties", "placeholders.a=s3cret\nplaceholders.A=s3cret\n");
        assertThat(cli.run("validate").err())
                .contains("manticore.properties:2: the placeholder 'A' was already set by manticore.properties:1")
                .doesNotContain("s3cret");
    }

    @Test
    void undeclaredOnesAreShownInTheirLinesWithAWayOut() {
        cli.script("V1__a.sql", SCRIPT);

        Result result = cli.run("migrate", "--placeholder", "one=s3cret");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "error: The placeholder ${two} is not declared.",
                        "/db/V1__a.sql:2:31",
                        "2 | INSERT INTO a VALUES ('${one} ${two} ${three}');",
                        "Declared: ${one}.",
                        "to declare it: --placeholder NAME=VALUE",
                        "error: The placeholder ${three} is not declared.",
                        "2 problems; nothing was changed.")
                .doesNotContain("s3cret");
    }

    @Test
    void aFailureShowsTheFilesOwnLine() {
        cli.script("V1__a.sql", "SELECT '${one}',\n  nothing;");

        Result result = cli.run("migrate", "--verbose", "--placeholder", "one=s3cret\nin\nlines");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("/db/V1__a.sql:2:3", "    2 |   nothing;\n", "      |   ^")
                .doesNotContain("s3cret");
    }

    @Test
    void aDryRunHasTheValues() {
        cli.script("V1__a.sql", "SELECT '${one}';");

        assertThat(cli.run("migrate", "--dry-run", "--placeholder", "one=x").out())
                .contains("SELECT 'x';");
        Map<String, Object> document = cli.run("migrate", "--dry-run", "--json", "--placeholder", "one=x")
                .json();
        assertThat(document.toString()).contains("SELECT 'x'");
    }

    @Test
    void whileTheyAreOffTheyAreNoted() {
        cli.script("V1__a.sql", "SELECT '${one}';");
        String note = directory.resolve("db/V1__a.sql")
                + ":1:9: ${one} is sent as it is, since placeholders are off. If it is a placeholder,"
                + " declare its value.";

        assertThat(cli.run("status").out()).contains(note);
        assertThat(cli.run("status", "--json").json()).containsEntry("notes", List.of(note));
        assertThat(cli.run("validate").out()).contains(note);
        CliRun files = CliRun.in(directory).with("MANTICORE_SOURCE", "db");
        assertThat(files.run("validate").out()).contains(note, "Valid: 1 migration");
        assertThat(files.run("validate", "--json").json()).containsEntry("notes", List.of(note));
        assertThat(files.run("validate", "--placeholder", "one=1").out()).doesNotContain("note");
    }

    @Test
    void whileTheyAreOffAFailureSaysSo() {
        cli.script("V1__a.sql", "SELECT * FROM ${one};");

        assertThat(cli.run("migrate").err())
                .contains(
                        "The statement contains ${one}, which was sent as it is, since placeholders are off.",
                        "if ${one} is a placeholder: --placeholder NAME=VALUE");
    }

    @Test
    void scriptsCanHaveAnotherEncoding() throws IOException, SQLException {
        cli.script("V1__a.sql", "");
        byte[] latin = "CREATE TABLE a AS SELECT '\u00e4' AS n;".getBytes(ISO_8859_1);
        Files.write(directory.resolve("db/V1__a.sql"), latin);

        Result refused = cli.run("migrate");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains(
                        "This byte is not valid UTF-8.",
                        "/db/V1__a.sql:1:27",
                        "V1__a.sql.conf: encoding=ISO-8859-1",
                        "if all files have another encoding: --encoding NAME");
        assertThat(cli.run("migrate", "--encoding", "latin1").exitCode()).isZero();
        assertThat(value()).isEqualTo("\u00e4");
        assertThat(cli.run("migrate", "--encoding", "ISO-8859-15").exitCode())
                .as("the same text, and so the same checksum")
                .isZero();
        assertThat(CliRun.in(directory)
                        .with("MANTICORE_SOURCE", "db")
                        .with("MANTICORE_ENCODING", "windows-1252")
                        .run("validate")
                        .exitCode())
                .isZero();
    }

    @Test
    void anUnknownEncodingIsRefused() {
        Result result = cli.run("migrate", "--encoding", "klingon");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--encoding: the encoding 'klingon' is not known.");
    }

    @Test
    void theFileBesideAScriptIsShownWithItsMistakes() {
        cli.script("V1__a.sql", "SELECT 1;")
                .script("V1__a.sql.conf", "# settings\nbla=1\n")
                .script("V2__b.sql.conf", "shouldExecute=false\n");

        assertThat(cli.run("migrate").err())
                .contains(
                        "error: The key 'bla' is not known.",
                        "/db/V1__a.sql.conf:2:1",
                        "2 | bla=1",
                        "error: This file has settings for V2__b.sql, but there is no such file beside it.",
                        "/db/V2__b.sql.conf",
                        "2 problems");
    }

    @Test
    void aMigrationThatIsNotToBeExecutedIsShownAsSuch() {
        cli.tables(2).script("V1__table_1.sql.conf", "shouldExecute=false\n");

        assertThat(cli.run("migrate").out()).contains("note: V1 is not executed");
        Result status = cli.run("status");
        assertThat(status.out()).contains("| skipped", "| applied", "Nothing is pending.");
    }
}
