package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import java.util.Optional;
import java.util.Set;

/**
 * Scripts that were created and never written. To run one would record a migration as applied, or as reverted, although
 * nothing happened. A script without statements is accepted if somebody wrote a comment into it.
 *
 * @param tolerated may contain {@link Deviation#EMPTY_SCRIPT}
 */
public record UntouchedScripts(Set<Deviation> tolerated) {
    private static final String STATE = " has no statements: it is empty, or still as it was created.";
    private static final String WRITE = "Write its statements. If it needs none, say why in a comment.";

    /** The problem of the script that applies a migration, if it is untouched. */
    public Optional<Problem> up(ResolvedMigration migration) {
        return isRefused(migration.up())
                ? Optional.of(problem(
                        migration.up(),
                        "The script of " + migration.id().label(),
                        Remedy.of(WRITE).or("to apply it as it is", new Remedy.Tolerate(Deviation.EMPTY_SCRIPT))))
                : Optional.empty();
    }

    /** The problem of the script that reverts a migration, if it is untouched. */
    Optional<Problem> down(ResolvedMigration migration) {
        Script undo = migration.down();
        return undo != null && isRefused(undo)
                ? Optional.of(problem(
                        undo,
                        "The undo script of " + migration.id().label(),
                        Remedy.of(WRITE + " Nothing was reverted.")
                                .or(
                                        "to only remove the version from the history",
                                        new Remedy.Tolerate(Deviation.EMPTY_SCRIPT))))
                : Optional.empty();
    }

    private boolean isRefused(Script script) {
        return script.isUntouched() && !tolerated.contains(Deviation.EMPTY_SCRIPT);
    }

    private static Problem problem(Script script, String name, Remedy remedy) {
        return new Problem(Kind.EMPTY_SCRIPT, name + STATE, SourceLocation.file(script.origin()), remedy);
    }
}
