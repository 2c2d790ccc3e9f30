package dev.manticore.migrations.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds its bad scripts, and says nothing of their good twins. */
class LintRulesTest {

    @TestFactory
    List<DynamicTest> aBadScriptHasTheFindingOfItsRuleAndNoOther() {
        LintCases cases = lint("bad");
        return cases.cases().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    Set<String> expected = new TreeSet<>(one.also());
                    expected.add(one.rule());
                    assertThat(cases.rules(one))
                            .as(() -> cases.findings(one) + "\n" + cases.records(one))
                            .isEqualTo(expected);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> aGoodScriptHasNoFinding() {
        LintCases cases = lint("good");
        return cases.cases().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> assertThat(cases.rules(one))
                        .as(() -> cases.findings(one) + "\n" + cases.records(one))
                        .isEqualTo(one.also())))
                .toList();
    }

    @Test
    void eachRuleHasABadAndAGoodScript() {
        List<String> rules = Rules.all().stream().map(Rule::name).toList();

        assertThat(LintCase.all("bad").stream().map(LintCase::rule).distinct()).containsExactlyInAnyOrderElementsOf(rules);
        assertThat(LintCase.all("good").stream().map(LintCase::rule).distinct())
                .containsExactlyInAnyOrderElementsOf(rules);
    }

    private static LintCases lint(String kind) {
        PostgresServer shared = PostgresServer.shared();
        try (TestDatabase database = shared.newDatabase();
                ScratchServer server = ScratchServer.at(DatabaseServer.at(database.jdbcUrl(), null, null))
                        .open()) {
            return LintCases.lint(server, shared.majorVersion(), kind);
        }
    }
}
