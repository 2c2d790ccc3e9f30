package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what {@code convert} makes of the files of other tools, on a database where it matters. */
class ConvertCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void useTheDatabase() {
        cli = CliRun.on(database, directory);
    }

    @Test
    void pairsTheFilesOfGolangMigrateAndKeepsTheirVersions() {
        old("000001_create_users.up.sql", "CREATE TABLE users (id int);\n");
        old("000001_drop_users.down.sql", "DROP TABLE users;");
        old("20260131235959_add-name.up.sql", "\n-- A name.\nALTER TABLE users ADD name text");

        Result result = convert("golang-migrate");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "Wrote " + directory.resolve("db/V000001__create_users.sql") + " from "
                                + directory.resolve("old/000001_create_users.up.sql"),
                        "Wrote " + directory.resolve("db/U000001__undo_create_users.sql") + " from "
                                + directory.resolve("old/000001_drop_users.down.sql"),
                        "Wrote 2 migrations and 1 undo script.\n");
        assertThat(written("V20260131235959__add-name.sql")).isEqualTo("-- A name.\nALTER TABLE users ADD name text\n");
        assertThat(cli.run("migrate").out()).contains("applied V1 create users", "applied V20260131235959 add-name");
        assertThat(cli.run("rollback", "--count=2").err()).contains("V20260131235959");
    }

    @Test
    void dividesTheFilesOfGooseAndEndsItsStatements() {
        old("00001_users.sql", """
                -- Written by hand.
                -- +goose Up
                CREATE TABLE users (id int);

                -- +goose StatementBegin
                CREATE FUNCTION one() RETURNS int AS $$
                BEGIN
                  RETURN 1;
                END $$ LANGUAGE plpgsql -- no semicolon;
                -- +goose StatementEnd
                -- +goose StatementBegin
                CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2';
                -- +goose StatementEnd
                -- +goose envsub off

                -- +goose Down
                DROP FUNCTION one;
                DROP FUNCTION two;
                DROP TABLE users;
                """);

        assertThat(convert("goose").exitCode()).isZero();

        assertThat(written("V00001__users.sql")).isEqualTo("""
                        -- Written by hand.
                        CREATE TABLE users (id int);

                        CREATE FUNCTION one() RETURNS int AS $$
                        BEGIN
                          RETURN 1;
                        END $$ LANGUAGE plpgsql -- no semicolon;
                        ;
                        CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2';
                        """);
        assertThat(written("U00001__undo_users.sql")).isEqualTo("""
                        DROP FUNCTION one;
                        DROP FUNCTION two;
                        DROP TABLE users;
                        """);
        assertThat(cli.run("migrate").out()).startsWith("applied V1 users");
        assertThat(cli.run("rollback").out()).startsWith("reverted V1 users");
    }

    @Test
    void whatRunsWithoutATransactionGetsAHeader() {
        old("1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n");
        assertThat(convert("goose").exitCode()).isZero();
        old(
                "2_b.sql",
                "-- migrate:up transaction:false\r\nSELECT 1;\r\n-- migrate:down transaction:true\r\nSELECT 2;\r\n");
        assertThat(convert("dbmate", "--ignore=1_*").exitCode()).isZero();

        assertThat(written("V1__a.sql")).isEqualTo("-- manticore: transaction=none\nSELECT 1;\n");
        assertThat(written("U1__undo_a.sql")).isEqualTo("-- manticore: transaction=none\nSELECT 2;\n");
        assertThat(written("V2__b.sql")).isEqualTo("-- manticore: transaction=none\nSELECT 1;\r\n");
        assertThat(written("U2__undo_b.sql")).isEqualTo("SELECT 2;\r\n");
        assertThat(cli.run("migrate", "--dry-run", "--json").json().toString())
                .contains("execution=STEPWISE")
                .doesNotContain("execution=ATOMIC");
    }

    @Test
    void everythingThatCannotBeConvertedIsNamedAndThenNothingIsWritten() {
        old("1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose ENVSUB ON\nSELECT '${X}';\n-- +goose Sideways\n");
        old("2_b.go", "package migrations\n");
        old("3_c.sql", "SELECT 1;\n-- +goose Up\n-- +goose StatementBegin\nSELECT 1\n");
        old("4_d.sql", "-- +goose Up\nSELECT 1;\n\n  -- +goose Down\n-- +goose Down\n\n\nSELECT 'x;\n");
        old("0_e.sql", "-- +goose Up\nSELECT 1;");
        old("9223372036854775808_f.sql", "-- +goose Up\nSELECT 1;");
        old("5_.sql", "-- +goose Up\nSELECT 1;");
        old("07_g.sql", "-- +goose Up\nSELECT 1;");
        old("7_g.sql", "-- +goose Up\nSELECT 1;");
        old("6_h.sql", "-- +goose Down\nSELECT 1;");

        Result result = convert("goose", "--json");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(problems(result))
                .containsExactlyInAnyOrder(
                        "1_a.sql:3 INVALID_SCRIPT From here on, goose replaces environment variables in the statements, which"
                                + " Manticore does not.",
                        "1_a.sql:5 INVALID_SCRIPT This is not an annotation of goose.",
                        "2_b.go UNSUPPORTED_NAME This migration is written in Go and cannot be converted.",
                        "3_c.sql:1 INVALID_SCRIPT goose allows only comments before -- +goose Up.",
                        "3_c.sql:3 INVALID_SCRIPT There is no -- +goose StatementEnd for this.",
                        "4_d.sql:4 INVALID_SCRIPT goose refuses blanks before an annotation.",
                        "4_d.sql:8 INVALID_SCRIPT The script cannot be read: unterminated string.",
                        "7_g.sql DUPLICATE_VERSION This file has the same version as "
                                + directory.resolve("old/07_g.sql") + ".",
                        "0_e.sql MALFORMED_NAME The version is not between 1 and 9223372036854775807.",
                        "9223372036854775808_f.sql MALFORMED_NAME The version is not between 1 and 9223372036854775807.",
                        "5_.sql MALFORMED_NAME The file's name has no words behind the version, which Manticore needs.",
                        "6_h.sql:1 INVALID_SCRIPT goose does not allow this annotation here.",
                        "6_h.sql:1 INVALID_SCRIPT There is no -- +goose Up in this file.");
        assertThat(directory.resolve("db")).doesNotExist();
    }

    @Test
    void whatDbmateRefusesAndItsOtherOptionsAreNamed() {
        old("1_a.sql", "-- migrate:up transaction:false isolation:serializable\nSELECT 1;\n-- migrate:down\n");
        old("2_b.sql", "SELECT 1;\n-- migrate:up\n-- migrate:down\n-- migrate:up\n-- migrate:down\n");
        old("3_c.sql", "-- migrate:down\nSELECT 1;\n");

        assertThat(problems(convert("dbmate", "--json")))
                .containsExactlyInAnyOrder(
                        "1_a.sql:1 INVALID_SCRIPT Manticore does not know the option isolation:serializable.",
                        "2_b.sql:1 INVALID_SCRIPT dbmate allows only comments before -- migrate:up.",
                        "2_b.sql:4 INVALID_SCRIPT This is another -- migrate:up in the same file. A version of Manticore has"
                                + " only one part for up and one for down.",
                        "2_b.sql:5 INVALID_SCRIPT dbmate does not allow -- migrate:down here.",
                        "3_c.sql:1 INVALID_SCRIPT dbmate does not allow -- migrate:down here.",
                        "3_c.sql:1 INVALID_SCRIPT There is no -- migrate:up in this file.");
        assertThat(directory.resolve("db")).doesNotExist();
    }

    @Test
    void whatGolangMigrateHasAndManticoreDoesNotIsNamed() {
        old("1_a.down.sql", "DROP TABLE a;");
        old("2_b.up.json", "{}");

        assertThat(problems(convert("golang-migrate", "--json")))
                .containsExactlyInAnyOrder(
                        "1_a.down.sql UNDO_WITHOUT_MIGRATION There is no file that applies version 1.",
                        "2_b.up.json UNSUPPORTED_NAME golang-migrate runs this file, but it does not end in .sql.");
        assertThat(convert("golang-migrate").err()).contains("to leave the file out: --ignore PATTERN");
    }

    @Test
    void filesCanBeLeftOut() {
        old("1_a.sql", "-- +goose Up\nSELECT 1;\n");
        old("2_b.go", "package migrations\n");
        old("helpers.go", "package migrations\n");
        old("2_b_test.go", "package migrations\n");
        old("README.md", "");
        old(".3_c.sql", "");
        old("sub/4_d.sql", "");

        assertThat(convert("goose").err())
                .contains("2_b.go", "cannot be converted")
                .doesNotContain("helpers", "_test");
        assertThat(convert("goose", "--ignore", "*.go").exitCode()).isZero();
        assertThat(directory.resolve("db")).isDirectoryContaining("glob:**/V1__a.sql");
        assertThat(directory.resolve("db").toFile().list()).hasSize(1);
    }

    @Test
    void whatIsDifferentWithManticoreIsNoted() {
        old("9_a.sql", "-- migrate:up\nSELECT 1;\n\n-- migrate:down\n-- Cannot be undone. /* x */\n");
        old("10_b.sql", "-- migrate:up\n;\n-- migrate:down\nDELETE FROM schema_migrations;\n");
        old("notes.sql", "SELECT 1;");

        Result result = convert("dbmate");

        assertThat(result.exitCode()).as(result.err()).isZero();
        String old = "note: " + directory.resolve("old") + "/";
        assertThat(result.out())
                .contains(
                        old + "9_a.sql:4: There are no statements for down, and so there is no undo script",
                        old + "10_b.sql: dbmate applies this before 9_a.sql, by the names of the files",
                        old + "10_b.sql:1: V10 has no statements.",
                        old + "10_b.sql:4: This names schema_migrations",
                        old + "notes.sql: dbmate does not run this file; it was not converted.",
                        "Wrote 2 migrations and 1 undo script.\n");
        assertThat(cli.run("migrate").out()).contains("applied V9 a", "applied V10 b");
    }

    @Test
    void aMigrationWithoutAnythingInItBecomesAComment() {
        old("1_a.up.sql", "");

        assertThat(convert("golang-migrate").exitCode()).isZero();
        assertThat(written("V1__a.sql")).isEqualTo("-- 1_a.up.sql has no statements.\n");
        assertThat(cli.run("migrate").out()).contains("applied V1 a");
    }

    @Test
    void anErrorInAScriptIsReportedWithItsPlaceInTheOldFile() {
        old("1_a.sql", "-- migrate:up\nSELECT 1;\n\n-- migrate:down\n\nSELECT 1;\nSELECT 'é \"\n");

        Result result = convert("dbmate");

        assertThat(result.err()).contains(directory.resolve("old/1_a.sql") + ":7:8");
    }

    @Test
    void nothingIsOverwritten() {
        old("1_a.up.sql", "SELECT 1;");
        old("2_b.up.sql", "SELECT 2;");
        cli.script("V2__b.sql", "SELECT 'mine';");

        Result existing = convert("golang-migrate");

        assertThat(existing.exitCode()).isEqualTo(3);
        assertThat(existing.err()).contains(directory.resolve("db/V2__b.sql") + " already exists.");
        assertThat(written("V2__b.sql")).isEqualTo("SELECT 'mine';");
        assertThat(directory.resolve("db/V1__a.sql")).doesNotExist();
    }

    @Test
    void aVersionThatIsThereAlreadyIsRefused() {
        old("1_a.up.sql", "SELECT 1;");
        cli.script("V1__other.sql", "SELECT 'mine';");

        assertThat(problems(convert("golang-migrate", "--json")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("DUPLICATE_VERSION", "V1__other.sql", "1_a.up.sql"));
        assertThat(directory.resolve("db/V1__a.sql")).doesNotExist();
    }

    @Test
    void aDryRunWritesNothing() {
        old("1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\n");

        Result text = convert("goose", "--dry-run");
        Map<String, Object> json = convert("goose", "--dry-run", "--json").json();

        assertThat(text.out())
                .contains(
                        "Would write " + directory.resolve("db/V1__a.sql"),
                        "Would write 1 migration and 0 undo scripts.\n");
        assertThat(json)
                .containsEntry("command", "convert")
                .containsEntry("dryRun", true)
                .containsEntry("tool", "goose")
                .containsEntry(
                        "files",
                        List.of(Map.of(
                                "direction",
                                "APPLY",
                                "file",
                                directory.resolve("db/V1__a.sql").toString(),
                                "convertedFrom",
                                directory.resolve("old/1_a.sql").toString())))
                .containsOnlyKeys("command", "dryRun", "tool", "files", "notes");
        assertThat(directory.resolve("db")).doesNotExist();
        assertThat(convert("goose", "--json").json()).containsEntry("dryRun", false);
        assertThat(directory.resolve("db/V1__a.sql")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"golang-migrate", "goose", "DBMATE"})
    void aDirectoryWithoutMigrationsIsAnError(String tool) {
        assertThat(convert(tool).err()).contains(directory.resolve("old") + " does not exist.");
        old("notes.sql", "");

        Result result = convert(tool);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("No migration of " + tool.toLowerCase(Locale.ROOT) + " was found in");
    }

    @Test
    void needsNoDatabaseButATool() {
        CliRun alone = CliRun.in(directory);
        old("1_a.up.sql", "SELECT 1;");

        assertThat(alone.run("convert", "old", "--from=golang-migrate", "--to=new")
                        .exitCode())
                .isZero();
        Result unknown = alone.run("convert", "old", "--from=liquibase", "--to=new");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("'liquibase' is not a tool", "golang-migrate, goose, dbmate");
        assertThat(alone.run("convert", "old", "--from=goose", "--to=./old/").err())
                .contains("--to is the directory that is converted.");
        assertThat(alone.run("convert", "old").err()).contains("--from", "--to");
    }

    private void old(String name, String text) {
        cli.file("old/" + name, text);
    }

    private Result convert(String tool, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "convert";
        arguments[1] = "old";
        arguments[2] = "--from=" + tool;
        arguments[3] = "--to=db";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return cli.run(arguments);
    }

    private String written(String name) {
        try {
            return Files.readString(directory.resolve("db").resolve(name));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Each problem as file, line, kind and message. */
    @SuppressWarnings("unchecked")
    private List<String> problems(Result result) {
        Map<String, Object> error = (Map<String, Object>) result.json().get("error");
        List<Map<String, Object>> problems = (List<Map<String, Object>>) error.get("problems");
        String start = directory.resolve("old") + "/";
        return problems.stream()
                .map(problem -> String.valueOf(problem.get("file")).replace(start, "")
                        + (problem.get("line") == null ? "" : ":" + problem.get("line")) + " " + problem.get("kind")
                        + " " + problem.get("message"))
                .toList();
    }
}
