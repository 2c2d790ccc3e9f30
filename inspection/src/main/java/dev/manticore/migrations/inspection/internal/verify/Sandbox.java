package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.SharedFiles;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.CatalogSession;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database in which versions are applied and reverted one by one. For one thread. */
final class Sandbox implements AutoCloseable {
    private final ScratchDatabase database;
    private final Migrator versions;
    private final Seeds seeds;
    private final DataReader data;
    private @Nullable CatalogSession catalogs;

    private Sandbox(ScratchDatabase database, Migrator versions, Seeds seeds, DataReader data) {
        this.database = database;
        this.versions = versions;
        this.seeds = seeds;
        this.data = data;
    }

    /**
     * A database without migrations, with the tables of their history. What callbacks do in each run, they have done.
     *
     * @param files of the versioned migrations, for all sandboxes
     */
    static Sandbox create(InspectionSettings settings, SharedFiles files) {
        ScratchDatabase database = settings.server().createEmpty();
        Seeds seeds = Seeds.prepare(settings, database);
        List<String> others = DataReader.tables(database.runner());
        Migrator versions = migrator(settings, files, database);
        versions.initialize();
        versions.migrate(Target.upToAtMost(Version.ZERO));
        List<String> left = DataReader.tables(database.runner()).stream()
                .filter(table -> !others.contains(table))
                .toList();
        return new Sandbox(database, versions, seeds, new DataReader(database.runner(), left));
    }

    /** A copy of this database. */
    Sandbox copy(InspectionSettings settings, SharedFiles files) {
        disconnect();
        ScratchDatabase copy = settings.server().copyOf(database);
        return new Sandbox(copy, migrator(settings, files, copy), seeds.in(copy), data.in(copy.runner()));
    }

    private static Migrator migrator(InspectionSettings settings, SharedFiles files, ScratchDatabase database) {
        return settings.migrator(database.runner(), SelectedScripts.versioned(settings.sources()))
                .tolerate(Deviation.MISSING_FILE)
                .sharing(files)
                .build();
    }

    TxRunner runner() {
        return database.runner();
    }

    /** The versions in order, none of which is applied yet. */
    List<MigrationStatus.Entry> pending() {
        // Throws where anything is wrong with the files.
        versions.validate();
        return versions.status().entries().stream()
                .filter(entry -> entry.state() == MigrationStatus.State.PENDING)
                .toList();
    }

    /** Applies the versions up to one, without seeds. */
    MigrationReport apply(Version version) {
        return versions.migrate(Target.upTo(version));
    }

    /** Whether the database began with this version, which a baseline script made. */
    boolean beganWith(Version version) {
        return versions.status().entries().stream()
                .anyMatch(entry -> entry.id().equals(version) && entry.kind() == AppliedMigration.Kind.BASELINE_SCRIPT);
    }

    MigrationReport revert(Version version) {
        return versions.migrate(Target.revert(version));
    }

    /** Applies all versions up to one, with the seeds of those before it. */
    void advance(Version version) {
        for (Version seeded : seeds.before(version)) {
            apply(seeded);
            seeds.sow(seeded);
        }
        apply(version);
    }

    /** Executes the seed of a version that is applied, and says whether there is one. */
    boolean sow(Version version) {
        boolean has = seeds.has(version);
        if (has) {
            seeds.sow(version);
        }
        return has;
    }

    /** Checks that each seed has its version. */
    void checkSeeds(List<Version> known) {
        seeds.check(known);
    }

    /** The database as it is now. */
    Snapshot snapshot() {
        if (catalogs == null) {
            catalogs = CatalogSession.open(database.runner());
        }
        return new Snapshot(catalogs.read(), seeds.isEmpty() ? Data.NONE : data.read());
    }

    @Override
    public void close() {
        disconnect();
        database.close();
    }

    private void disconnect() {
        if (catalogs != null) {
            catalogs.close();
            catalogs = null;
        }
    }
}
