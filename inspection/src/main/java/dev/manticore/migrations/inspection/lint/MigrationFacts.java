package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.PlanStep.Execution;

/**
 * What rules know of the migration of a statement.
 *
 * @param script what its file says beside the statements
 * @param undo whether there is an undo for it
 * @param othersHaveUndo whether any migration has one
 */
record MigrationFacts(MigrationId id, Execution execution, ScriptFacts script, boolean undo, boolean othersHaveUndo) {}
