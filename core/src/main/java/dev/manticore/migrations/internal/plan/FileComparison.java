package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.internal.load.Script;

/** How a script differs from what was applied, as far as the recorded checksums tell. */
public enum FileComparison {
    /** The same text; or no checksum was recorded. */
    SAME,
    /** Another text that does the same: comments, blank space or the case of keywords have changed. */
    SAME_CONTENT,
    /** Another script; or only the checksum of the text was recorded. */
    CHANGED;

    /** Compares the text, and the content only where the text differs. */
    public static FileComparison of(Script script, AppliedMigration entry) {
        String recorded = entry.checksum();
        if (recorded == null || recorded.equals(script.checksum())) {
            return SAME;
        }
        return script.content().value().equals(entry.contentChecksum()) ? SAME_CONTENT : CHANGED;
    }
}
