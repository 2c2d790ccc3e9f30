package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.execute.HistoryChange;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records a database without history as being at a version. Executes nothing. If it is at that version already, this ends
 * after the first reading, without the lease.
 */
public record Baseline(Version version, String description) implements Operation<Baselined> {

    @Override
    public Baselined carryOut(Run run) {
        HistoryReader.Found found = HistoryReader.ofAll(run).historyAndLease();
        Baselined planned = plan(run, found.applied());
        if (!planned.recorded()) {
            return planned;
        }
        refuseUnrecordable(run);
        try (HeldLease lease = HeldLease.acquire(run, found.tables())) {
            refusePartlyApplied(run, lease.progress());
            planned = new HistoryChange(run, lease, "the baseline " + version.label())
                    .carryOut(history -> plan(run, history), plan -> statements(run, plan));
        }
        if (planned.recorded()) {
            run.tell(new MigrationEvent.BaselineRecorded(planned));
        }
        return planned;
    }

    /** The row. */
    HistoryEntry entry(Run run) {
        return new HistoryEntry(version, description, null, run.owner(), Duration.ZERO, Kind.BASELINE, null);
    }

    /** The migration that the history would have. */
    AppliedMigration planned() {
        return new AppliedMigration(version, description, Instant.EPOCH, null, null, null, Kind.BASELINE);
    }

    /** A plan that begins with this baseline. */
    Plan before(Run run, Plan plan) {
        List<String> preparation = new ArrayList<>(plan.preparation());
        preparation.add(run.store().record(entry(run)));
        List<String> notes = new ArrayList<>(plan.notes());
        notes.add("The schema is not empty and has no history: the run begins with the baseline "
                + version.label(description) + ".");
        return new Plan(preparation, plan.steps(), notes);
    }

    private List<String> statements(Run run, Baselined plan) {
        return plan.recorded() ? List.of(run.store().record(entry(run))) : List.of();
    }

    private Baselined plan(Run run, History history) {
        Optional<AppliedMigration> there = history.entries().stream()
                .filter(entry -> entry.kind() == Kind.BASELINE && entry.id().equals(version))
                .findFirst();
        if (there.isPresent()) {
            return new Baselined(version, there.get().description(), false);
        }
        List<MigrationId> recorded = Stream.concat(history.entries().stream(), history.failed().stream())
                .map(AppliedMigration::id)
                .sorted()
                .toList();
        if (!recorded.isEmpty()) {
            throw refused(
                    run,
                    Problem.Kind.HISTORY_NOT_EMPTY,
                    "The history " + run.store().table() + " has "
                            + (recorded.size() == 1
                                    ? recorded.get(0).label()
                                    : recorded.size() + " migrations, from "
                                            + recorded.get(0).label() + " to "
                                            + recorded.get(recorded.size() - 1).label())
                            + " already. A baseline is the beginning of a history.",
                    "Go on with migrate. The status shows what is applied.");
        }
        return new Baselined(version, description, true);
    }

    private void refuseUnrecordable(Run run) {
        run.store().refusal(version).ifPresent(message -> {
            throw refused(
                    run,
                    Problem.Kind.UNSUPPORTED_NAME,
                    message,
                    "Use a version that is a whole number, or another history store.");
        });
    }

    private static void refusePartlyApplied(Run run, @Nullable Progress progress) {
        if (progress != null && progress.direction() == Direction.APPLY) {
            throw new InvalidMigrationsException(
                    List.of(new Problem(
                            Problem.Kind.PARTLY_DONE,
                            ProgressCheck.partly(progress) + " A baseline is for a database without migrations.",
                            null,
                            ProgressCheck.abandonable("Finish it with migrate."))),
                    run.report());
        }
    }

    private static InvalidMigrationsException refused(Run run, Problem.Kind kind, String message, String advice) {
        return new InvalidMigrationsException(List.of(new Problem(kind, message, null, advice)), run.report());
    }
}
