package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions that count as applied, because the database began with a later one. */
public final class Baselines {
    private Baselines() {}

    /** The version up to which everything counts as applied; {@link Version#ZERO} without a baseline. */
    public static Version highest(Collection<AppliedMigration> history) {
        return HighestVersion.of(history.stream().filter(entry -> entry.kind().isBaseline()));
    }

    /** Whether a baseline stands for a migration. A migration of version 0 is not applied by the lack of a baseline. */
    public static boolean covers(Version baseline, MigrationId id) {
        return !baseline.equals(Version.ZERO) && id.compareTo(baseline) <= 0;
    }

    /** Why an entry of the history cannot be reverted, if it is a baseline. */
    static Optional<Problem> refusedUndo(@Nullable AppliedMigration entry) {
        return entry == null || !entry.kind().isBaseline()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Problem.Kind.NO_UNDO,
                        entry.id().label()
                                + " cannot be reverted, because it is a baseline: the database began with it.",
                        null,
                        "Choose a version above it. Nothing was reverted."));
    }
}
