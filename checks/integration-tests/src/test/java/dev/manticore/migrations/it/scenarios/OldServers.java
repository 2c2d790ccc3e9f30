package dev.manticore.migrations.it.scenarios;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Skips what the library refuses to do on an old CockroachDB; docs/cockroachdb.md names the limits. */
final class OldServers implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        skip(thrown);
        throw thrown;
    }

    /** Ends the scenario if it failed for this reason. */
    static void skip(@Nullable Throwable thrown) {
        if (thrown instanceof InvalidMigrationsException refused
                && refused.problems().stream().allMatch(problem -> problem.kind() == Problem.Kind.SCHEMA_UNSUPPORTED)) {
            throw new TestAbortedException("not on an old CockroachDB: " + refused.getMessage());
        }
    }
}
