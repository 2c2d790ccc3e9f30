package dev.manticore.migrations;

import dev.manticore.migrations.internal.sql.text.LazyList;
import java.util.List;
import java.util.Objects;

/**
 * A callback that a run would execute in a transaction of its own. Those of each migration are part of its
 * {@link PlanStep}.
 *
 * @param file the callback
 * @param before the index of the step before which it is executed; the number of steps if it comes after all of them
 * @param statements the SQL that is sent, in order, including {@code BEGIN} and {@code COMMIT}; see
 *     {@link PlanStep#statements}
 */
public record PlanCallback(CallbackFile file, int before, List<String> statements) {
    public PlanCallback {
        Objects.requireNonNull(file, "file");
        statements = LazyList.copyOf(statements);
    }
}
