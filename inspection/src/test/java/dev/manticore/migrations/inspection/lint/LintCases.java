package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All cases of a kind, linted in one run. */
record LintCases(List<LintCase> cases, LintReport report) {

    /** @param version the server's major version */
    static LintCases lint(ScratchServer server, int version, String kind) {
        List<LintCase> cases =
                LintCase.all(kind).stream().filter(it -> it.runsOn(version)).toList();
        Set<MigrationId> ids = cases.stream().map(LintCase::id).collect(Collectors.toSet());
        LintOptions options = new LintOptions(step -> ids.contains(step.id()), true, true);
        Inspection inspection = Inspection.builder(server)
                .source(MigrationSource.of(
                        cases.stream().flatMap(LintCase::migrations).toList()))
                .migrator(builder -> builder.lockTimeout(Duration.ofSeconds(5)))
                .build();
        return new LintCases(cases, inspection.lint(options));
    }

    /** The rules that speak of a case: those for CockroachDB where it is about one of them, otherwise the others. */
    Set<String> rules(LintCase one) {
        Set<String> rules = new TreeSet<>();
        report.findings().stream()
                .filter(finding -> finding.migration().equals(one.id()))
                .map(Finding::rule)
                .filter(rule -> rule.startsWith("cockroach-") == one.isForCockroach())
                .forEach(rules::add);
        return rules;
    }

    List<StatementRecord> records(LintCase one) {
        return report.statements().stream()
                .filter(record -> record.migration().equals(one.id()))
                .toList();
    }

    List<Finding> findings(LintCase one) {
        return report.findings().stream()
                .filter(finding -> finding.migration().equals(one.id()))
                .toList();
    }
}
