package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that the linter knows. */
public final class Rules {
    private static final List<Check> POSTGRES = Stream.of(
                    LockRules.all(),
                    IndexRules.all(),
                    ConstraintRules.all(),
                    ForeignKeyRules.all(),
                    RewriteRules.all(),
                    TableRules.all(),
                    ViewAndTypeRules.all(),
                    DataRules.all(),
                    DesignRules.all())
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    /** All rules, in the order of their documentation; those for CockroachDB are the last. */
    public static List<Rule> all() {
        return Stream.concat(checks(true).map(Check::rule), Stream.of(Allowances.UNUSED))
                .toList();
    }

    /** The rule with this name. */
    public static Optional<Rule> find(String name) {
        return all().stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /**
     * The names of the rules that say nothing.
     *
     * @param cockroach whether the project is for CockroachDB as well
     */
    static Set<String> unjudged(boolean cockroach) {
        return cockroach
                ? Set.of()
                : CockroachRules.all().stream()
                        .map(check -> check.rule().name())
                        .collect(Collectors.toSet());
    }

    /**
     * All checks.
     *
     * @param cockroach whether the project is for CockroachDB as well
     */
    static Stream<Check> checks(boolean cockroach) {
        return Stream.concat(POSTGRES.stream(), cockroach ? CockroachRules.all().stream() : Stream.empty());
    }
}
