package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetExistsException;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.failure.ToolException;
import java.util.Optional;

/** Failures of targets, in the form in which they are shown. */
public final class TargetFailures {
    private TargetFailures() {}

    public static Failure of(FleetTarget target, RuntimeException failure) {
        RuntimeException cause = failure instanceof TargetExistsException ? exists(target) : failure;
        return Failure.of(cause, new OptionWording());
    }

    /** What prevents the next run, or why that is not known; empty if neither. */
    public static Optional<Failure> of(TargetStatus status) {
        if (status instanceof TargetStatus.Failed failed) {
            return Optional.of(of(failed.target(), failed.failure()));
        }
        return status instanceof TargetStatus.Refused refused
                ? Optional.of(of(refused.target(), new InvalidMigrationsException(refused.problems())))
                : Optional.empty();
    }

    private static ToolException exists(FleetTarget target) {
        return ToolException.usage(
                "The target " + target.name() + " exists already: its history has applied migrations.",
                "Use fleet migrate for it, or create one with another name or schema.");
    }
}
