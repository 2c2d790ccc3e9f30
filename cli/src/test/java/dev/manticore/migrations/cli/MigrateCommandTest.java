package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what {@code migrate} does and prints. */
class MigrateCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory);
    }

    @Test
    void appliesWhatIsPendingAndThenSaysThatItIsUpToDate() {
        cli.tables(3);

        Result first = cli.run("migrate");
        Result second = cli.run("migrate");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .containsPattern("(?m)^applied V1 table 1 \\(\\d+ ms\\)$")
                .containsPattern("(?m)^applied V3 table 3 \\(\\d+ ms\\)$")
                .endsWith("Applied 3 migrations, V1 to V3.\n");
        assertThat(first.err()).isEmpty();
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).isEqualTo("Up to date: 3 migrations are applied, the latest is V3 table 3.\n");
    }

    @Test
    void goesToAVersionUpAndDown() {
        cli.tables(3);

        assertThat(cli.run("migrate", "--to", "2").out()).endsWith("Applied 2 migrations, V1 to V2.\n");
        assertThat(cli.run("migrate", "--to", "2").out())
                .isEqualTo("Up to date: 2 migrations are applied, the latest is V2 table 2. 1 migration pending.\n");
        assertThat(cli.run("migrate", "--to", "1").out()).startsWith("reverted V2 table 2");
        assertThat(cli.run("migrate", "--to", "0").out()).startsWith("reverted V1 table 1");
        assertThat(cli.run("migrate", "--to", "0").out())
                .isEqualTo("Nothing to do: no migration is applied. 3 migrations pending.\n");
    }

    @Test
    void printsTheSqlOfADryRunAndRunsNone() {
        cli.script("V1__make_a.sql", "CREATE TABLE a (t text); -- a table\nINSERT INTO a VALUES (';') -- the end");

        Result dryRun = cli.run("migrate", "--dry-run");

        assertThat(dryRun.exitCode()).isZero();
        assertThat(dryRun.out())
                .startsWith("-- preparation\nCREATE TABLE IF NOT EXISTS \"public\".\"_migrations\" (")
                .contains("\n-- V1 make a (" + directory.resolve("db/V1__make_a.sql")
                        + ")\nBEGIN ISOLATION LEVEL READ COMMITTED;\n")
                .contains("CREATE TABLE a (t text);")
                .endsWith("COMMIT;\n");
        assertThat(cli.run("status").out()).contains("1 pending.");
    }

    @Test
    void saysThatADryRunHasNothingToDo() {
        cli.tables(1).run("migrate");

        assertThat(cli.run("migrate", "--dry-run").out()).isEqualTo("-- nothing to do\n");
    }

    @Test
    void quietlyPrintsNothing() {
        Result result = cli.tables(2).run("-q", "migrate");

        assertThat(result).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void logsInDetailOnRequest() {
        Result result = cli.tables(1).run("migrate", "-v");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains(" DEBUG ");
    }

    @Test
    void usesASchemaAndATableOfAnyName() {
        String[] place = {"--schema", "my \"schema\"", "--table", "my \"history\""};
        cli.tables(1);

        assertThat(cli.run("migrate", place[0], place[1], place[2], place[3]).exitCode())
                .isZero();
        assertThat(cli.run("status", place[0], place[1], place[2], place[3]).out())
                .contains("Nothing is pending.");
        assertThat(cli.run("status").out()).contains("1 pending.");
    }

    @Test
    void combinesSourcesThatAreNamedBeforeAndAfterTheCommand() {
        cli.file("a/V1__a.sql", "SELECT 1").file("b/V2__b.sql", "SELECT 1").file("c/V3__c.sql", "SELECT 1");

        Result result = cli.run("--source", "a", "--source", "filesystem:b", "migrate", "--source", "c");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).endsWith("Applied 3 migrations, V1 to V3.\n");
    }

    @Test
    void letsADeviationPassOnRequest() {
        cli.script("V2__b.sql", "SELECT 1").run("migrate");
        cli.script("V1__a.sql", "SELECT 1");

        assertThat(cli.run("migrate").exitCode()).isEqualTo(3);
        assertThat(cli.run("migrate", "--allow", "LATE").out()).startsWith("applied V1 a");
    }

    @Test
    void saysThatANameIsTakenLiterally() {
        Result run = cli.tables(1).run("migrate", "--schema", "shop.example");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("note: --schema is one name and taken literally, with its dots, commas and quotes:"
                        + " shop.example\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "--table | audit.history | --schema audit --table history.",
                "--table | \"Audit\".\"Hist\" | --schema Audit --table Hist.",
                "--table | \"Hist\" | --table Hist.",
                "--schema | a,public | --schema a.",
                "--schema | \"$user\", public | --schema $user.",
                "--schema | \"App\" | --schema App."
            })
    void refusesANameThatIsWrittenAsInSqlAndSaysWhatWasMeant(String option, String name, String meant) {
        Result run = cli.tables(1).run("migrate", option, name);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("error: " + option + " takes ").endsWith(": " + meant + "\n");
    }

    @Test
    void followsLinksOutOfTheDirectoryOnRequest() throws IOException {
        cli.file("execroot/V1__a.sql", "SELECT 1");
        Files.createDirectories(directory.resolve("db"));
        Files.createSymbolicLink(directory.resolve("db/V1__a.sql"), directory.resolve("execroot/V1__a.sql"));

        Result refused = cli.run("migrate");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("to follow such links: --follow-links");
        assertThat(cli.run("migrate", "--follow-links").out()).startsWith("applied V1 a");
        assertThat(cli.with("MANTICORE_FOLLOW_LINKS", "true").run("migrate").exitCode())
                .isZero();
    }

    @Test
    void namesNoJarsOfItsOwnWhereAResourceIsMissing() {
        Result run = cli.run("migrate", "--source", "classpath:nope");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("No directory nope is on the class path; searched ", "if it is elsewhere: --jar FILE")
                .doesNotContain("ClassLoader", "ClasspathSource");
    }

    @Test
    void asksForTheSchemaWhereAnotherOneHasAHistory() {
        cli.tables(1);
        cli.run("migrate", "--schema", "tenant");

        Result run = cli.run("migrate");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("\"public\" has no history", "schema \"tenant\" has one", "--schema NAME");
    }

    /** Five seconds are more than each query of the run's own needs, also on a busy machine. */
    @Test
    void namesTheSocketTimeoutThatAMigrationOutlastsAndDoesNotRepeatIt() {
        Result run = cli.with("MANTICORE_URL", database.uri() + "?socketTimeout=5")
                .script("V1__long.sql", "SELECT pg_sleep(3600)")
                .run("migrate");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .containsOnlyOnce("no definite answer for V1")
                .doesNotContain("retrying")
                .contains("what to do: The connection's own time limit", "socketTimeout", "nothing of it remains")
                .doesNotContain("Correct the file");
    }

    private static final String TALK =
            "DO $$ BEGIN RAISE WARNING 'the long way' USING HINT = 'take a bus'; RAISE NOTICE '42 rows'; END $$";

    @Test
    void showsWhatTheServerWarnsOf() {
        Result run = cli.script("V1__talk.sql", TALK).run("migrate");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("warning: V1: the long way\n  hint: take a bus\n");
    }

    @Test
    void showsNoticesInDetail() {
        assertThat(cli.script("V1__talk.sql", TALK).run("migrate", "-v").err())
                .contains("WARN", "the long way", "INFO", "42 rows");
    }

    @Test
    void putsWhatTheServerSaysIntoTheDocument() {
        Result run = cli.script("V1__talk.sql", TALK).run("migrate", "--json");

        assertThat(run.json().get("messages"))
                .isEqualTo(List.of(
                        message("WARNING", "the long way", "01000", "take a bus"),
                        message("NOTICE", "42 rows", "00000", null)));
    }

    @Test
    void showsCallbacks() {
        cli.script("V1__a.sql", "SELECT 1")
                .script("beforeMigrate.sql", TALK)
                .script("afterEachMigrate.sql", "SELECT 2")
                .script("afterMigrateApplied.sql", "SELECT nothing");

        Result failed = cli.run("migrate");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("executed callback beforeMigrate (", "applied V1 a");
        assertThat(failed.err())
                .contains("warning: beforeMigrate (", "the long way")
                .contains(
                        "error: the callback afterMigrateApplied.sql failed: column \"nothing\"",
                        "The migration before it stays")
                .contains("applied before: V1 a")
                .contains("otherwise execute the file by hand");

        Map<String, Object> document = cli.run("migrate", "--json").json();
        assertThat(list(document, "callbacks"))
                .singleElement()
                .satisfies(callback -> assertThat(callback)
                        .containsEntry("event", "beforeMigrate")
                        .containsKey("durationMillis"));
        assertThat(list(document, "messages"))
                .hasSize(2)
                .allSatisfy(message ->
                        assertThat(message).containsEntry("version", null).doesNotContainEntry("callback", null));
    }

    @SuppressWarnings("unchecked") // what the JSON is made of
    private static List<Map<String, Object>> list(Map<String, Object> document, String member) {
        return (List<Map<String, Object>>) document.get(member);
    }

    private static Map<String, Object> message(String severity, String text, String sqlState, String hint) {
        Map<String, Object> message = new HashMap<>();
        message.put("version", "1");
        message.put("repeatable", null);
        message.put("callback", null);
        message.put("severity", severity);
        message.put("message", text);
        message.put("sqlState", sqlState);
        message.put("detail", null);
        message.put("hint", hint);
        return message;
    }

    @Test
    void showsNoControlCharactersOfFilesServersAndHistories() {
        String evil = "\u001b[2J\u202e\r";
        cli.script("V1__a" + evil + "b.sql", "DO $$ BEGIN RAISE WARNING E'" + "\\x1b[31m\\r" + "'; END $$");
        cli.script("V2__c" + evil + "d.sql", "DO $$ BEGIN RAISE EXCEPTION E'\\x1b]0;title\\x07'; END $$");

        List.of(
                        CliRun.on(database, directory).answering("").run("migrate", "--dry-run"),
                        cli.run("migrate"),
                        cli.run("migrate", "--json"),
                        cli.run("migrate", "-v"),
                        cli.run("status"),
                        cli.run("status", "--json"),
                        cli.run("validate"),
                        cli.run("status", "--source", "no" + evil))
                .forEach(run -> assertThat(run.out() + run.err())
                        .as("%s", run)
                        .matches("[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202e]*"));
    }
}
