package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.load.Script;
import java.util.Optional;

/** What differs for a migration in Java code. */
final class CodeCheck {
    private CodeCheck() {}

    /** How to make a changed migration the one again that was applied; a sentence without its end. */
    static String restoration(Script changed) {
        return changed.code().isPresent()
                ? "Make checksum() of the class return its earlier value"
                : "Restore the original file, for example from version control";
    }

    /** Refuses what the runner cannot run. */
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
