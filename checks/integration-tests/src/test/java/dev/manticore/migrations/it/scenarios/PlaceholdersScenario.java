package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.WireProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what placeholders become in the database, where their errors are, and that their values are not told. */
class PlaceholdersScenario extends Scenario {
    private static final String SECRET = "first line\nsecond s3cr3t line\nthird line";
    private static final Placeholders DECLARED =
            Placeholders.OFF.with("secret", SECRET).with("word", "s3cr3tword");
    private static final String STEPWISE = "-- manticore: transaction=none\n";

    private final Events events = new Events();

    private Subject over(Placeholders placeholders, String... files) {
        return through(open(database), placeholders, Files.of(files));
    }

    private Subject through(Connections connections, Placeholders placeholders, MigrationSource source) {
        return connections.subject(builder -> builder.source(source)
                .placeholders(placeholders)
                .listener(events)
                .lockWait(PATIENCE));
    }

    @Test
    void areReplacedInEveryPartOfAScript() {
        over(
                        DECLARED.with("table", "notes").with("rows", "('x'), ('y')"),
                        "V1__a.sql",
                        "CREATE TABLE ${table} (n TEXT);",
                        "V2__b.sql",
                        "INSERT INTO ${TABLE} VALUES ${rows};\nINSERT INTO ${table} VALUES ('${secret}'), ('$${table}')",
                        "U2__undo_b.sql",
                        "DELETE FROM ${table}")
                .migrate();

        assertThat(sql.rows("SELECT n FROM notes ORDER BY n")).containsExactlyInAnyOrder("x", "y", SECRET, "$${table}");
        assertThat(sql.history()).hasSize(2);
    }

    @Test
    void anotherValueIsNoOtherMigration() {
        String[] files = {"V1__a.sql", "CREATE TABLE a (n TEXT DEFAULT '${word}')"};
        over(DECLARED, files).migrate();

        Subject other = over(DECLARED.with("word", "another"), files);

        assertThat(other.migrate().steps()).isEmpty();
        assertThat(other.status().problems()).isEmpty();
        assertThat(over(Placeholders.OFF, files).migrate().steps())
                .as("switched off")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STEPWISE})
    void anErrorBehindAValueOfSeveralLinesIsLocatedInTheFile(String header) {
        Subject subject = over(
                DECLARED, "V1__a.sql", header + "SELECT '${secret}';\nSELECT '${secret}', 1,\n  '${word}', nothing");

        StatementFailedException failure = failure(StatementFailedException.class, subject::migrate);

        int line = header.isEmpty() ? 2 : 3;
        assertThat(failure.location().line()).isEqualTo(place.answersAsPostgres() ? line + 1 : line);
        assertThat(failure.location().column()).isEqualTo(column(14));
        assertThat(failure.location().text())
                .isEqualTo(place.answersAsPostgres() ? "  '${word}', nothing" : "SELECT '${secret}', 1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STEPWISE})
    void anErrorInsideAValueIsLocatedAtItsPlaceholder(String header) {
        Subject subject = over(
                DECLARED.with("column", "1,\n 2,\n nothing"),
                "V1__a.sql",
                header + "SELECT 1;\nSELECT 0, ${column}, 3");

        StatementFailedException failure = failure(StatementFailedException.class, subject::migrate);

        assertThat(failure.location().line()).isEqualTo(header.isEmpty() ? 2 : 3);
        assertThat(failure.location().column()).isEqualTo(column(11));
        assertThat(failure.location().text()).isEqualTo("SELECT 0, ${column}, 3");
    }

    /** Looks for the value in the exception, the events, the status and the lease's row. */
    @ParameterizedTest
    @ValueSource(strings = {"", STEPWISE})
    void valuesAreNotTold(String header) {
        Subject subject = over(
                DECLARED,
                "V1__a.sql",
                header + "CREATE TABLE a (n TEXT);\nINSERT INTO a VALUES ('${word}');\nSELECT CAST('${word}' AS INT)");

        StatementFailedException failure = failure(StatementFailedException.class, subject::migrate);

        assertThat(failure.getMessage()).contains("${word}");
        assertThat(failure.error().message()).contains("${word}");
        assertThat(trace(failure)).doesNotContain("s3cr3t");
        assertThat(failure.location().text()).isEqualTo("SELECT CAST('${word}' AS INT)");
        MigrationStatus status = subject.status();
        assertThat(status.toString()).doesNotContain("s3cr3t");
        assertThat(sql.rows("SELECT * FROM _migrations_lease").toString()).doesNotContain("s3cr3t");
        assertThat(events.of(MigrationEvent.class))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain("s3cr3t"));
        List<String> told = events.of(MigrationEvent.RunStarted.class)
                .get(0)
                .plan()
                .steps()
                .get(0)
                .statements();
        assertThat(told).contains("INSERT INTO a VALUES ('${word}')").noneMatch(text -> text.contains("s3cr3t"));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    @PostgresOnly("CockroachDB has no DO statement that raises.")
    void valuesAreNotToldByTheServersNotices() {
        over(DECLARED, "V1__a.sql", "DO $$ BEGIN RAISE NOTICE 'it is ${word}'; END $$")
                .migrate();

        assertThat(events.of(MigrationEvent.MessageReceived.class))
                .extracting(event -> event.message().text())
                .containsExactly("it is ${word}");
    }

    @Test
    void aDryRunShowsThem() {
        Plan plan = over(DECLARED, "V1__a.sql", "SELECT '${word}'").plan(Target.latest());

        assertThat(plan.steps().get(0).statements()).contains("SELECT 's3cr3tword'");
        assertThat(plan.steps().get(0).script()).isEqualTo("SELECT '${word}'");
    }

    @Test
    void undeclaredOnesAreRefusedAllAtOnceBeforeAnythingRuns() {
        Subject subject = over(
                DECLARED,
                "V1__a.sql",
                "CREATE TABLE a (id INT)",
                "V2__b.sql",
                "SELECT '${b}';\n SELECT '${c}', '${b}'");

        InvalidMigrationsException failure = failure(InvalidMigrationsException.class, subject::migrate);

        assertThat(failure.problems())
                .extracting(problem -> problem.kind() + " " + problem.location())
                .containsExactly(
                        "UNDECLARED_PLACEHOLDER memory/V2__b.sql:1:9", "UNDECLARED_PLACEHOLDER memory/V2__b.sql:2:10");
        assertThat(failure.problems().get(0).remedy().advice()).contains("Declared: ${secret}, ${word}.");
        assertThat(sql.rows("SELECT table_name FROM information_schema.tables WHERE table_name = 'a'"))
                .isEmpty();
    }

    @Test
    void thoseOfAnAppliedScriptDoNotMatter() {
        over(DECLARED, "V1__a.sql", "SELECT '${word}'").migrate();

        assertThat(over(Placeholders.OFF.on(), "V1__a.sql", "SELECT '${word}'")
                        .migrate()
                        .steps())
                .isEmpty();
    }

    @Test
    void theBuiltInOnesHaveTheValuesOfTheRun() {
        String all = "'${flyway:user}', '${manticore:database}', '${flyway:defaultSchema}', '${flyway:filename}',"
                + " '${flyway:table}', '${flyway:workingDirectory}', '${FLYWAY:TIMESTAMP}'";
        over(
                        Placeholders.OFF.on(),
                        "V1__a.sql",
                        "CREATE TABLE a (u TEXT, d TEXT, s TEXT, f TEXT, t TEXT, w TEXT, ts TEXT)",
                        "V2__b.sql",
                        "INSERT INTO a VALUES (" + all + ")")
                .migrate();

        assertThat(sql.rows("SELECT u, d, s, f, t, w FROM a"))
                .containsExactly(sql.rows("SELECT current_user, current_database(), current_schema()")
                                .get(0) + "|V2__b.sql|_migrations|" + System.getProperty("user.dir"));
        assertThat(sql.rows("SELECT ts FROM a").get(0)).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void theDefaultSchemaIsTheConfiguredOne() {
        Files files = Files.of(
                "V1__a.sql",
                "CREATE TABLE a (s TEXT)",
                "V2__b.sql",
                "INSERT INTO a VALUES ('${flyway:defaultSchema}')");
        open(database)
                .subject(builder -> builder.source(files)
                        .placeholders(Placeholders.OFF.on())
                        .schema("App \"x")
                        .lockWait(PATIENCE))
                .migrate();

        assertThat(sql.rows("SELECT s FROM \"App \"\"x\".a")).containsExactly("App \"x");
    }

    /** Nothing to do is one round trip; one more where a script needs what only the database knows. */
    @Test
    void onlyBuiltInOnesOfTheDatabaseCostARoundTrip() {
        String[] plain = {"V1__a.sql", "SELECT '${flyway:filename}'"};
        String[] asking = {"V1__a.sql", "SELECT '${flyway:user}'"};
        over(Placeholders.OFF.on(), plain).migrate();
        try (WireProxy proxy = WireProxy.before(database)) {
            Connections pool = open(proxy.through(database));
            through(pool, Placeholders.OFF.on(), Files.of(plain)).migrate();
            int without = proxy.roundTrips();
            proxy.reset();
            failure(
                    InvalidMigrationsException.class,
                    () -> through(pool, Placeholders.OFF.on(), Files.of(asking)).migrate());

            assertThat(proxy.roundTrips()).isEqualTo(without + 1);
        }
    }

    @Test
    void whileTheyAreOffTheStatusNotesThem() {
        Subject subject = over(Placeholders.OFF, "V1__a.sql", "CREATE TABLE a (n TEXT DEFAULT '${word}')");
        String note = "memory/V1__a.sql:1:33: ${word} is sent as it is, since placeholders are off."
                + " If it is a placeholder, declare its value.";

        assertThat(subject.status().notes()).containsExactly(note);
        assertThat(subject.validate().notes()).containsExactly(note);
        assertThat(subject.migrate().notes()).containsExactly(note);
        assertThat(subject.status().notes()).as("applied").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STEPWISE})
    void whileTheyAreOffAFailureSaysSo(String header) {
        Subject subject = over(Placeholders.OFF, "V1__a.sql", header + "SELECT 1;\nSELECT * FROM ${word}");

        StatementFailedException failure = failure(StatementFailedException.class, subject::migrate);

        assertThat(failure.remedy().advice())
                .contains("The statement contains ${word}, which was sent as it is, since placeholders are off. ");
        assertThat(failure.remedy().options())
                .contains(new Remedy.Option(
                        "if ${word} is a placeholder", new Remedy.Configure(Remedy.Setting.PLACEHOLDER)));
    }

    @Test
    void aStepwiseScriptGoesOnWithAnotherValue() {
        String script = STEPWISE + "CREATE TABLE a (n TEXT);\nINSERT INTO a VALUES ('${word} ${flyway:timestamp}');\n"
                + "INSERT INTO ${target} VALUES ('${word}')";
        failure(
                StatementFailedException.class,
                () -> over(DECLARED.with("target", "missing"), "V1__a.sql", script)
                        .migrate());

        over(DECLARED.with("word", "other").with("target", "a"), "V1__a.sql", script)
                .migrate();

        assertThat(sql.rows("SELECT left(n, 5) FROM a ORDER BY n")).containsExactly("other", "s3cr3");
    }
}
