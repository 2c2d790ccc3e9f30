package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which migrations the command lint judges, what its options change, and how it writes into files. */
class LintCommandTest extends DatabaseTest {
    private static final String INDEX =
            "-- manticore: lock_timeout=5s\nCREATE INDEX by_customer ON orders (customer);\n";
    private static final String DROP = "-- manticore: lock_timeout=5s\nALTER TABLE orders DROP customer;\n";

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = scratching(CliRun.on(database, directory))
                .script("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);\n")
                .script("V2__index.sql", INDEX);
    }

    private CliRun withoutDatabase() {
        return scratching(CliRun.in(directory).with("MANTICORE_SOURCE", "db"));
    }

    /** A server that runs saves the time to start one. */
    private CliRun scratching(CliRun run) {
        return run.with("MANTICORE_SCRATCH_URL", database.uri());
    }

    private String script(String name) throws IOException {
        return Files.readString(directory.resolve("db/" + name));
    }

    @Test
    void judgesThePendingMigrationsAndLeavesTheDatabaseAlone() throws IOException {
        assertThat(cli.run("migrate").exitCode()).isZero();
        cli.script("V3__drop.sql", DROP).script("V4__more.sql", "CREATE TABLE more (id bigint PRIMARY KEY);\n");

        Result run = cli.run("lint", "--format", "sarif", "--output", "reports/lint.sarif");

        assertThat(run.exitCode()).isEqualTo(11);
        assertThat(run.out())
                .startsWith(file("V3__drop.sql") + ":2:1: error: ")
                .contains("2 | ALTER TABLE orders DROP customer;\n    | ^")
                .contains("in 2 statements of 2 migrations.")
                .doesNotContain("V2__index.sql");
        assertThat(JSON.std.mapFrom(Files.readString(directory.resolve("reports/lint.sarif"))))
                .containsEntry("version", "2.1.0");
        assertThat(cli.run("status").out()).contains("2 pending.");
    }

    @Test
    void writesWhatIsMechanicalIntoFilesThatAreNotApplied() throws IOException {
        assertThat(cli.run("migrate").exitCode()).isZero();
        cli.script("V3__more.sql", INDEX.replace("by_customer", "again").replace("(customer)", "(customer, id)"));

        Result run = cli.run("lint", "--all", "--fix");

        assertThat(run.out())
                .contains("V2__index.sql was not changed: it may be applied somewhere already")
                .contains("Changed ")
                .contains("V2__index.sql:2:1: error: ")
                .doesNotContain("V3__more.sql:2:1: error: ");
        assertThat(run.exitCode()).isEqualTo(11);
        assertThat(script("V2__index.sql")).isEqualTo(INDEX);
        assertThat(script("V3__more.sql")).contains("CREATE INDEX CONCURRENTLY IF NOT EXISTS again ON");
        assertThat(cli.run("migrate").exitCode()).isZero();
    }

    @Test
    void judgesWhatABranchHasChangedWithoutADatabase() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        git("add", "--all");
        git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message=x");
        CliRun branch = withoutDatabase()
                .script("V3__index.sql", INDEX.replace("by_customer", "again").replace("(customer)", "(customer, id)"));

        Result run = branch.run("lint", "--since", "main", "--format", "github", "--fix");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Changed ").contains("V3__index.sql.");
        assertThat(run.out()).doesNotContain("V2__index.sql").doesNotContain("::error");
        assertThat(script("V3__index.sql")).contains("CONCURRENTLY");
    }

    private void git(String... arguments) throws Exception {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void scriptsLevelsAndSizesDecideWhatCounts() throws SQLException {
        execute("CREATE TABLE small (id int); CREATE TABLE orders (id int);"
                + " INSERT INTO orders SELECT generate_series(1, 20000); ANALYZE");
        CliRun all = withoutDatabase()
                .file("lint.properties", "index-not-concurrently=warning\n")
                .script("V3__drop.sql", "-- manticore: allow=drop-column nobody reads it\n" + DROP);

        Result levelled = all.run("lint", "--all", "--json", "--levels", "lint.properties");
        assertThat(levelled.exitCode()).isZero();
        assertThat(levelled.json()).containsEntry("command", "lint").containsEntry("failed", false);
        assertThat((List<?>) levelled.json().get("findings"))
                .extracting("rule", "level", "file", "line")
                .containsExactly(tuple("index-not-concurrently", "WARNING", file("V2__index.sql"), 2));

        assertThat(all.run("lint", "--all", "--fail-on", "off").exitCode()).isZero();
        assertThat(all.run("lint", "--all", "--size", "orders=100", "--fail-on", "error")
                        .exitCode())
                .isZero();
        assertThat(all.run("lint", "--all", "--size", "orders=0", "--fail-on", "note")
                        .out())
                .startsWith("No findings in 3 statements of 3 migrations.");
        assertThat(all.run("lint", "--all", "--sizes-from", database.uri()).exitCode())
                .isEqualTo(11);
    }

    private String file(String name) {
        return directory.resolve("db").resolve(name).toString();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lint                                   | No database was specified, so nobody knows which migrations"
                        + " are pending.",
                "lint --all --since main                | --all and --since choose different migrations.",
                "lint --since main                      | is not in the working tree of a git repository",
                "lint --all --format xml                | --format: 'xml' is not a format.",
                "lint --all --output db                 | --output: db is a directory.",
                "lint --all --fail-on eror              | --fail-on: 'eror' is not a level.",
                "lint --all --levels none.properties    | The file of levels none.properties does not exist",
                "lint --all --levels wrong.properties   | wrong.properties:1: there is no rule 'drop-colum'.",
                "lint --all --size orders               | --size: 'orders' does not say how many rows a table has.",
                "lint --all --sizes-from postgresql://u:secret@h/d | --sizes-from contains a password",
                "lint --all --sizes-from postgresql://u@127.0.0.1:1/d | The sizes of tables could not be read"
            })
    void whatIsWrongIsNamedBeforeAnythingIsDone(String arguments, String message) {
        Result run =
                withoutDatabase().file("wrong.properties", "drop-colum=error\n").run(arguments.split(" "));

        assertThat(run.err()).contains("error: ").contains(message).doesNotContain("secret");
        assertThat(run.exitCode()).isIn(2, 5);
    }
}
