package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Optional;

/** The rules that the linter knows. */
public final class Rules {
    private Rules() {}

    /** All rules, in the order of their documentation. */
    public static List<Rule> all() {
        return List.of(Allowances.UNUSED);
    }

    /** The rule with this name. */
    public static Optional<Rule> find(String name) {
        return all().stream().filter(rule -> rule.name().equals(name)).findFirst();
    }
}
