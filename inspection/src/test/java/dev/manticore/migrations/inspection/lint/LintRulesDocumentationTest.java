package dev.manticore.migrations.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/lint-rules.md} has a section for each rule, and says what was observed. */
class LintRulesDocumentationTest {
    private static final Path PAGE = Path.of("../docs/lint-rules.md");
    private static final Pattern SECTION =
            Pattern.compile("^### ([a-z-]+)\\n\\n(.+) \\((error|warning|note)\\)$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile(
            "^\\| \\[([a-z-]+)]\\(#\\1\\) \\| (\\w+) \\| ([^|]+) \\| (yes)? ?\\| (yes)? ?\\|$", Pattern.MULTILINE);

    @Test
    void eachRuleHasASectionWithItsSummaryAndLevelAndEachSectionARule() throws IOException {
        assertThat(SECTION.matcher(Files.readString(PAGE))
                        .results()
                        .map(section -> section.group(1) + ": " + section.group(2) + " (" + section.group(3) + ")"))
                .containsExactlyElementsOf(Rules.all().stream()
                        .map(rule -> rule.name() + ": " + rule.summary() + " (" + rule.level() + ")")
                        .toList());
    }

    @Test
    void theTableSaysWhatTheFirstBadScriptOfEachRuleDoes() throws IOException {
        Map<String, String> effects = LintRulesTest.effects();

        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(LintRulesDocumentationTest::row))
                .containsExactlyElementsOf(Rules.all().stream()
                        .map(rule -> row(rule, effects.getOrDefault(rule.name() + "/1-bad", "unknown")))
                        .toList());
    }

    private static String row(MatchResult row) {
        return row.group(1) + " " + row.group(2) + " " + row.group(3) + " " + (row.group(4) != null) + " "
                + (row.group(5) != null);
    }

    private static String row(Rule rule, String effect) {
        List<String> parts = Arrays.asList(effect.split(", "));
        return rule.name() + " " + rule.level() + " " + parts.get(0) + " " + parts.contains("rewrite") + " "
                + parts.contains("scan");
    }
}
