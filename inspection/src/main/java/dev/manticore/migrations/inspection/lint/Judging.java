package dev.manticore.migrations.inspection.lint;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Collects findings: some when a release is complete, others when all are. */
final class Judging {
    private final List<Check> checks;
    private final List<Release> releases = new ArrayList<>();
    /** By the statement itself: comparing two would compare all that is known of them. */
    private final IdentityHashMap<ObservedStatement, List<Finding>> findings = new IdentityHashMap<>();

    /** @param cockroach whether the project is for CockroachDB as well */
    Judging(boolean cockroach) {
        this.checks = Rules.checks(cockroach).toList();
    }

    /** Judges a release, and remembers it for what is judged at the end. */
    void judge(Release release) {
        releases.add(release);
        judge(release, false);
    }

    private void judge(Release release, boolean atEnd) {
        for (ObservedStatement statement : release.statements()) {
            List<Finding> found = findings.computeIfAbsent(statement, it -> new ArrayList<>());
            checks.stream()
                    .filter(check -> check.atEnd() == atEnd)
                    .flatMap(check -> check.findings(statement, release))
                    .forEach(found::add);
        }
    }

    /** The report, when the last release was judged. */
    LintReport report() {
        releases.forEach(release -> judge(release, true));
        List<ObservedStatement> statements = releases.stream()
                .flatMap(release -> release.statements().stream())
                .toList();
        return new LintReport(
                statements.stream()
                        .flatMap(statement -> findings.getOrDefault(statement, List.of()).stream())
                        .toList(),
                statements.stream().map(ObservedStatement::record).toList());
    }
}
