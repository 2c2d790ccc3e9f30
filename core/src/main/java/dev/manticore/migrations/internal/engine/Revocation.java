package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.Optional;

/** Takes the lease from whoever has it. Makes no table: without one, nobody has it. */
final class Revocation {
    private final Context context;

    Revocation(Context context) {
        this.context = context;
    }

    Step<Optional<LeaseHolder>> start() {
        Reading reading = new Reading(context);
        return reading.noFiles(() -> reading.history(history -> history.isEmpty() ? nobody() : revoke()));
    }

    private static Step<Optional<LeaseHolder>> nobody() {
        return new Step.Done<>(Optional.empty());
    }

    private Step<Optional<LeaseHolder>> revoke() {
        Query<LeaseState> query = context.store().revoke(context.owner());
        return new Persistence<Optional<LeaseHolder>>(context, "before the lease was taken away", Asking::fail)
                .send(
                        TxScript.autocommit(query.statements()),
                        result -> revoked(query.reader().apply(result.rows())),
                        this::failed);
    }

    private static Step<Optional<LeaseHolder>> revoked(LeaseState before) {
        return before instanceof LeaseState.Held held
                ? new Step.Tell<>(
                        new MigrationEvent.LeaseRevoked(held.owner(), held.remaining()),
                        () -> new Step.Done<>(Optional.of(new LeaseHolder(held.owner(), held.remaining()))))
                : nobody();
    }

    private Step<Optional<LeaseHolder>> failed(TxFailure failure) {
        return Failures.isAbsent(failure)
                ? nobody()
                : Asking.fail(Failures.of(failure, "taking the lease away", context.report()));
    }
}
