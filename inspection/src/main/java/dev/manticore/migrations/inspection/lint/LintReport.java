package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Optional;

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

    /** The level of the worst finding; empty if there is none. */
    public Optional<Level> worst() {
        return findings.stream().map(Finding::level).min(Level::compareTo);
    }
}
