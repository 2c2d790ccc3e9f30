package dev.manticore.migrations.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each rule finds its bad scripts, and says nothing of their good twins; and what the bad scripts do is the same on all servers. With
 * the profile {@code proof} on PostgreSQL 14 to 18.
 */
class LintRulesTest {

    @TestFactory
    List<DynamicContainer> aBadScriptHasTheFindingOfItsRuleAndNoOther() throws IOException {
        Map<String, String> effects = effects();
        return onEachServer("bad", (cases, one) -> {
            Set<String> expected = new TreeSet<>(one.also());
            expected.add(one.rule());
            assertThat(cases.rules(one))
                    .as(() -> cases.findings(one) + "\n" + cases.records(one))
                    .isEqualTo(expected);
            assertThat(Effects.of(cases.records(one)))
                    .as(() -> String.valueOf(cases.records(one)))
                    .isEqualTo(effects.get(one.name()));
        });
    }

    @TestFactory
    List<DynamicContainer> aGoodScriptHasNoFinding() {
        return onEachServer(
                "good",
                (cases, one) -> assertThat(cases.rules(one))
                        .as(() -> cases.findings(one) + "\n" + cases.records(one))
                        .isEqualTo(one.also()));
    }

    /** What a fix makes of a script can be applied, and the rule has nothing to say about it. */
    @TestFactory
    List<DynamicContainer> aFixedScriptHasNoFindingOfThatRule() {
        return LintServer.all().stream()
                .map(server -> {
                    LintCases bad = server.unchanged(LintCase.all("bad").stream()
                            .filter(it -> it.runsOn(server.version()))
                            .toList());
                    LintCases fixed = server.unchanged(bad.cases().stream()
                            .filter(it -> !bad.fixable(it).isEmpty())
                            .map(it -> it.fixed(bad.fixable(it)))
                            .toList());
                    return dynamicContainer(
                            "PostgreSQL " + server.version(),
                            fixed.cases().stream()
                                    .map(one -> dynamicTest(
                                            one.name(),
                                            () -> assertThat(fixed.rules(one))
                                                    .as(one.script())
                                                    .doesNotContainAnyElementsOf(bad.fixable(one).stream()
                                                            .map(Finding::rule)
                                                            .toList()))));
                })
                .toList();
    }

    @Test
    void eachRuleHasABadAndAGoodScript() {
        List<String> rules = Rules.all().stream().map(Rule::name).toList();

        assertThat(LintCase.all("bad").stream().map(LintCase::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(rules);
        assertThat(LintCase.all("good").stream().map(LintCase::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(rules);
    }

    private static List<DynamicContainer> onEachServer(String kind, BiConsumer<LintCases, LintCase> test) {
        return LintServer.all().stream()
                .map(server -> {
                    LintCases cases = server.lint(kind);
                    return dynamicContainer(
                            "PostgreSQL " + server.version(),
                            cases.cases().stream().map(one -> dynamicTest(one.name(), () -> test.accept(cases, one))));
                })
                .toList();
    }

    /** What each bad script is known to do. */
    static Map<String, String> effects() throws IOException {
        try (InputStream file = LintRulesTest.class.getResourceAsStream("/lint/effects.txt")) {
            Map<String, String> effects = new TreeMap<>();
            Stream<String> lines =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).lines();
            lines.map(line -> line.split(": ", 2)).forEach(parts -> effects.put(parts[0], parts[1]));
            return effects;
        }
    }
}
