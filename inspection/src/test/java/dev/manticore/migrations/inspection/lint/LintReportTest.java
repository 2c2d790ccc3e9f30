package dev.manticore.migrations.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.Allowance;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how findings are silenced by scripts, and get other levels by the wish of the user or the size of tables. */
class LintReportTest {
    private static SourceLocation line(int line) {
        return new SourceLocation("V1__a.sql", line, 1, "x");
    }

    private static Finding finding(String rule, int line, Level level, String... tables) {
        return new Finding(
                rule,
                level,
                Version.of(1),
                line(line),
                "x",
                "message",
                "advice",
                List.of(),
                List.of(tables),
                Optional.empty());
    }

    private static StatementRecord statement(int line, Allowance... allowances) {
        return new StatementRecord(
                Version.of(1),
                line(line),
                "x",
                1,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(allowances));
    }

    private static Allowance allow(int line, String... rules) {
        return new Allowance(List.of(rules), "reason", line(line));
    }

    @Test
    void aScriptSilencesTheRulesThatItNamesAtOneStatement() {
        LintReport report = new LintReport(
                List.of(
                        finding("a", 2, Level.ERROR),
                        finding("b", 2, Level.NOTE),
                        finding("c", 2, Level.ERROR),
                        finding("a", 2, Level.ERROR),
                        finding("a", 5, Level.ERROR)),
                List.of(statement(2, allow(1, "a", "b")), statement(5)));

        assertThat(report.withoutAllowed(Set.of()).findings())
                .containsExactly(finding("c", 2, Level.ERROR), finding("a", 5, Level.ERROR));
        assertThat(report.withoutAllowed(Set.of()).statements()).isEqualTo(report.statements());
    }

    @Test
    void whatSilencesNothingIsReportedWhereItStands() {
        LintReport report = new LintReport(
                List.of(finding("a", 3, Level.ERROR), finding("b", 7, Level.ERROR)),
                List.of(statement(3, allow(1, "a", "unused-allow"), allow(2, "b")), statement(7)));

        assertThat(report.withoutAllowed(Set.of()).findings())
                .extracting(Finding::rule, found -> found.location().line(), Finding::message)
                .containsExactly(
                        tuple("b", 7, "message"),
                        tuple(
                                "unused-allow",
                                1,
                                "allow=unused-allow silences nothing: the rule has nothing to say about the next statement."),
                        tuple("unused-allow", 2, "allow=b silences nothing: there is no rule of this name."));
    }

    @Test
    void nothingIsSaidAboutWhatAllowsARuleThatWasNotAsked() {
        LintReport report =
                new LintReport(List.of(), List.of(statement(3, allow(1, "cockroach-concurrently", "drop-table"))));

        assertThat(report.withoutAllowed(Rules.unjudged(false)).findings())
                .map(Finding::message)
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("allow=drop-table ");
        assertThat(report.withoutAllowed(Rules.unjudged(true)).findings()).hasSize(2);
    }

    @Test
    void rulesHaveTheLevelsThatTheUserWants() {
        LintReport report = new LintReport(
                List.of(finding("a", 1, Level.ERROR), finding("b", 1, Level.NOTE), finding("c", 1, Level.WARNING)),
                List.of());

        assertThat(report.withLevels(Map.of("a", Level.OFF, "b", Level.ERROR)).findings())
                .containsExactly(finding("b", 1, Level.ERROR), finding("c", 1, Level.WARNING));
    }

    @ParameterizedTest
    @CsvSource({
        // level, the tables of the finding, the level afterwards
        "ERROR,   public.empty,                  ",
        "ERROR,   public.small,                  WARNING",
        "WARNING, public.small,                  NOTE",
        "NOTE,    public.small,                  NOTE",
        "WARNING, public.middle,                 WARNING",
        "NOTE,    public.large,                  WARNING",
        "WARNING, public.large,                  ERROR",
        "ERROR,   public.large,                  ERROR",
        "WARNING, public.unknown,                WARNING",
        "WARNING, public.empty public.small,     NOTE",
        "WARNING, public.small public.large,     ERROR",
        "ERROR,   public.small public.unknown,   ERROR",
        "WARNING, public.unknown public.large,   ERROR",
        "ERROR,   other.empty,                   ERROR",
        "ERROR,   other.small,                   WARNING",
        "ERROR,   other.\"a.b\",                 WARNING"
    })
    void aFindingWeighsWhatItsTablesHold(Level level, String tables, Level expected) {
        TableSizes sizes = TableSizes.of(Map.of(
                "public.empty",
                0L,
                "small",
                9_999L,
                "public.middle",
                10_000L,
                "public.large",
                1_000_000L,
                "\"a.b\"",
                1L));
        LintReport report = new LintReport(List.of(finding("a", 1, level, tables.split(" "))), List.of());

        assertThat(report.weighed(sizes).findings())
                .extracting(Finding::level)
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void someSizesGoBeforeOthers() {
        TableSizes sizes = TableSizes.of(Map.of("a", 1L)).or(TableSizes.of(Map.of("public.a", 2L, "public.b", 3L)));

        assertThat(sizes.rows("public.a")).hasValue(1);
        assertThat(sizes.rows("public.b")).hasValue(3);
        assertThat(sizes.rows("public.c")).isEmpty();
    }

    @Test
    void aFindingAboutNoTableKeepsItsLevel() {
        LintReport report = new LintReport(List.of(finding("a", 1, Level.NOTE)), List.of());
        assertThat(report.weighed(TableSizes.of(Map.of("a", 0L))).findings()).isEqualTo(report.findings());
    }
}
