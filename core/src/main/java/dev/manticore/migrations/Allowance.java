package dev.manticore.migrations;

import java.util.List;
import java.util.Objects;

/**
 * Rules of the linter that are silent about one statement: {@code -- manticore: allow=rule,other-rule reason} in a comment
 * line before it. It changes nothing when migrations are applied.
 *
 * @param rules the names of the rules as the script has them, at least one; there need not be rules of these names
 * @param reason why they are silent; not empty
 * @param location where {@code allow} begins
 */
public record Allowance(List<String> rules, String reason, SourceLocation location) {
    public Allowance {
        rules = List.copyOf(rules);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(location, "location");
    }
}
