package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.internal.load.Script;

/** How a script differs from what was applied, as far as the recorded checksums tell. */
public enum FileComparison {
    /** The same text; or there is nothing to compare, because no checksum was recorded or the Java code gives none. */
    SAME,
    /** Another text that does the same: comments, blank space or the case of keywords have changed. */
    SAME_CONTENT,
    /** Another script; or only the checksum of the text was recorded. */
    CHANGED;

    /** Compares the text, and the content only where the text differs. */
    public static FileComparison of(Script script, AppliedMigration entry) {
        String recorded = entry.checksum();
        String now = script.recordedChecksum();
        if (recorded == null || now == null || recorded.equals(now)) {
            return SAME;
        }
        String content = script.recordedContent();
        return content != null && content.equals(entry.contentChecksum()) ? SAME_CONTENT : CHANGED;
    }
}
