package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of the linter, as he wrote it.
 *
 * @param all whether all migrations are judged, and not only those that are pending
 * @param since the git revision since which the files were changed that are judged; null for no such choice
 * @param failOn the name of a level; null for {@code error}
 * @param levels the file with levels of rules; null for none
 * @param sizes tables with their numbers of rows, {@code TABLE=ROWS}
 * @param sizesFrom a database whose statistics tell how many rows other tables have; null for none
 * @param cockroach whether the rules for CockroachDB count as well
 * @param fix whether files are changed where that is mechanical
 * @param fixApplied whether files are changed as well that are, or may be, applied somewhere
 */
public record LintRequest(
        boolean all,
        @Nullable String since,
        @Nullable String failOn,
        @Nullable String levels,
        List<String> sizes,
        @Nullable DatabaseChoice sizesFrom,
        boolean cockroach,
        boolean fix,
        boolean fixApplied) {
    public LintRequest {
        sizes = List.copyOf(sizes);
    }
}
