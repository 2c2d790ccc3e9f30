package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Scripts that put rows into a database, each behind the version that its name has. They are migrations with a history of their own,
 * so that they have placeholders, and their failures a line.
 */
final class Seeds {
    /** Of the history: no script finds it. */
    static final String SCHEMA = "_manticore_seeds";

    private static final String TABLE = "_manticore_seeds";

    private final InspectionSettings settings;
    private final NavigableSet<Version> versions;
    private final @Nullable Migrator migrator;
    private Version sown;

    private Seeds(
            InspectionSettings settings, NavigableSet<Version> versions, @Nullable Migrator migrator, Version sown) {
        this.settings = settings;
        this.versions = versions;
        this.migrator = migrator;
        this.sown = sown;
    }

    /** The seeds of a new database. */
    static Seeds prepare(InspectionSettings settings, ScratchDatabase database) {
        if (settings.seeds().isEmpty()) {
            return new Seeds(settings, new TreeSet<>(), null, Version.ZERO);
        }
        database.prepare("CREATE SCHEMA " + SCHEMA);
        Migrator migrator = migrator(settings, database);
        NavigableSet<Version> versions = new TreeSet<>();
        for (Migration seed : migrator.migrations()) {
            if (!(seed.id() instanceof Version version)) {
                throw new IllegalArgumentException("A seed is executed after a version; "
                        + seed.id().label() + " has none. Name it like a versioned migration.");
            }
            versions.add(version);
        }
        return new Seeds(settings, versions, migrator, Version.ZERO);
    }

    private static Migrator migrator(InspectionSettings settings, ScratchDatabase database) {
        return settings.migrator(database.runner(), settings.seeds())
                .historyStore(HistoryStore.table(SCHEMA, TABLE))
                .leaseStore(LeaseStore.table(SCHEMA, TABLE))
                .build();
    }

    /** The same seeds in a copy of their database. */
    Seeds in(ScratchDatabase copy) {
        return migrator == null ? this : new Seeds(settings, versions, migrator(settings, copy), sown);
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    boolean has(Version version) {
        return versions.contains(version);
    }

    /** The versions below one that have a seed which was not executed yet, in order. */
    List<Version> before(Version version) {
        return versions.headSet(version, false).stream()
                .filter(seeded -> seeded.compareTo(sown) > 0)
                .toList();
    }

    /**
     * Checks that each has its migration.
     *
     * @throws IllegalArgumentException if not
     */
    void check(List<Version> migrations) {
        Optional<Version> other = versions.stream()
                .filter(version -> !migrations.contains(version))
                .findFirst();
        if (other.isPresent()) {
            throw new IllegalArgumentException("There is a seed for version " + other.get()
                    + ", but no migration of that version. Rename the seed after a migration.");
        }
    }

    /** Executes those up to a version. */
    void sow(Version version) {
        if (migrator != null) {
            migrator.migrate(Target.upTo(version));
            sown = version;
        }
    }
}
