package dev.manticore.migrations.internal.sql.header;

import java.util.List;

/**
 * What a statement is allowed although the linter has rules against it: {@code -- manticore: allow=rule,rule reason} in
 * comment lines before it.
 *
 * @param rules the names of the rules, at least one, each once
 * @param reason why
 * @param offset of the entry in the script
 */
public record Allow(List<String> rules, String reason, int offset) {
    public Allow {
        rules = List.copyOf(rules);
    }
}
