package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.SharedFiles;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies each version, reverts it and applies it again, and compares the database after each. When something is wrong with one, the next
 * begins with a database in which each version before it was applied once, so that one fault does not hide or cause others: that is a
 * copy of a second database, which follows only then. For one verification, on one thread.
 */
final class VersionChecks implements AutoCloseable {
    private final InspectionSettings settings;
    private final Findings findings;
    private final SharedFiles files = new SharedFiles();
    private final List<VerifiedMigration> verified = new ArrayList<>();
    private Sandbox sandbox;
    private @Nullable Sandbox follower;
    private MigrationStatus.@Nullable Entry first;
    /** As the last version has left it; null if nobody has looked. */
    private @Nullable Snapshot current;

    VersionChecks(InspectionSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
        this.sandbox = Sandbox.create(settings, files);
    }

    /** The database with all versions that were checked. */
    Sandbox sandbox() {
        return sandbox;
    }

    /** The versions that were reverted, or should have been. */
    List<VerifiedMigration> verified() {
        return verified;
    }

    /** All versions, in order. */
    List<MigrationStatus.Entry> versions() {
        List<MigrationStatus.Entry> entries = sandbox.pending();
        sandbox.checkSeeds(entries.stream().map(entry -> (Version) entry.id()).toList());
        first = entries.isEmpty() ? null : entries.get(0);
        return entries;
    }

    /** Applies a version that cannot be reverted. */
    boolean apply(MigrationStatus.Entry entry) {
        current = null;
        Version version = (Version) entry.id();
        boolean applied = findings.attempt(Kind.APPLY_FAILED, migration(entry), () -> sandbox.apply(version)) != null;
        if (applied) {
            sandbox.sow(version);
        }
        return applied;
    }

    /** Whether a version that was applied is a baseline script, which has no undo by its nature. */
    boolean isBaseline(MigrationStatus.Entry entry) {
        return entry.equals(first) && sandbox.beganWith((Version) entry.id());
    }

    /** Applies, reverts and applies a version again; false if it cannot be applied. */
    boolean check(MigrationStatus.Entry entry) {
        VerifiedMigration migration = migration(entry);
        Version version = (Version) entry.id();
        Snapshot before = current == null ? sandbox.snapshot() : current;
        if (findings.attempt(Kind.APPLY_FAILED, migration, () -> sandbox.apply(version)) == null) {
            return false;
        }
        verified.add(migration);
        current = again(migration, version, before).orElse(null);
        if (current == null) {
            buildAnew(version);
        }
        if (sandbox.sow(version)) {
            current = null;
        }
        return true;
    }

    /** The database after the version was reverted and applied again; empty if it is not as it should be. */
    private Optional<Snapshot> again(VerifiedMigration migration, Version version, Snapshot before) {
        Snapshot applied = sandbox.snapshot();
        MigrationReport undo = findings.attempt(Kind.UNDO_FAILED, migration, () -> sandbox.revert(version));
        if (undo == null) {
            return Optional.empty();
        }
        String undoFile = undo.steps().get(0).origin();
        Snapshot reverted = sandbox.snapshot();
        DataComparison rows = DataComparison.ofUndo(migration, before.data(), applied.data(), reverted.data());
        findings.notes(rows.notes());
        List<Difference> faults = faults(migration, applied, reverted.catalog().differencesFrom(before.catalog()));
        if (findings.differs(Kind.UNDO_DIFFERS, migration, undoFile, faults, rows.differences())) {
            return Optional.empty();
        }
        if (findings.attempt(Kind.REAPPLY_FAILED, migration, () -> sandbox.apply(version)) == null) {
            return Optional.empty();
        }
        Snapshot second = sandbox.snapshot();
        DataComparison again = DataComparison.ofRedo(migration, before.data(), applied.data(), second.data());
        boolean differs = findings.differs(
                Kind.REAPPLY_DIFFERS,
                migration,
                migration.origin(),
                second.catalog().differencesFrom(applied.catalog()).differences(),
                again.differences());
        return differs || !rows.notes().isEmpty() ? Optional.empty() : Optional.of(second);
    }

    private List<Difference> faults(VerifiedMigration migration, Snapshot applied, CatalogDiff differences) {
        NaturalLimits limits = new NaturalLimits(migration, applied.catalog());
        List<Difference> faults = new ArrayList<>();
        for (Difference difference : differences.differences()) {
            Optional<VerifyNote> note = limits.noteOn(difference);
            note.ifPresentOrElse(findings::note, () -> faults.add(difference));
        }
        return faults;
    }

    /** Each version up to this one applied once, with the seeds of those before it. */
    private void buildAnew(Version version) {
        sandbox.close();
        settings.server().dropRolesOfScripts();
        if (follower == null) {
            follower = Sandbox.create(settings, files);
        }
        follower.advance(version);
        sandbox = follower.copy(settings, files);
    }

    static VerifiedMigration migration(MigrationStatus.Entry entry) {
        return new VerifiedMigration(entry.id(), entry.description(), entry.origin());
    }

    @Override
    public void close() {
        sandbox.close();
        if (follower != null) {
            follower.close();
        }
    }
}
