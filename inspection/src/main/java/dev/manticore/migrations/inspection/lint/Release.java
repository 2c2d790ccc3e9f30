package dev.manticore.migrations.inspection.lint;

import java.util.List;

/**
 * What is deployed at once.
 *
 * @param statements in the order in which they ran
 * @param schema as it is after them; it goes on changing when the next release runs
 */
record Release(List<ObservedStatement> statements, Schema schema) {
    Release {
        statements = List.copyOf(statements);
    }
}
