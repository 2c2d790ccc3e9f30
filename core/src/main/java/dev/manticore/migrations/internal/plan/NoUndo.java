package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import org.jspecify.annotations.Nullable;

/** Versions that cannot be reverted. */
final class NoUndo {
    private NoUndo() {}

    /**
     * Returns why a version cannot be reverted.
     *
     * @param naming how its file is to be named
     * @param migration null if it has no file; its undo script is missing, or is not to be executed
     */
    static Problem of(Version version, ScriptNaming naming, @Nullable ResolvedMigration migration) {
        String undoName = naming.undoName(version.toString(), "<description>");
        if (migration == null) {
            return new Problem(
                    Kind.NO_UNDO,
                    version.label() + " cannot be reverted, because it has no file.",
                    null,
                    "Add " + undoName + " and its migration. Nothing was reverted.");
        }
        Script undo = migration.down();
        if (undo == null && migration.up().code().isPresent()) {
            return new Problem(
                    Kind.NO_UNDO,
                    version.label() + " cannot be reverted, because its class has no undo method.",
                    SourceLocation.file(migration.up().origin()),
                    "Let the class implement WithUndo, or add " + undoName + ". Nothing was reverted.");
        }
        if (undo == null) {
            return new Problem(
                    Kind.NO_UNDO,
                    version.label() + " cannot be reverted, because it has no undo script.",
                    SourceLocation.file(migration.up().origin()),
                    "Add " + undoName + ". Nothing was reverted.");
        }
        return new Problem(
                Kind.NO_UNDO,
                version.label() + " cannot be reverted, because the settings of its undo script say"
                        + " shouldExecute=false.",
                SourceLocation.file(undo.origin()),
                "Remove shouldExecute=false from " + undo.file().name() + ".conf. Nothing was reverted.");
    }
}
