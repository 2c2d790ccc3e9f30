package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.script.NewMigration;
import dev.manticore.migrations.spi.History;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a migrator of either colour offers, as steps for its driver. Thread-safe and without state. */
public final class Operations {
    private final Settings settings;
    private final Ambient ambient;

    public Operations(Settings settings, Ambient ambient) {
        this.settings = settings;
        this.ambient = ambient;
    }

    public Step<MigrationReport> migrate(Target target) {
        return new MigrationRun(context(), target).start();
    }

    /** Makes the tables, or completes them. */
    public Step<Boolean> initialize() {
        Context context = context();
        Reading reading = new Reading(context);
        return reading.noFiles(() -> reading.history(history -> new LeaseAcquisition<Boolean>(
                        context,
                        held -> new Release<Boolean>(context).then(held.lease(), () -> new Step.Done<>(true)),
                        Asking::fail)
                .start(history.isPresent())));
    }

    public Step<List<Long>> appliedVersions() {
        Reading reading = new Reading(context());
        return reading.noFiles(() ->
                reading.history(history -> new Step.Done<>(history.orElse(History.NONE).entries().stream()
                        .map(AppliedMigration::version)
                        .toList())));
    }

    /** Takes the lease away from whoever has it; gives who that was. */
    public Step<Optional<MigrationStatus.LeaseHolder>> unlock() {
        return new Revocation(context()).start();
    }

    /** Decides about what is part done. */
    public Step<Resumed> resume(Resumption resumption) {
        return new Decision(context(), resumption).start();
    }

    public Step<MigrationStatus> status() {
        return new StatusReading(context()).start();
    }

    public Step<Plan> plan(Target target) {
        Context context = context();
        Reading reading = new Reading(context);
        return reading.files(() -> reading.historyAndLease(found -> reading.plan(
                found,
                target,
                planned -> new Step.Work<Plan, Plan>(
                        () -> new Description(context)
                                .of(planned, found.history().isPresent()),
                        Step.Done::new),
                Asking::fail)));
    }

    public Step<CreatedMigration> create(NewMigration migration) {
        Reading reading = new Reading(context());
        return reading.noFiles(() -> reading.history(history -> new Step.Work<>(
                () -> migration.write(settings.sources(), highest(history.orElse(History.NONE)), Instant.now()),
                Step.Done::new)));
    }

    private static long highest(History history) {
        return history.entries().stream()
                .mapToLong(AppliedMigration::version)
                .max()
                .orElse(0);
    }

    private Context context() {
        return new Context(settings, ambient);
    }
}
