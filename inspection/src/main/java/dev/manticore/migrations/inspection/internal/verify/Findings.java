package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.verify.DataDifference;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the faults and notes of a report. For one thread. */
final class Findings {
    private final List<VerifyFault> faults = new ArrayList<>();
    private final List<VerifyNote> notes = new ArrayList<>();

    List<VerifyFault> faults() {
        return faults;
    }

    List<VerifyNote> notes() {
        return notes;
    }

    void note(VerifyNote note) {
        notes.add(note);
    }

    void notes(Collection<VerifyNote> more) {
        notes.addAll(more);
    }

    void fault(Kind kind, @Nullable VerifiedMigration migration, @Nullable String origin) {
        faults.add(new VerifyFault(kind, migration, origin, List.of(), List.of(), null));
    }

    /** Adds a fault if anything differs, and says whether it did. */
    boolean differs(
            Kind kind,
            @Nullable VerifiedMigration migration,
            @Nullable String origin,
            List<Difference> differences,
            List<DataDifference> data) {
        if (differences.isEmpty() && data.isEmpty()) {
            return false;
        }
        faults.add(new VerifyFault(kind, migration, origin, differences, data, null));
        return true;
    }

    boolean differs(
            Kind kind, @Nullable VerifiedMigration migration, @Nullable String origin, CatalogDiff differences) {
        return differs(kind, migration, origin, differences.differences(), List.of());
    }

    /**
     * Does something that the server may refuse.
     *
     * @return the result; null if it was refused, which is a fault then
     * @throws MigrationException if it failed for a reason that has nothing to do with the scripts
     */
    <T> @Nullable T attempt(Kind kind, @Nullable VerifiedMigration migration, Supplier<T> work) {
        try {
            return work.get();
        } catch (StatementFailedException failure) {
            failed(kind, migration, failure.location().origin(), failure);
        } catch (CallbackFailedException failure) {
            failed(kind, migration, failure.location().origin(), failure);
        } catch (DatabaseErrorException failure) {
            failed(kind, migration, migration == null ? null : migration.origin(), failure);
        }
        return null;
    }

    private void failed(
            Kind kind, @Nullable VerifiedMigration migration, @Nullable String origin, MigrationException failure) {
        faults.add(new VerifyFault(kind, migration, origin, List.of(), List.of(), failure.summary()));
    }
}
