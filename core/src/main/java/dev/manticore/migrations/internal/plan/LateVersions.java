package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of pending versions below the highest applied one.
 *
 * @param tolerated with {@link Deviation#LATE_VERSION} they are applied, with {@link Deviation#SKIPPED_LATE_VERSION} alone they
 *     are skipped; otherwise each is a problem
 * @param highestFile the highest version with a file
 */
record LateVersions(Set<Deviation> tolerated, Version highestFile) {

    boolean areSkipped() {
        return tolerated.contains(Deviation.SKIPPED_LATE_VERSION) && !tolerated.contains(Deviation.LATE_VERSION);
    }

    /** The problem of a migration if it is late. */
    Optional<Problem> problem(ResolvedMigration migration, Version highestApplied) {
        if (migration.id().compareTo(highestApplied) >= 0 || tolerated.contains(Deviation.LATE_VERSION)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Kind.LATE_VERSION,
                migration.id().label() + " is not applied, but the higher version " + highestApplied.label() + " is.",
                SourceLocation.file(migration.up().origin()),
                Remedy.of("Give the file a version above "
                                + (highestFile.compareTo(highestApplied) > 0 ? highestFile : highestApplied) + ".")
                        .or("to apply it anyway", new Remedy.Tolerate(Deviation.LATE_VERSION))));
    }
}
