package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.load.Script;
import java.util.Optional;

/** Refuses a migration in Java code that the runner cannot run. */
final class CodeCheck {
    private CodeCheck() {}

    static Optional<Problem> problem(Script script, Capabilities capabilities) {
        return script.code()
                .flatMap(capabilities.codeRefusal())
                .map(advice -> new Problem(
                        Kind.CODE_IMPOSSIBLE,
                        "This migrator cannot run the Java code of " + script.origin() + ".",
                        SourceLocation.file(script.origin()),
                        advice));
    }
}
