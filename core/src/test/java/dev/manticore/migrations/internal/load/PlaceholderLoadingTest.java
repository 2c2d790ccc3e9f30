package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.placeholder.DatabaseValues;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows what loading makes of scripts with placeholders: statements, places, checksums and problems. */
class PlaceholderLoadingTest {
    private static final Placeholders DECLARED =
            Placeholders.OFF.with("owner", "s3cr3t\nwith\nlines").with("limit", "5s");

    private static ScriptReader reader(Placeholders placeholders) {
        return new ScriptReader(new ReadSettings(placeholders, UTF_8, "_migrations"), Checksum::of);
    }

    private static Script read(Placeholders placeholders, String text, String... more) {
        MemorySource source = MemorySource.of("V1__a.sql", text);
        for (int i = 0; i < more.length; i += 2) {
            source.with(more[i], more[i + 1].getBytes(UTF_8));
        }
        MigrationSet files = MigrationLoader.load(List.of(source), reader(placeholders));
        assertThat(files.problems()).isEmpty();
        return files.byVersion().get(Version.of(1)).up();
    }

    @Test
    void statementsAreSentWithValuesAndShownAsWritten() {
        Script script = read(DECLARED, "SELECT '${owner}';\nSELECT ${LIMIT}");

        assertThat(script.toSend(0).sql()).isEqualTo("SELECT 's3cr3t\nwith\nlines'");
        assertThat(script.asWritten(0).sql()).isEqualTo("SELECT '${owner}'");
        assertThat(script.toSend(1).sql()).isEqualTo("SELECT 5s");
        assertThat(script.asWritten(1).sql()).isEqualTo("SELECT ${LIMIT}");
    }

    @Test
    void aValueCanHaveSeveralStatements() {
        Script script = read(DECLARED.with("two", "1; SELECT 2"), "SELECT ${two}");

        assertThat(script.statements()).hasSize(2);
        assertThat(script.asWritten(1).sql()).isEqualTo("${two}");
        assertThat(script.locate(script.statements().get(1).start())).hasToString("db/V1__a.sql:1:8");
    }

    @Test
    void rowsOfACopyAreReplacedToo() {
        Script script = read(DECLARED, "COPY t FROM STDIN;\n${limit}\n\\.\n");

        assertThat(script.toSend(0).copyData()).isEqualTo("5s\n");
        assertThat(script.asWritten(0).copyData()).isEqualTo("${limit}\n");
    }

    @Test
    void placesAreThoseOfTheFile() {
        Script script = read(DECLARED, "SELECT '${owner}'; SELECT 1;\nSELECT 2");

        assertThat(script.locate(script.statements().get(1).start())).satisfies(location -> {
            assertThat(location).hasToString("db/V1__a.sql:1:20");
            assertThat(location.text()).isEqualTo("SELECT '${owner}'; SELECT 1;");
        });
        assertThat(script.locate(script.statements().get(2).start())).hasToString("db/V1__a.sql:2:1");
    }

    @Test
    void aSyntaxErrorBehindAValueIsLocatedInTheFileAndDoesNotShowTheValue() {
        Script script = read(DECLARED, "SELECT '${owner}';\n  SELECT 'open");

        Problem problem = script.problems().get(0);
        assertThat(problem.location()).hasToString("db/V1__a.sql:2:10");
        assertThat(problem.location().text()).isEqualTo("  SELECT 'open");
    }

    @Test
    void aHeaderCanHaveAPlaceholderAndItsErrorDoesNotShowTheValue() {
        assertThat(read(DECLARED, "-- manticore: lock_timeout=${limit}\nSELECT 1")
                        .header()
                        .lockTimeout())
                .contains(Duration.ofSeconds(5));

        Placeholders invalid = Placeholders.OFF.with("limit", "s3cr3t");
        assertThat(read(invalid, "-- manticore: lock_timeout=${limit}\nSELECT 1")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem).asString().contains("'${limit}'").doesNotContain("s3cr3t");
                    assertThat(problem.location()).hasToString("db/V1__a.sql:1:28");
                });
    }

    @Test
    void theChecksumIsTakenBeforeValuesArePutIn() {
        String text = "\uFEFFSELECT '${owner}';\r\n\\restrict abc\r\nSELECT 1";
        Script off = read(Placeholders.OFF, text);
        Script on = read(DECLARED, text);

        assertThat(on.checksum()).isEqualTo(off.checksum());
        assertThat(on.sql().normalised()).isEqualTo("SELECT '${owner}';\nSELECT 1");
        assertThat(on.sql().normalisedWithValues()).isEqualTo("SELECT 's3cr3t\nwith\nlines';\nSELECT 1");
    }

    private static Script repeatable(Placeholders placeholders, String text) {
        MigrationSet files = MigrationLoader.load(List.of(MemorySource.of("R__a.sql", text)), reader(placeholders));
        return files.all().toList().get(0).up();
    }

    @Test
    void theChecksumOfARepeatableMigrationIsTakenWithValues() {
        String text = "\uFEFFSELECT '${limit}';\r\n\\restrict abc\r\nSELECT 1";
        String sent = "SELECT '5s';\nSELECT 1";

        assertThat(repeatable(DECLARED, text).checksum()).isEqualTo(Checksum.of(sent));
        assertThat(repeatable(DECLARED.with("limit", "6s"), text).checksum()).isNotEqualTo(Checksum.of(sent));
        assertThat(repeatable(Placeholders.OFF, sent).checksum()).isEqualTo(Checksum.of(sent));
    }

    @Test
    void theChecksumOfARepeatableMigrationHasWhatTheDatabaseKnows() {
        MigrationSet files = MigrationLoader.load(
                List.of(MemorySource.of("V1__a.sql", "SELECT 1", "R__a.sql", "SELECT '${flyway:user}'")),
                reader(DECLARED));
        MigrationSet completed =
                files.map(script -> reader(DECLARED).complete(script, () -> new DatabaseValues("u", "d", "s")));

        assertThat(completed.all().map(migration -> migration.up().checksum()))
                .containsExactly(Checksum.of("SELECT 1"), Checksum.of("SELECT 'u'"));
    }

    @Test
    void theNamesOfOtherMigrationsInAHeaderDoNotShowValues() {
        Placeholders secret = DECLARED.with("name", "s3cr3t");
        String header = "-- manticore: after=\"${name}\"\nSELECT 1";

        MigrationSet files =
                MigrationLoader.load(List.of(MemorySource.of("V1__a.sql", header, "R__b.sql", header)), reader(secret));

        Stream<Problem> ofScripts = files.all().flatMap(file -> file.up().problems().stream());
        assertThat(Stream.concat(files.problems().stream(), ofScripts))
                .hasSize(2)
                .allSatisfy(problem ->
                        assertThat(problem).asString().contains("${name}").doesNotContain("s3cr3t"));
    }

    @Test
    void allUndeclaredOnesAreProblemsThatSayWhatIsDeclared() {
        Script script = read(DECLARED, "SELECT '${b}';\n-- ${c}\nSELECT '${b}', '${");

        assertThat(script.problems())
                .hasSize(4)
                .allSatisfy(
                        problem -> assertThat(problem.kind()).isIn(Kind.UNDECLARED_PLACEHOLDER, Kind.INVALID_SCRIPT));
        assertThat(script.problems().get(0)).satisfies(problem -> {
            assertThat(problem.location()).hasToString("db/V1__a.sql:1:9");
            assertThat(problem.location().text()).isEqualTo("SELECT '${b}';");
            assertThat(problem.message())
                    .isEqualTo("The placeholder ${b} is not declared. It occurs 2 times in this file.");
            assertThat(problem.remedy().toString())
                    .contains(
                            "Declared: ${limit}, ${owner}.",
                            "${flyway:defaultSchema}",
                            "V1__a.sql.conf",
                            "MigratorBuilder.placeholder(name, value)")
                    .doesNotContain("s3cr3t");
        });
        assertThat(script.problems().get(1).location()).hasToString("db/V1__a.sql:2:4");
        assertThat(script.problems().get(2).message())
                .isEqualTo("The placeholder that begins here has no end: no } follows.");
        assertThat(script.problems().get(2).location()).hasToString("db/V1__a.sql:3:17");
        assertThat(script.problems().get(3).message()).contains("unterminated");
    }

    @Test
    void whilePlaceholdersAreOffTheyAreFoundInStatements() {
        Script script = read(Placeholders.OFF, "-- ${comment}\nSELECT '${a}', $$ ${b} $$;\n-- ${comment}\nSELECT ${c}");

        assertThat(script.problems()).isEmpty();
        assertThat(script.unreplaced())
                .extracting(range -> range.text(script.text()))
                .containsExactly("${a}", "${b}", "${c}");
        assertThat(read(DECLARED, "SELECT '${owner}'").unreplaced()).isEmpty();
    }

    @Test
    void theFileBesideAScriptTurnsThemOnOrOff() {
        Script off = read(DECLARED, "SELECT '${owner}'", "V1__a.sql.conf", "placeholderReplacement=false");
        Script on = read(
                Placeholders.OFF, "SELECT '${manticore:filename}'", "V1__a.sql.conf", "placeholderReplacement=true");

        assertThat(off.toSend(0).sql()).isEqualTo("SELECT '${owner}'");
        assertThat(off.unreplaced()).as("said on purpose").isEmpty();
        assertThat(on.toSend(0).sql()).isEqualTo("SELECT 'V1__a.sql'");
    }

    @Test
    void whatOnlyTheDatabaseKnowsIsPutInLater() {
        Script script = read(DECLARED, "SELECT '${flyway:user}';\nSELECT 1");
        Script completed = reader(DECLARED).complete(script, () -> new DatabaseValues("a;b", "d", "s"));
        Script other = read(DECLARED, "SELECT 1");

        assertThat(script.text()).isEqualTo("SELECT 'user_name';\nSELECT 1");
        assertThat(script.problems()).isEmpty();
        assertThat(completed.text()).isEqualTo("SELECT 'a;b';\nSELECT 1");
        assertThat(completed.checksum()).isEqualTo(script.checksum());
        assertThat(reader(DECLARED)
                        .complete(other, () -> {
                            throw new AssertionError("nothing is asked");
                        })
                        .text())
                .isEqualTo("SELECT 1");
    }
}
