package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.cli.fleet.FleetSession;
import dev.manticore.migrations.cli.fleet.FleetSessions;
import dev.manticore.migrations.cli.fleet.TargetChoice;
import dev.manticore.migrations.cli.fleet.WorstResult;
import dev.manticore.migrations.cli.output.FleetOutput.FleetProgress;
import dev.manticore.migrations.cli.output.FleetPlanText;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetPlan;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.settings.ListedTarget;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Spelling;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the commands of a fleet do. Each returns the exit code of the worst result. */
final class FleetRun {
    private final FleetSessions sessions;
    private final TargetFiles files;
    private final Confirmation confirmation;

    @Inject
    FleetRun(FleetSessions sessions, TargetFiles files, Confirmation confirmation) {
        this.sessions = sessions;
        this.files = files;
        this.confirmation = confirmation;
    }

    ExitCode migrate(
            Settings settings,
            Output output,
            TargetOptions targets,
            ParallelOptions parallel,
            FailureOptions failures,
            Target target) {
        try (FleetSession session = open(settings, settings.tolerated(), output, targets, parallel)) {
            failures.apply(session.builder(), session.targets());
            return migrate(session, output, fleet -> fleet.migrate(session.targets(), target));
        }
    }

    /**
     * Reverts migrations. On a terminal, it first shows what is going to be done, and does nothing else.
     *
     * @param confirmed whether not to ask
     */
    ExitCode revert(
            Settings settings,
            Output output,
            TargetOptions targets,
            ParallelOptions parallel,
            FailureOptions failures,
            Target target,
            boolean confirmed) {
        try (FleetSession session = open(settings, settings.tolerated(), output, targets, parallel)) {
            failures.apply(session.builder(), session.targets());
            if (confirmed || !confirmation.isPossible()) {
                return migrate(session, output, fleet -> fleet.migrate(session.targets(), target));
            }
            FleetPlan plan = session.builder().build().plan(session.targets(), target);
            ask(plan);
            return migrate(session, output, fleet -> fleet.migrate(plan));
        }
    }

    /** With nothing to do, there is no question. */
    private void ask(FleetPlan plan) {
        FleetPlanText text = new FleetPlanText(plan);
        if (text.hasSteps()) {
            confirmation.require(text.reverted(), "Revert?", "Use --yes to go on without a question.");
        }
    }

    private static ExitCode migrate(FleetSession session, Output output, Function<Fleet, FleetReport> call) {
        FleetReport report;
        try (FleetProgress progress = output.fleet().progress(session.targets().size())) {
            Fleet fleet = session.builder().listener(progress).build();
            report = call.apply(fleet);
        }
        output.fleet().ended(report);
        return WorstResult.of(report);
    }

    ExitCode status(Settings settings, Output output, TargetOptions targets, ParallelOptions parallel, boolean strict) {
        FleetStatus status = read(settings, output, targets, parallel);
        output.fleet().status(status);
        return WorstResult.of(status, strict);
    }

    ExitCode validate(Settings settings, Output output, TargetOptions targets, ParallelOptions parallel) {
        try (FleetSession session = open(settings, settings.validated(), output, targets, parallel)) {
            FleetStatus status = session.builder().build().validate(session.targets());
            output.fleet().validated(status);
            return WorstResult.ofValidation(status);
        }
    }

    /** How each target stands. */
    FleetStatus read(Settings settings, Output output, TargetOptions targets, ParallelOptions parallel) {
        try (FleetSession session = open(settings, settings.tolerated(), output, targets, parallel)) {
            return session.builder().build().status(session.targets());
        }
    }

    /** @param file the file that lists the target, or null */
    ExitCode create(Settings settings, Output output, String name, @Nullable String file, TenantOption tenant) {
        TargetChoice choice = file == null
                ? new TargetChoice.New(name)
                : new TargetChoice.Listed(List.of(listed(name, file, settings, output)));
        try (FleetSession session = sessions.open(settings, settings.tolerated(), choice, output)) {
            tenant.apply(session.builder(), settings);
            FleetReport report;
            try (FleetProgress progress = output.fleet().progress(1)) {
                report = session.builder()
                        .listener(progress)
                        .build()
                        .create(session.targets().get(0));
            }
            output.fleet().ended(report);
            return WorstResult.of(report);
        }
    }

    private ListedTarget listed(String name, String file, Settings settings, Output output) {
        List<ListedTarget> listed = files.read(file, settings, output);
        List<String> known = listed.stream().map(ListedTarget::name).toList();
        return listed.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ToolException.usage(
                        file + " does not list a target of the name '" + name + "'.",
                        Spelling.nearest(name, known)
                                        .map(near -> "Did you mean " + near + "? ")
                                        .orElse("") + "Add it to the file."));
    }

    private FleetSession open(
            Settings settings,
            Set<Deviation> tolerated,
            Output output,
            TargetOptions targets,
            ParallelOptions parallel) {
        TargetChoice choice = targets.choice(files, settings, output);
        FleetSession session = sessions.open(settings, tolerated, choice, output);
        try {
            parallel.apply(session.builder());
            targets.apply(session.builder(), settings);
            return session;
        } catch (RuntimeException refused) {
            session.close();
            throw refused;
        }
    }
}
