package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs commands in the directory of a Flyway project, with its configuration and nothing else. */
class FlywayProjectTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.in(directory)
                .with("HOME", directory.resolve("home").toString())
                .file("sql/V1__one.sql", "CREATE TABLE one (n text);")
                .file("sql/V5__views.sql", "CREATE TABLE views ();");
    }

    private String url() {
        return database.jdbcUrl();
    }

    private CliRun toml(String... lines) {
        return cli.file(
                "flyway.toml",
                "[environments.default]\nurl = \"" + url() + "\"\n\n[flyway]\n" + String.join("\n", lines) + "\n");
    }

    private List<String> tables(String schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + schema
                                + "' AND table_name NOT LIKE '\\_%' AND table_name NOT LIKE 'flyway%' ORDER BY 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Succeeds, and returns what was said on standard error. */
    private static String ok(Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.err();
    }

    private static String refused(Result result) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        return result.err();
    }

    @Test
    void migratesWithTheTomlOfTheProject() throws SQLException {
        cli.file("db/M1-one.pg", "CREATE TABLE ${name} (n text);").file("db/M2.pg", "CREATE TABLE two (n text);");
        toml(
                "locations = [\"filesystem:db\"]",
                "sqlMigrationPrefix = \"M\"",
                "sqlMigrationSeparator = \"-\"",
                "sqlMigrationSuffixes = [\".pg\"]",
                "defaultSchema = \"Shop\"",
                "mixed = true",
                "[flyway.placeholders]",
                "name = \"eins\"");

        String said = ok(cli.run("--flyway", "migrate"));

        assertThat(tables("Shop")).containsExactly("eins", "two");
        assertThat(said)
                .contains(
                        "taken from flyway.toml and FLYWAY_ variables: url, locations, defaultSchema, sqlMigrationPrefix,")
                .contains("placeholders.name")
                .contains("left alone: mixed (a script may always mix statements of both kinds).")
                .doesNotContain("eins,", database.name());
        assertThat(ok(cli.run("status", "--flyway"))).doesNotContain("PENDING");
    }

    @Test
    void theOlderFormatHasVariablesAndContinuedLines() throws SQLException {
        cli.with("WORD", "from_env")
                .file("a/V1__a.sql", "CREATE TABLE a_${word} (n text);")
                .file("b/V2__b.sql", "CREATE TABLE b${none} (n text);")
                .file(
                        "flyway.conf",
                        "# comment\nflyway.url=" + url() + "\nflyway.locations=filesystem:a,\\\n  filesystem:b\n"
                                + "flyway.placeholders.word=${WORD}\nflyway.placeholders.none=${NOT_SET}\n");

        ok(cli.run("--flyway", "migrate"));

        assertThat(tables("public")).containsExactly("a_from_env", "b");
    }

    @Test
    void laterFilesVariablesAndOptionsGoFirst() throws SQLException {
        cli.file("home/flyway.toml", "[flyway]\nlocations = [\"filesystem:none\"]\ndefaultSchema = \"home\"\n")
                .file("flyway.user.toml", "[flyway]\ndefaultSchema = \"user\"\ntable = \"t\"\n")
                .file("flyway.conf", "flyway.defaultSchema=conf\n");
        toml("defaultSchema = \"project\"", "locations = [\"filesystem:sql\"]", "target = \"1\"");

        ok(cli.run("--flyway", "migrate"));
        assertThat(tables("user")).containsExactly("one", "t", "t_checksums", "t_lease");
        cli.with("FLYWAY_DEFAULT_SCHEMA", "variable");
        ok(cli.run("--flyway", "migrate"));
        assertThat(tables("variable")).containsExactly("one", "t", "t_checksums", "t_lease");
        ok(cli.run("--flyway", "migrate", "--schema", "option", "--to", "5"));
        assertThat(tables("option")).contains("one", "views", "t");
    }

    @Test
    void anEnvironmentIsSelectedAndOverridesSettings() throws SQLException {
        cli.with("DB_URL", url()).file("flyway.toml", """
                        [environments.test]
                        url = "${env.DB_URL}"
                        schemas = ["first", "second"]
                        [environments.test.flyway]
                        target = "1"
                        [flyway]
                        target = "7"
                        """);

        assertThat(cli.run("--flyway", "migrate").err())
                .contains("no environment is selected", "There are test", "No database was specified");
        cli.with("flyway_environment", "test");
        assertThat(ok(cli.run("--flyway", "migrate")))
                .contains("flyway.toml:3: only the schema first is created if it is missing, not second.");
        assertThat(tables("first")).containsExactly("one");
        cli.with("FLYWAY_CREATE_SCHEMAS", "false");
        assertThat(ok(cli.run("--flyway", "migrate")))
                .contains("the schema first is created if it is missing, also with createSchemas=false.")
                .doesNotContain("second");
        cli.with("flyway_environment", "tset");
        assertThat(refused(cli.run("--flyway", "migrate")))
                .contains("flyway_environment: there is no environment 'tset'. There are test.");
    }

    @Test
    void allMistakesAreNamedAtOnceWithTheirPlaces() {
        toml(
                "cherryPick = [\"1\"]",
                "locatoins = [\"x\"]",
                "target = \"x\"",
                "mixed = \"no\"",
                "outOfOrder = \"maybe\"",
                "ignoreMigrationPatterns = [\"foo:bar\"]",
                "user = \"${vault.user}\"",
                "baselineVersion = 3.10",
                "group = true");

        String first = refused(cli.run("--flyway", "migrate"));
        assertThat(first)
                .contains("flyway.toml:11: the resolver vault is not supported")
                .contains("flyway.toml:12: the value of baselineVersion is a number with a point");

        toml(
                "cherryPick = [\"1\"]",
                "locatoins = [\"x\"]",
                "target = \"x\"",
                "outOfOrder = \"maybe\"",
                "ignoreMigrationPatterns = [\"foo:bar\"]",
                "skipExecutingMigrations = true",
                "locations = [\"s3:bucket\"]");
        assertThat(refused(cli.run("--flyway", "migrate")))
                .contains("flyway.toml:5: cherryPick is not supported")
                .contains("flyway.toml:7: target: 'x' is not a version")
                .contains("flyway.toml:8: outOfOrder is true or false, but it is 'maybe'")
                .contains("flyway.toml:9: 'foo:bar' is not a pattern of migrations")
                .contains("flyway.toml:10: skipExecutingMigrations is not supported")
                .contains("flyway.toml:11: the location s3:bucket is not supported");
    }

    @Test
    void tomlThatCannotBeReadIsNamedWithLineAndColumn() {
        cli.file("flyway.toml", "[flyway]\ntarget =\ntable = \"a\"\ntable = \"b\"\n");

        assertThat(refused(cli.run("--flyway", "status"))).contains("flyway.toml:2:9: Unexpected end of line");
    }

    @Test
    void aConfFileThatCannotBeReadIsNamedWithItsLine() {
        cli.file("flyway.conf", "flyway.url=x\nflyway.foo=1\nurl=x\n").file("other.conf", "a\n");

        assertThat(cli.run("--flyway", "validate", "--url", database.uri()).err())
                .contains("flyway.conf:2: Flyway has no key 'foo'")
                .contains("flyway.conf:3: the key 'url' does not begin with flyway.");
    }

    @Test
    void whatIsNotSupportedAndDoesNoHarmIsAWarning() {
        toml("group = true", "locatoins = [\"x\"]", "installedBy = \"me\"", "detectEncoding = false");

        assertThat(ok(cli.run("--flyway", "migrate")))
                .contains("warning: flyway.toml:5: group is not supported: each migration commits by itself")
                .contains(
                        "warning: flyway.toml:6: Flyway has no key 'locatoins'; did you mean locations? It is ignored.")
                .contains("flyway.toml:7: installedBy is not supported")
                .doesNotContain("detectEncoding");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                  3",
        "outOfOrder = true,                                   0",
        "'ignoreMigrationPatterns = [\"*:ignored\"]',           0",
        "'ignoreMigrationPatterns = [\"*:missing\"]',           3",
        "validateOnMigrate = false,                           0"
    })
    void aLateMigrationIsWhatTheSettingsSay(String setting, int exitCode) throws SQLException {
        toml();
        ok(cli.run("--flyway", "migrate"));
        cli.file("sql/V2__late.sql", "CREATE TABLE late ();").file("sql/V6__new.sql", "CREATE TABLE new ();");
        toml(setting);

        Result result = cli.run("--flyway", "migrate");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(tables("public").contains("late")).isEqualTo(setting.startsWith("outOfOrder"));
        assertThat(tables("public").contains("new")).isEqualTo(exitCode == 0);
    }

    @Test
    void validateFindsWhatMigrateDoesNotLookFor() {
        toml("validateOnMigrate = false");
        ok(cli.run("--flyway", "migrate"));
        cli.file("sql/V1__one.sql", "CREATE TABLE one (n text, m text);");

        ok(cli.run("--flyway", "migrate"));
        assertThat(cli.run("--flyway", "validate").exitCode()).isEqualTo(3);
    }

    @Test
    void otherNamesAreLeftOutUnlessTheyAreValidated() {
        cli.file("sql/notes.sql", "SELECT 1");
        toml();
        Result status = cli.run("--flyway", "status");
        ok(status);
        assertThat(status.out())
                .contains("A file is left out, since its name is not that of a script: ")
                .contains("notes.sql");

        toml("validateMigrationNaming = true");
        assertThat(cli.run("--flyway", "validate").exitCode()).isEqualTo(3);
    }

    @Test
    void initSqlIsExecutedByEachConnection() throws SQLException {
        cli.file("sql/V6__who.sql", "CREATE TABLE who AS SELECT current_setting('shop.word') AS word;");
        toml();
        cli.with("FLYWAY_INIT_SQL", "SET shop.word = 'set'; SELECT 1");

        ok(cli.run("--flyway", "migrate"));

        assertThat(tables("public")).contains("who");
        cli.file("sql/V7__more.sql", "SELECT 7;");
        assertThat(cli.run("--flyway", "migrate", "--dry-run").out()).contains("SET shop.word = 'set';\nSELECT 1;\n");
    }

    @Test
    void aMissingLocationIsLeftOutUnlessItHasToExist() {
        toml("locations = [\"filesystem:sql\", \"filesystem:none\"]");
        assertThat(ok(cli.run("--flyway", "validate")))
                .contains("flyway.toml:5: the location filesystem:none does not exist; it is left out.");

        toml("failOnMissingLocations = true", "locations = [\"filesystem:sql\", \"filesystem:none\"]");
        assertThat(cli.run("--flyway", "validate").exitCode()).isEqualTo(3);
    }

    @Test
    void aDatabaseWithTablesBeginsWithTheBaseline() throws SQLException {
        toml("baselineOnMigrate = true", "baselineVersion = \"x\"");
        assertThat(refused(cli.run("--flyway", "migrate"))).contains("flyway.toml:6: baselineVersion");

        toml("baselineOnMigrate = true", "baselineVersion = \"1.0\"");
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE already (id INT)");
        }
        ok(cli.run("--flyway", "migrate"));

        assertThat(tables("public")).as("V1 is below the baseline").containsExactly("already", "views");
    }

    @Test
    void aFileCanBeNamed() throws SQLException {
        cli.file("conf/staging.toml", "[environments.default]\nurl = \"" + url() + "\"\n");
        toml("cherryPick = [\"1\"]");

        ok(cli.run("--flyway=conf/staging.toml", "migrate"));

        assertThat(tables("public")).containsExactly("one", "views");
        assertThat(refused(cli.run("--flyway=none.toml", "migrate"))).contains("--flyway: the file", "does not exist");
        assertThat(refused(cli.run("--flyway=conf/staging.toml,x.conf", "migrate")))
                .contains("files in TOML and in the older format");
    }

    @Test
    void versionZeroIsRevertedByTarget0() throws SQLException {
        cli.file("sql/V0.sql", "CREATE TABLE zero ();")
                .file("sql/U0.sql", "DROP TABLE zero;")
                .file("sql/U1.sql", "DROP TABLE one;")
                .file("sql/U5.sql", "DROP TABLE views;");
        toml();

        ok(cli.run("--flyway", "migrate"));
        assertThat(tables("public")).containsExactly("one", "views", "zero");
        ok(cli.run("--flyway", "rollback", "--to", "0"));
        assertThat(tables("public")).isEmpty();
    }
}
