package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases of a kind, linted in one run. */
record LintCases(List<LintCase> cases, LintReport report) {

    /** @param version the server's major version */
    static LintCases lint(ScratchServer server, int version, String kind) {
        List<LintCase> cases =
                LintCase.all(kind).stream().filter(it -> it.runsOn(version)).toList();
        return lint(server, cases, LintCase::migrations, builder -> builder.lockTimeout(Duration.ofSeconds(5)));
    }

    /** The scripts as they are, without a limit of the wait for locks. */
    static LintCases unchanged(ScratchServer server, List<LintCase> cases) {
        return lint(
                server,
                cases,
                LintCase::unchanged,
                builder -> builder.initSql("SET search_path = " + LintCase.SHARED + ", public")
                        .lockTimeout(Duration.ZERO));
    }

    private static LintCases lint(
            ScratchServer server,
            List<LintCase> cases,
            Function<LintCase, Stream<Migration>> migrations,
            Consumer<MigratorBuilder<?>> settings) {
        Set<MigrationId> ids = cases.stream().map(LintCase::id).collect(Collectors.toSet());
        LintOptions options = new LintOptions(step -> ids.contains(step.id()), true, true);
        Inspection inspection = Inspection.builder(server)
                .source(MigrationSource.of(cases.stream().flatMap(migrations).toList()))
                .migrator(settings)
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

    /** The findings that propose a change of the file. */
    List<Finding> fixable(LintCase one) {
        return findings(one).stream()
                .filter(finding -> finding.fix().isPresent())
                .toList();
    }

    List<Finding> findings(LintCase one) {
        return report.findings().stream()
                .filter(finding -> finding.migration().equals(one.id()))
                .toList();
    }
}
