package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Version;
import java.util.Comparator;
import java.util.stream.Stream;

/** The highest version of some rows of a history. */
public final class HighestVersion {
    private HighestVersion() {}

    /** Returns it, or {@link Version#ZERO} if there is no version among them. */
    public static Version of(Stream<AppliedMigration> rows) {
        return rows.map(AppliedMigration::id)
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .max(Comparator.naturalOrder())
                .orElse(Version.ZERO);
    }
}
