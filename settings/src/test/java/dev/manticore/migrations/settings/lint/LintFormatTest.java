package dev.manticore.migrations.settings.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Shows what findings look like in each format, and that other programs can read them. */
class LintFormatTest {
    @TempDir
    Path repository;

    private Path work;

    /** The command runs in a directory of a repository, and files are named from the top of that. */
    private LintResult result() throws IOException {
        Files.createDirectories(repository.resolve(".git"));
        work = Files.createDirectories(repository.resolve("shop"));
        Files.createDirectories(work.resolve("db"));
        Files.writeString(work.resolve(Example.FILE), "");
        return Example.result(work, Level.ERROR);
    }

    @Test
    void theTextShowsTheLineAndMarksThePlace() throws IOException {
        assertThat(LintFormat.TEXT.write(result())).isEqualTo("""
                db/V2__index orders.sql:4:3: error: Nobody can write to public.orders while the index is built, 100% of it. [index-not-concurrently]
                  4 |   CREATE INDEX by_customer ON orders (customer);
                    |   ^
                  what to do: Build it with CONCURRENTLY.
                    CREATE INDEX CONCURRENTLY by_customer ON orders (customer);
                  --fix changes the file.

                db/V2__index orders.sql:9:3: error: Nobody can write to public.orders while the index is built, 100% of it. [index-not-concurrently]
                  9 |   CREATE INDEX by_customer ON orders (customer);
                    |   ^
                  what to do: Build it with CONCURRENTLY.
                    CREATE INDEX CONCURRENTLY by_customer ON orders (customer);
                  --fix changes the file.

                db/V3__x.sql: note: A column of type json, \\u001B[31m: has no equality,
                and no index. [json-column]
                  what to do: Use jsonb.

                3 findings (2 errors, 1 note) in 4 statements of 3 migrations.
                """);
    }

    @Test
    void theTextSaysThatNothingWasFound() throws IOException {
        LintReport clean = new LintReport(List.of(), result().report().statements());
        assertThat(LintFormat.TEXT.write(new LintResult(clean, Level.ERROR, repository, "1", Example.WORDING)))
                .isEqualTo("No findings in 4 statements of 3 migrations.\n");
    }

    @Test
    void jsonHasFindingsAndStatements() throws IOException {
        Map<String, Object> document = JSON.std.mapFrom(LintFormat.JSON.write(result()));

        assertThat(document)
                .containsEntry("command", "lint")
                .containsEntry("failOn", "ERROR")
                .containsEntry("failed", true);
        assertThat(list(document, "findings").get(0))
                .containsEntry("rule", "index-not-concurrently")
                .containsEntry("level", "ERROR")
                .containsEntry("version", "2")
                .containsEntry("repeatable", null)
                .containsEntry("file", Example.FILE)
                .containsEntry("line", 4)
                .containsEntry("column", 3)
                .containsEntry("statement", Example.INDEX)
                .containsEntry("fixable", true);
        assertThat(list(document, "findings").get(2))
                .containsEntry("line", null)
                .containsEntry("fixable", false);
        assertThat(list(document, "statements"))
                .hasSize(4)
                .first()
                .hasFieldOrPropertyWithValue("locks", List.of(Map.of("table", "public.orders", "mode", "SHARE")))
                .hasFieldOrPropertyWithValue("scanned", List.of("public.orders"));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void sarifAgreesWithItsSchema(Level level) throws IOException {
        LintResult result = result();
        LintReport report = new LintReport(
                result.report().findings().stream()
                        .map(finding -> finding.withLevel(level == Level.OFF ? finding.level() : level))
                        .toList(),
                result.report().statements());
        String sarif = LintFormat.SARIF.write(new LintResult(report, Level.ERROR, work, "1.2.3", Example.WORDING));

        assertThat(sarifSchema().validate(sarif, InputFormat.JSON)).isEmpty();
        assertThat(sarifSchema().validate(sarif.replace("\"ruleId\"", "\"rule\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void aFileOutsideOfTheWorkingTreeHasAnAbsoluteUri() {
        SourceLocation outside = new SourceLocation("/opt/a b/V1__x.sql", 1, 1, "");

        assertThat(new FilePaths(repository).uri(outside)).isEqualTo("file:///opt/a%20b/V1__x.sql");
    }

    @Test
    void sarifNamesRulesPlacesAndChangesOfFiles() throws IOException {
        Map<String, Object> log = JSON.std.mapFrom(LintFormat.SARIF.write(result()));

        Map<String, Object> run = list(log, "runs").get(0);
        assertThat(run).extracting("tool.driver.version").isEqualTo("1.2.3");
        List<Map<String, Object>> results = list(run, "results");
        Map<String, Object> driver = map(map(run, "tool"), "driver");
        assertThat(results)
                .allSatisfy(found -> assertThat(
                                list(driver, "rules").get((Integer) Objects.requireNonNull(found.get("ruleIndex"))))
                        .containsEntry("id", found.get("ruleId")));
        Map<String, Object> place = map(list(results.get(0), "locations").get(0), "physicalLocation");
        assertThat(place)
                .containsEntry("artifactLocation", Map.of("uri", "shop/db/V2__index%20orders.sql"))
                .containsEntry(
                        "region",
                        Map.of(
                                "startLine",
                                4,
                                "startColumn",
                                3,
                                "snippet",
                                Map.of("text", "  " + Example.INDEX + ";")));
        assertThat(map(list(results.get(2), "locations").get(0), "physicalLocation"))
                .doesNotContainKey("region");
        List<Map<String, Object>> replacements = list(
                list(list(results.get(0), "fixes").get(0), "artifactChanges").get(0), "replacements");
        assertThat(replacements)
                .containsExactly(
                        Map.of(
                                "deletedRegion",
                                Map.of("startLine", 1, "startColumn", 1, "endColumn", 1),
                                "insertedContent",
                                Map.of("text", "-- manticore: lock_timeout=5s\n")),
                        Map.of(
                                "deletedRegion",
                                Map.of("startLine", 4, "startColumn", 15, "endColumn", 15),
                                "insertedContent",
                                Map.of("text", " CONCURRENTLY")));
    }

    @Test
    void gitLabGetsPathsAndFingerprintsThatOutliveLinesAbove() throws IOException {
        String json = LintFormat.GITLAB.write(result());
        List<Object> violations = JSON.std.listFrom(json);
        assertThat(violations)
                .extracting("check_name")
                .containsExactly("index-not-concurrently", "index-not-concurrently", "json-column");
        assertThat(violations).extracting("severity").containsExactly("critical", "critical", "info");
        assertThat(violations)
                .extracting("location")
                .containsExactly(
                        Map.of("path", "shop/" + Example.FILE, "lines", Map.of("begin", 4)),
                        Map.of("path", "shop/" + Example.FILE, "lines", Map.of("begin", 9)),
                        Map.of("path", "db/V3__x.sql", "lines", Map.of("begin", 1)));
        assertThat(violations).extracting("fingerprint").doesNotHaveDuplicates();

        LintReport moved = new LintReport(List.of(Example.index(5), Example.index(11), Example.note()), List.of());
        assertThat(JSON.std.listFrom(
                        LintFormat.GITLAB.write(new LintResult(moved, Level.ERROR, work, "2", Example.WORDING))))
                .extracting("fingerprint")
                .isEqualTo(violations.stream()
                        .map(violation -> ((Map<?, ?>) violation).get("fingerprint"))
                        .toList());
    }

    @Test
    void gitHubGetsOneLineForEachFinding() throws IOException {
        assertThat(LintFormat.GITHUB.write(result()).lines())
                .containsExactly(
                        "::error file=shop/db/V2__index orders.sql,line=4,col=3,title=index-not-concurrently::Nobody can write to"
                                + " public.orders while the index is built, 100%25 of it.%0ABuild it with CONCURRENTLY.%0ACREATE"
                                + " INDEX CONCURRENTLY by_customer ON orders (customer);",
                        "::error file=shop/db/V2__index orders.sql,line=9,col=3,title=index-not-concurrently::Nobody can write to"
                                + " public.orders while the index is built, 100%25 of it.%0ABuild it with CONCURRENTLY.%0ACREATE"
                                + " INDEX CONCURRENTLY by_customer ON orders (customer);",
                        "::notice file=db/V3__x.sql,title=json-column::A column of type json, \\u001B[31m: has no equality,%0Aand no"
                                + " index.%0AUse jsonb.");
    }

    @Test
    void gitHubEscapesWhatWouldEndAProperty() throws IOException {
        result();
        Path odd = work.resolve("db/a,b:c%.sql");
        Files.writeString(odd, "");
        LintReport report = new LintReport(List.of(Example.in("db/a,b:c%.sql")), List.of());

        assertThat(LintFormat.GITHUB.write(new LintResult(report, Level.ERROR, work, "1", Example.WORDING)))
                .startsWith("::error file=shop/db/a%2Cb%3Ac%25.sql,line=1,col=1,");
        assertThat(LintFormat.SARIF.write(new LintResult(report, Level.ERROR, work, "1", Example.WORDING)))
                .contains("\"shop/db/a,b:c%25.sql\"");
    }

    @Test
    void aFileInAJarKeepsItsPlace() throws IOException {
        result();
        LintReport report = new LintReport(List.of(Example.in("jar:file:/lib/my%20shop.jar!/db/V1__a.sql")), List.of());
        String sarif = LintFormat.SARIF.write(new LintResult(report, Level.ERROR, work, "1", Example.WORDING));

        assertThat(sarif).contains("\"jar:file:/lib/my%20shop.jar!/db/V1__a.sql\"");
        assertThat(sarifSchema().validate(sarif, InputFormat.JSON)).isEmpty();
    }

    @Test
    void jUnitHasASuiteForEachFile() throws Exception {
        Document document = document(LintFormat.JUNIT.write(result()));

        Element root = document.getDocumentElement();
        assertThat(root.getAttribute("tests")).isEqualTo("4");
        assertThat(root.getAttribute("failures")).isEqualTo("2");
        assertThat(elements(root, "testsuite"))
                .extracting(
                        suite -> suite.getAttribute("name"),
                        suite -> suite.getAttribute("tests"),
                        suite -> suite.getAttribute("failures"))
                .containsExactly(
                        tuple("db/V1__clean.sql", "1", "0"),
                        tuple("shop/" + Example.FILE, "2", "2"),
                        tuple("db/V3__x.sql", "1", "0"));
        assertThat(elements(root, "testcase"))
                .extracting(test -> test.getAttribute("name"))
                .containsExactly(
                        "lint", "index-not-concurrently in line 4", "index-not-concurrently in line 9", "json-column");
        assertThat(elements(root, "failure").get(0).getAttribute("type")).isEqualTo("index-not-concurrently");
        assertThat(elements(root, "failure").get(0).getTextContent())
                .contains(Example.FILE + ":4:3")
                .contains("4 |   " + Example.INDEX);
        assertThat(elements(root, "system-out"))
                .singleElement()
                .satisfies(output ->
                        assertThat(output.getTextContent()).contains("note: A column of type json, \\u001B[31m"));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void aRunFailsFromALevelOn(Level failOn) throws IOException {
        result();
        LintReport note = new LintReport(List.of(Example.note()), List.of());
        assertThat(new LintResult(note, failOn, work, "1", Example.WORDING).failed())
                .isEqualTo(failOn == Level.NOTE);
        assertThat(Example.result(work, failOn).failed()).isEqualTo(failOn != Level.OFF);
    }

    @ParameterizedTest
    @EnumSource(LintFormat.class)
    void everyFormatIsReadableWithoutFindings(LintFormat format) throws Exception {
        String text = format.write(
                new LintResult(new LintReport(List.of(), List.of()), Level.ERROR, repository, "1", Example.WORDING));
        switch (format) {
            case TEXT -> assertThat(text).isEqualTo("No findings in 0 statements of 0 migrations.\n");
            case JSON -> assertThat(JSON.std.mapFrom(text)).containsEntry("failed", false);
            case SARIF ->
                assertThat(sarifSchema().validate(text, InputFormat.JSON)).isEmpty();
            case GITLAB -> assertThat(JSON.std.listFrom(text)).isEmpty();
            case GITHUB -> assertThat(text).isEmpty();
            case JUNIT ->
                assertThat(document(text).getDocumentElement().getAttribute("tests"))
                        .isEqualTo("0");
        }
    }

    @Test
    void aMistypedFormatIsNamedWithTheNearestOne() {
        assertThat(LintFormat.named("GitHub", "--format")).isEqualTo(LintFormat.GITHUB);
        assertThatThrownBy(() -> LintFormat.named("sarf", "--format"))
                .isInstanceOf(ToolException.class)
                .hasMessage("--format: 'sarf' is not a format.")
                .extracting(failure -> ((ToolException) failure).remedy())
                .asString()
                .isEqualTo("Did you mean sarif? The formats are text, json, sarif, gitlab, github, junit.");
    }

    private static JsonSchema sarifSchema() throws IOException {
        try (InputStream schema = LintFormatTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(Objects.requireNonNull(schema, "the schema of SARIF"));
        }
    }

    private static Document document(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String member) {
        return (List<Map<String, Object>>) Objects.requireNonNull(object.get(member), member);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> object, String member) {
        return (Map<String, Object>) Objects.requireNonNull(object.get(member), member);
    }
}
