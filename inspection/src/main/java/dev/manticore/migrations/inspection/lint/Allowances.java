package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.Allowance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes out what scripts allow, and adds what they allow in vain. */
final class Allowances {
    /** The rule about an {@code allow} that silences nothing. */
    static final Rule UNUSED = new Rule(
            "unused-allow",
            Level.WARNING,
            "A line with allow= in a script names a rule that has nothing to say there.");

    /** A rule that one line silences. */
    private record Use(Allowance allowance, String rule) {}

    private final Map<Place, List<Allowance>> byPlace = new HashMap<>();
    private final Set<Use> used = new HashSet<>();
    private final LintReport report;
    private final Set<String> unjudged;

    /** Where a statement begins: findings and records are about one statement if they agree here. */
    private record Place(String origin, int line, int column) {
        static Place of(Finding finding) {
            return new Place(
                    finding.location().origin(),
                    finding.location().line(),
                    finding.location().column());
        }

        static Place of(StatementRecord statement) {
            return new Place(
                    statement.location().origin(),
                    statement.location().line(),
                    statement.location().column());
        }
    }

    private Allowances(LintReport report, Set<String> unjudged) {
        this.report = report;
        this.unjudged = unjudged;
        report.statements().stream()
                .filter(statement -> !statement.allowances().isEmpty())
                .forEach(statement -> byPlace.put(Place.of(statement), statement.allowances()));
    }

    /** @param unjudged the rules that were not asked: whether what allows them is needed, nobody knows */
    static LintReport applied(LintReport report, Set<String> unjudged) {
        return new Allowances(report, unjudged).apply();
    }

    private LintReport apply() {
        if (byPlace.isEmpty()) {
            return report;
        }
        List<Finding> left = new ArrayList<>();
        for (Finding finding : report.findings()) {
            Optional<Allowance> allowance = byPlace.getOrDefault(Place.of(finding), List.of()).stream()
                    .filter(candidate -> candidate.rules().contains(finding.rule()))
                    .findFirst();
            allowance.ifPresentOrElse(silent -> used.add(new Use(silent, finding.rule())), () -> left.add(finding));
        }
        report.statements().forEach(statement -> addUnused(statement, left));
        return report.with(left);
    }

    private void addUnused(StatementRecord statement, List<Finding> findings) {
        for (Allowance allowance : statement.allowances()) {
            for (String rule : allowance.rules()) {
                if (!used.contains(new Use(allowance, rule)) && !unjudged.contains(rule)) {
                    findings.add(unused(statement, allowance, rule));
                }
            }
        }
    }

    private static Finding unused(StatementRecord statement, Allowance allowance, String rule) {
        boolean known = Rules.find(rule).isPresent();
        return new Finding(
                UNUSED.name(),
                UNUSED.level(),
                statement.migration(),
                allowance.location(),
                statement.sql(),
                known
                        ? "allow=" + rule + " silences nothing: the rule has nothing to say about the next statement."
                        : "allow=" + rule + " silences nothing: there is no rule of this name.",
                known ? "Remove it." : "Remove it, or correct the name.",
                List.of(),
                List.of(),
                Optional.empty());
    }
}
