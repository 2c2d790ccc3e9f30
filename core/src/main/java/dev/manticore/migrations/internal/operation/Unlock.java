package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Optional;

/** Takes the lease from whoever holds it. Creates no table: without one, nobody holds it. */
public record Unlock() implements Operation<Optional<LeaseHolder>> {

    @Override
    public Optional<LeaseHolder> carryOut(Run run) {
        if (HistoryReader.ofVersions(run).history().isEmpty()) {
            return Optional.empty();
        }
        Query<LeaseState> revoke = run.leases().revoke(run.owner());
        try {
            LeaseState before =
                    run.retrying(RetryPolicy.TRANSACTION, "before the lease was taken away", () -> run.ask(revoke));
            if (!(before instanceof LeaseState.Held held)) {
                return Optional.empty();
            }
            run.tell(new MigrationEvent.LeaseRevoked(held.owner(), held.remaining()));
            return Optional.of(new LeaseHolder(held.owner(), held.remaining()));
        } catch (TxFailure failure) {
            if (FailureKind.isAbsent(failure)) {
                return Optional.empty();
            }
            throw UnwrittenRow.is(failure)
                    ? UnwrittenRow.ofHeldLease(run, failure)
                    : DatabaseFailures.of(run, failure, "taking the lease away");
        }
    }
}
