package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was found in migrations. Immutable.
 *
 * @param findings in the order of the migrations and their statements
 * @param statements what each statement did, in the order in which they were executed
 */
public record LintReport(List<Finding> findings, List<StatementRecord> statements) {

    public LintReport {
        findings = List.copyOf(findings);
        statements = List.copyOf(statements);
    }

    /** The same statements with other findings. */
    LintReport with(List<Finding> others) {
        return new LintReport(others, statements);
    }

    /**
     * Without the findings that the scripts allow ({@code -- manticore: allow=rule reason}), and with a finding for each rule
     * that a script allows in vain. Those are the last.
     *
     * @param unjudged the rules that were not asked: nothing is said about what allows them
     */
    LintReport withoutAllowed(Set<String> unjudged) {
        return Allowances.applied(this, unjudged);
    }

    /**
     * With other levels.
     *
     * @param levels by the name of a rule; other rules keep theirs. {@link Level#OFF} takes the findings of a rule out
     */
    public LintReport withLevels(Map<String, Level> levels) {
        return with(findings.stream()
                .filter(finding -> levels.get(finding.rule()) != Level.OFF)
                .map(finding -> finding.withLevel(levels.getOrDefault(finding.rule(), finding.level())))
                .toList());
    }

    /**
     * With levels that depend on how many rows the tables have: a finding about tables that are all empty vanishes, one about
     * small tables is a level milder, one about a large table a level worse.
     *
     * @see TableSizes#SMALL
     * @see TableSizes#LARGE
     */
    public LintReport weighed(TableSizes sizes) {
        return with(findings.stream()
                .flatMap(finding -> sizes.weigh(finding).stream())
                .toList());
    }

    /** The level of the worst finding; empty if there is none. */
    public Optional<Level> worst() {
        return findings.stream().map(Finding::level).min(Level::compareTo);
    }
}
