package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Fix;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.Rule;
import dev.manticore.migrations.inspection.lint.Rules;
import dev.manticore.migrations.settings.json.JsonObject;
import dev.manticore.migrations.settings.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log in the Static Analysis Results Interchange Format.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifFormat {
    private final LintResult result;
    private final List<Rule> rules;
    private final FilePaths paths;
    private final Fingerprints fingerprints;

    SarifFormat(LintResult result) {
        this.result = result;
        this.rules = rules(result);
        this.paths = new FilePaths(result.directory());
        this.fingerprints = new Fingerprints(paths);
    }

    /** All that are known, and what a caller of the library may have found by others. */
    private static List<Rule> rules(LintResult result) {
        List<Rule> rules = new ArrayList<>(Rules.all());
        for (Finding finding : result.report().findings()) {
            if (rules.stream().noneMatch(rule -> rule.name().equals(finding.rule()))) {
                rules.add(new Rule(finding.rule(), finding.level(), finding.rule()));
            }
        }
        return rules;
    }

    String text() {
        return JsonText.of(new JsonObject()
                .with("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .with("version", "2.1.0")
                .with("runs", List.of(run()))
                .members());
    }

    private Map<String, @Nullable Object> run() {
        return new JsonObject()
                .with("tool", Map.of("driver", driver()))
                .with("columnKind", "unicodeCodePoints")
                .with(
                        "results",
                        result.report().findings().stream().map(this::result).toList())
                .members();
    }

    private Map<String, @Nullable Object> driver() {
        return new JsonObject()
                .with("name", "Manticore Migrations")
                .with("version", result.version())
                .with("rules", rules.stream().map(SarifFormat::rule).toList())
                .members();
    }

    private static Map<String, @Nullable Object> rule(Rule rule) {
        return new JsonObject()
                .with("id", rule.name())
                .with("shortDescription", text(rule.summary()))
                .with("defaultConfiguration", Map.of("level", level(rule.level())))
                .members();
    }

    private Map<String, @Nullable Object> result(Finding finding) {
        JsonObject result = new JsonObject()
                .with("ruleId", finding.rule())
                .with("ruleIndex", indexOf(finding.rule()))
                .with("level", level(finding.level()))
                .with("message", text(FindingText.withAdvice(finding)))
                .with("locations", List.of(Map.of("physicalLocation", place(finding.location()))))
                .with("partialFingerprints", Map.of("ruleFileAndLine/v1", fingerprints.of(finding)));
        finding.fix().ifPresent(fix -> result.with("fixes", List.of(fix(fix, finding.location()))));
        return result.members();
    }

    private int indexOf(String rule) {
        return rules.stream().map(Rule::name).toList().indexOf(rule);
    }

    private static String level(Level level) {
        return level == Level.OFF ? "none" : level.toString();
    }

    private Map<String, @Nullable Object> place(SourceLocation location) {
        JsonObject place = new JsonObject().with("artifactLocation", file(location));
        if (location.line() > 0) {
            JsonObject region = new JsonObject().with("startLine", location.line());
            if (location.column() > 0) {
                region.with("startColumn", location.column());
            }
            if (location.text() != null) {
                region.with("snippet", text(location.text()));
            }
            place.with("region", region.members());
        }
        return place.members();
    }

    private Map<String, String> file(SourceLocation location) {
        return Map.of("uri", paths.uri(location));
    }

    private Map<String, @Nullable Object> fix(Fix fix, SourceLocation location) {
        Stream<Map<String, @Nullable Object>> headers =
                fix.headers().stream().map(header -> insertion(1, 1, "-- manticore: " + header + "\n"));
        Stream<Map<String, @Nullable Object>> insertions = fix.insertions().stream()
                .map(insertion -> insertion(insertion.line(), insertion.column(), insertion.text()));
        return new JsonObject()
                .with(
                        "artifactChanges",
                        List.of(new JsonObject()
                                .with("artifactLocation", file(location))
                                .with(
                                        "replacements",
                                        Stream.concat(headers, insertions).toList())
                                .members()))
                .members();
    }

    /** A replacement of nothing. */
    private static Map<String, @Nullable Object> insertion(int line, int column, String text) {
        return new JsonObject()
                .with(
                        "deletedRegion",
                        new JsonObject()
                                .with("startLine", line)
                                .with("startColumn", column)
                                .with("endColumn", column)
                                .members())
                .with("insertedContent", Map.of("text", text))
                .members();
    }

    private static Map<String, String> text(String text) {
        return Map.of("text", Printable.text(text));
    }
}
