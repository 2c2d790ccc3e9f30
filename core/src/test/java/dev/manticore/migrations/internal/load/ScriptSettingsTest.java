package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what the file beside a script sets, and how its mistakes are reported. */
class ScriptSettingsTest {

    private static MigrationSet load(MigrationSource... sources) {
        return MigrationLoader.load(List.of(sources), new ScriptReader(ReadSettings.DEFAULT, Checksum::of));
    }

    private static MigrationSet with(String settings) {
        return load(MemorySource.of("V1__a.sql", "SELECT 1", "V1__a.sql.conf", settings));
    }

    private static ScriptSettings settings(String text) {
        MigrationSet files = with(text);
        assertThat(files.problems()).isEmpty();
        return files.byVersion().get(Version.of(1)).up().file().settings();
    }

    @Test
    void everyKeyIsRead() {
        assertThat(settings("# why\r\n\r\n! also\n executeInTransaction = false \nencoding:ISO-8859-1\n"
                        + "placeholderReplacement=TRUE\nshouldExecute=false"))
                .isEqualTo(new ScriptSettings(Optional.of(false), Optional.of(ISO_8859_1), Optional.of(true), false));
        assertThat(settings("")).isEqualTo(ScriptSettings.NONE);
        assertThat(settings("\uFEFFshouldExecute=true")).isEqualTo(ScriptSettings.NONE);
    }

    @Test
    void twoFilesForOneScriptAreRefused() {
        MemorySource files = MemorySource.of(
                "V1__a.sql", "SELECT 1", "V1__a.sql.CONF", "shouldExecute=false", "V1__a.sql.conf", "encoding=UTF-8");

        assertThat(load(files).problems())
                .extracting(problem -> problem.location() + " " + problem.message())
                .containsExactly("db/V1__a.sql.conf This file has settings for V1__a.sql, and so has V1__a.sql.CONF.");
        assertThat(load(
                                MemorySource.of("V1__a.sql", "SELECT 1", "V1__a.sql.conf", ""),
                                MemorySource.of("V1__a.sql", "SELECT 1", "V1__a.sql.conf", ""))
                        .problems())
                .extracting(Problem::kind)
                .doesNotContain(Kind.INVALID_SCRIPT_SETTINGS);
    }

    @Test
    void allMistakesOfAFileAreTold() {
        List<Problem> problems =
                with("executeInTransaction=no\nbla=1\nExecuteInTransaction=true\nencoding=klingon\nencoding=UTF-8\n"
                                + "placeholderReplacement\nshouldExecute=${x}==1\nflyway.encoding=UTF-8\na\\u00zz=1")
                        .problems();

        assertThat(problems).extracting(Problem::kind).containsOnly(Kind.INVALID_SCRIPT_SETTINGS);
        assertThat(problems)
                .extracting(problem -> problem.location() + " " + problem.message())
                .containsExactly(
                        "db/V1__a.sql.conf:1:1 The value 'no' of executeInTransaction is neither true nor false.",
                        "db/V1__a.sql.conf:2:1 The key 'bla' is not known.",
                        "db/V1__a.sql.conf:3:1 The key 'ExecuteInTransaction' is not known.",
                        "db/V1__a.sql.conf:4:1 The encoding 'klingon' is not known.",
                        "db/V1__a.sql.conf:5:1 encoding is already set in line 4.",
                        "db/V1__a.sql.conf:6:1 The value '' of placeholderReplacement is neither true nor false.",
                        "db/V1__a.sql.conf:7:1 The value '${x}==1' of shouldExecute is neither true nor false.",
                        "db/V1__a.sql.conf:8:1 The key 'flyway.encoding' is not known.",
                        "db/V1__a.sql.conf:9:1 This line cannot be read: Malformed \\uxxxx encoding.");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.remedy().advice()).isNotBlank();
            assertThat(problem.location().text()).isNotBlank();
        });
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        MemorySource source =
                MemorySource.of("V1__a.sql", "SELECT 1").with("V1__a.sql.conf", "# \u00e4".getBytes(ISO_8859_1));

        assertThat(load(source).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.INVALID_SCRIPT_SETTINGS);
            assertThat(problem.location()).hasToString("db/V1__a.sql.conf");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2__b.sql.conf", "U1__undo_a.sql.conf", "afterMigrate.sql.conf", "V1__a.SQL.CONF"})
    void aFileWithoutItsScriptIsRefused(String name) {
        assertThat(load(MemorySource.of("V1__a.sql", "SELECT 1", name, "")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.SETTINGS_WITHOUT_SCRIPT);
                    assertThat(problem.location()).hasToString("db/" + name);
                });
    }

    @Test
    void aScriptWithAnInvalidNameHasItsSettings() {
        assertThat(load(MemorySource.of("V1__a.sql", "SELECT 1", "notes.sql", "", "notes.sql.conf", ""))
                        .problems())
                .extracting(Problem::kind)
                .containsExactly(Kind.MALFORMED_NAME);
    }

    @Test
    void anUndoScriptHasItsOwn() {
        MigrationSet files = load(MemorySource.of(
                "V1__a.sql",
                "SELECT 1",
                "U1__undo_a.sql",
                "SELECT 2",
                "U1__undo_a.sql.conf",
                "executeInTransaction=false"));

        ResolvedMigration migration = files.byVersion().get(Version.of(1));
        assertThat(migration.up().transaction()).isEmpty();
        assertThat(migration.down().transaction()).contains(TransactionMode.NONE);
    }

    /** Of two directories, and of two sources, each has its own. */
    @Test
    void belongsToTheScriptBesideIt() {
        MigrationSource source = new FixedSource(
                script("a/V1__a.sql", "SELECT 1"),
                script("b/V1__a.sql.conf", ""),
                script("b/V2__b.sql", "SELECT 1"),
                script("b/V2__b.sql.conf", "shouldExecute=false"));
        MemorySource other = MemorySource.of("V3__c.sql", "SELECT 1", "V2__b.sql.conf", "");

        MigrationSet files = load(source, other);

        assertThat(files.problems())
                .extracting(problem -> problem.kind() + " " + problem.location())
                .containsExactly(
                        "SETTINGS_WITHOUT_SCRIPT b/V1__a.sql.conf", "SETTINGS_WITHOUT_SCRIPT db/V2__b.sql.conf");
        assertThat(files.byVersion().get(Version.of(2)).isSkipped()).isTrue();
        assertThat(files.byVersion().get(Version.of(1)).isSkipped()).isFalse();
    }

    @Test
    void belongsToARepeatableMigrationAsWell() {
        MigrationSet files = load(MemorySource.of(
                "R__a.sql", "SELECT 1", "R__a.sql.conf", "executeInTransaction=false\nshouldExecute=false"));

        assertThat(files.problems()).isEmpty();
        ResolvedMigration migration = files.all().toList().get(0);
        assertThat(migration.isSkipped()).isTrue();
        assertThat(migration.up().transaction()).contains(TransactionMode.NONE);
    }

    /** The first one may have the script alone, because of a wildcard or since it ignores the settings. */
    @Test
    void isReadOnceFromSourcesThatOverlap() {
        MemorySource whole = MemorySource.of("V1__a.sql", "SELECT 1", "V1__a.sql.conf", "shouldExecute=false");
        MigrationSource part = new FixedSource(script(Path.of("db").toAbsolutePath() + "/", "V1__a.sql", "SELECT 1"));

        for (MigrationSet files : List.of(load(part, whole), load(whole, part), load(whole, whole))) {
            assertThat(files.problems()).isEmpty();
            assertThat(files.byVersion().get(Version.of(1)).isSkipped()).isTrue();
        }
    }

    /** Where an origin does not end with the name, the name tells. */
    @Test
    void isFoundByItsNameInASourceWithOtherOrigins() {
        MigrationSet files = load(new FixedSource(
                new SourceScript("V1__a.sql", "SELECT 1".getBytes(UTF_8), "entry 1 of a.zip"),
                new SourceScript("V1__a.sql.conf", "shouldExecute=false".getBytes(UTF_8), "entry 2 of a.zip")));

        assertThat(files.problems()).isEmpty();
        assertThat(files.byVersion().get(Version.of(1)).isSkipped()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "false, '', NONE",
        "true, '', REQUIRED",
        "false, none, NONE",
        "true, required, REQUIRED",
    })
    void saysHowAScriptIsExecuted(boolean inTransaction, String header, TransactionMode expected) {
        Script script = withHeader(header, inTransaction);

        assertThat(script.problems()).isEmpty();
        assertThat(script.transaction()).contains(expected);
    }

    @Test
    void requiresOneTransactionOfAScriptThatMakesSeveral() {
        String text = "BEGIN;\nSELECT 1;\nCOMMIT;\nSELECT 2;";
        Script script = load(MemorySource.of("V1__a.sql", text, "V1__a.sql.conf", "executeInTransaction=true"))
                .byVersion()
                .get(Version.of(1))
                .up();

        assertThat(script.problems())
                .singleElement()
                .asString()
                .isEqualTo(
                        "db/V1__a.sql:1:1: V1__a.sql.conf requires one transaction, but the script's own BEGIN and COMMIT"
                                + " make several of it. Remove executeInTransaction=true, or BEGIN and COMMIT.");
    }

    /** As the header transaction=none. */
    @Test
    void withoutATransactionThePairAroundAllStatementsIsOne() {
        String text = "BEGIN;\nSELECT 1;\nCOMMIT;";
        Script atomic = load(MemorySource.of("V1__a.sql", text))
                .byVersion()
                .get(Version.of(1))
                .up();
        Script stepwise = load(MemorySource.of("V1__a.sql", text, "V1__a.sql.conf", "executeInTransaction=false"))
                .byVersion()
                .get(Version.of(1))
                .up();

        assertThat(atomic.outerBlock()).isPresent();
        assertThat(stepwise.outerBlock()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, none", "false, required"})
    void mustNotContradictTheHeader(boolean inTransaction, String header) {
        assertThat(withHeader(header, inTransaction).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.INVALID_SCRIPT_SETTINGS);
            assertThat(problem.message())
                    .isEqualTo("The header says transaction=" + header
                            + ", but V1__a.sql.conf says executeInTransaction=" + inTransaction + ".");
        });
    }

    private static Script withHeader(String header, boolean inTransaction) {
        String line = header.isEmpty() ? "" : "-- manticore: transaction=" + header + "\n";
        MigrationSet files = load(MemorySource.of(
                "V1__a.sql", line + "SELECT 1", "V1__a.sql.conf", "executeInTransaction=" + inTransaction));
        assertThat(files.problems()).isEmpty();
        return files.byVersion().get(Version.of(1)).up();
    }

    @Test
    void namesTheEncodingOfItsScriptAlone() {
        MemorySource source = MemorySource.of("V1__a.sql.conf", "encoding=ISO-8859-1")
                .with("V1__a.sql", "SELECT '\u00e4'".getBytes(ISO_8859_1))
                .with("V2__b.sql", "SELECT '\u00e4'".getBytes(ISO_8859_1));

        MigrationSet files = load(source);

        assertThat(files.byVersion().get(Version.of(1)).up().text()).isEqualTo("SELECT '\u00e4'");
        assertThat(files.byVersion().get(Version.of(2)).up().problems())
                .extracting(Problem::kind)
                .containsExactly(Kind.INVALID_ENCODING);
    }

    private static SourceScript script(String directory, String name, String text) {
        return new SourceScript(name, text.getBytes(UTF_8), directory + name);
    }

    private static SourceScript script(String origin, String text) {
        return new SourceScript(origin.substring(origin.indexOf('/') + 1), text.getBytes(UTF_8), origin);
    }

    private record FixedSource(List<SourceScript> files) implements MigrationSource {
        FixedSource(SourceScript... files) {
            this(List.of(files));
        }

        @Override
        public List<SourceScript> load() {
            return files;
        }

        @Override
        public String description() {
            return "fixed";
        }
    }
}
