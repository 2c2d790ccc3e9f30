package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;

/**
 * A row of the history or the lease was not written although the user may write it: a trigger, a rule or a row-level
 * security policy of its table prevents that.
 */
public final class UnwrittenRow {
    private static final String PREVENTED =
            " A trigger, a rule or a row-level security policy of that table prevents it.";

    private UnwrittenRow() {}

    /** Whether a change failed because it wrote no row; see {@link dev.manticore.migrations.spi.Sql#requiringRow}. */
    public static boolean is(TxFailure failure) {
        return failure.phase() == Phase.STATEMENT && failure.is("22012", "0A000");
    }

    /**
     * The history's row of a migration.
     *
     * @param name the migration that was to be recorded, or its undo
     * @param consequence what became of the rest; begins with a semicolon, and ends with a full stop
     */
    public static MigrationException ofHistory(Run run, String name, String consequence, TxFailure failure) {
        return of(run, "Recording " + name, run.store().table(), consequence, failure);
    }

    /** The lease's row. The parameters are those of {@link #ofHistory}. */
    public static MigrationException ofLease(Run run, String name, String consequence, TxFailure failure) {
        return of(run, "Recording " + name, run.leases().table(), consequence, failure);
    }

    /** The lease's row, when the lease was to be taken away from its holder. */
    public static MigrationException ofHeldLease(Run run, TxFailure failure) {
        return of(run, "Taking the lease away", run.leases().table(), ".", failure);
    }

    private static MigrationException of(Run run, String doing, String table, String consequence, TxFailure failure) {
        String refused = failure.is("22012") ? "" : " The server says: " + DatabaseFailures.described(failure);
        return new DatabaseErrorException(
                DatabaseFailures.error(failure),
                doing + " failed: no row of " + table + " was changed" + consequence + PREVENTED + refused,
                remedy(table),
                run.report(),
                failure);
    }

    /** The lease's row, when the lease was to be taken. */
    public static MigrationException ofFreeLease(Run run) {
        String table = run.leases().table();
        return new LeaseNotObtainedException(
                "The lease was not obtained: nobody holds it, but no row of " + table + " was changed." + PREVENTED,
                remedy(table),
                run.report(),
                null);
    }

    private static Remedy remedy(String table) {
        return Remedy.of("Drop or change what prevents it, and try again. In psql, \\d " + table
                + " shows the table's triggers, rules and policies.");
    }
}
