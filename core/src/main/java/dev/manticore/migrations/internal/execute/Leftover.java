package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the lease says is partially applied or reverted, while nothing else is left to do. */
public record Leftover(MigrationSet files, LeaseState lease, Progress progress) {

    /** Finds it. Empty where nothing is left over, or the history says that somebody has settled it. */
    public static Optional<Leftover> of(MigrationSet files, History history, @Nullable LeaseState lease) {
        Progress progress = lease == null ? null : lease.progress();
        return lease == null || progress == null || ProgressCheck.isSettled(files, progress, history)
                ? Optional.empty()
                : Optional.of(new Leftover(files, lease, progress));
    }

    /** Whether another run is at it, as far as is known. */
    public boolean isUnderWay() {
        return lease instanceof LeaseState.Held && !isAhead();
    }

    /** Whether it belongs to a later state of the files than this one, as a database that is ahead of them does. */
    public boolean isAhead() {
        return !files.byVersion().isEmpty()
                && ProgressCheck.migration(files, progress) == null
                && progress.id().compareTo(files.highest()) > 0;
    }

    /** A sentence for a plan that has nothing to do with it. */
    String note() {
        return ProgressCheck.partly(progress) + " Its file is not here: the database is ahead of the files."
                + ProgressCheck.holder(lease);
    }

    /** Why the database is not up to date, and the ways on. */
    public Problem problem() {
        return new Problem(
                Problem.Kind.PARTLY_DONE,
                ProgressCheck.partly(progress) + ProgressCheck.holder(lease),
                null,
                isUnderWay() ? Remedy.of("Try again when that run has ended.") : ProgressCheck.abandonable(advice()));
    }

    private String advice() {
        if (ProgressCheck.script(files, progress) == null) {
            return "Its file is missing: restore it.";
        }
        return progress.direction() == Direction.APPLY ? "Migrate up to it to continue." : "Roll it back to continue.";
    }
}
