package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;

/** What is said about a script whose header, or the file beside it, requires one transaction, and that cannot run in one. */
public final class RequiredTransaction {
    private RequiredTransaction() {}

    /**
     * Returns the problem.
     *
     * @param offset of what is in the way, in the script's text
     * @param but what is in the way, as a clause behind "requires one transaction, but"
     * @param orElse what else can be done, behind "Remove transaction=required, or"
     */
    public static Problem impossible(Script script, int offset, String but, String orElse) {
        boolean inHeader = script.header().transaction().isPresent();
        return new Problem(
                Kind.TRANSACTION_IMPOSSIBLE,
                (inHeader ? "The header" : script.file().name() + ".conf") + " requires one transaction, but " + but
                        + ".",
                script.locate(offset),
                "Remove " + (inHeader ? "transaction=required" : "executeInTransaction=true") + ", or " + orElse + ".");
    }
}
