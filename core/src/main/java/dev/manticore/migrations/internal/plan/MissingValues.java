package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.spi.History;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells whether a plan depends on the values of placeholders that only the database knows. */
public final class MissingValues {
    private MissingValues() {}

    /**
     * Whether they have to be known before the files can be compared with the history. They are part of a repeatable
     * migration's checksum, of what a callback does, and of the content of a file whose text has changed. A versioned
     * migration that was applied as it is now needs none.
     */
    public static boolean matter(MigrationSet files, History history) {
        Map<MigrationId, AppliedMigration> applied =
                history.entries().stream().collect(Collectors.toMap(AppliedMigration::id, entry -> entry));
        return files.callbacks().scripts().anyMatch(Script::asksDatabase)
                || files.baselines().values().stream()
                        .anyMatch(baseline -> baseline.up().asksDatabase())
                || files.repeatables().values().stream()
                        .anyMatch(repeatable -> repeatable.up().asksDatabase())
                || files.byVersion().values().stream().anyMatch(file -> matter(file, applied.get(file.id())));
    }

    private static boolean matter(ResolvedMigration file, @Nullable AppliedMigration entry) {
        return file.up().asksDatabase()
                && (entry == null || FileComparison.of(file.up(), entry) != FileComparison.SAME);
    }
}
