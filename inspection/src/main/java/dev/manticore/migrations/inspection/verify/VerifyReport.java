package dev.manticore.migrations.inspection.verify;

import java.util.List;

/**
 * What a verification has found. Immutable.
 *
 * @param verified the migrations that were applied, reverted and applied again, in order, whatever came of it
 * @param withoutUndo the migrations that cannot be reverted, in order; they were applied
 * @param notVerified the migrations behind one that cannot be applied, in order
 * @param repeatables the repeatable migrations that were applied twice, in order
 * @param faults what is wrong, in the order of the migrations
 * @param notes what no undo can restore, and what was not compared, in the order of the migrations
 */
public record VerifyReport(
        List<VerifiedMigration> verified,
        List<VerifiedMigration> withoutUndo,
        List<VerifiedMigration> notVerified,
        List<VerifiedMigration> repeatables,
        List<VerifyFault> faults,
        List<VerifyNote> notes) {

    public VerifyReport {
        verified = List.copyOf(verified);
        withoutUndo = List.copyOf(withoutUndo);
        notVerified = List.copyOf(notVerified);
        repeatables = List.copyOf(repeatables);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    /** Whether nothing is wrong. There may be notes. */
    public boolean isClean() {
        return faults.isEmpty();
    }
}
