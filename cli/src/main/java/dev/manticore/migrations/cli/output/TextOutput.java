package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.failure.Failure;
import dev.manticore.migrations.cli.settings.OutputSettings.Verbosity;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Output for people. */
final class TextOutput implements Output {
    private static final Set<State> IN_DATABASE = Set.of(State.APPLIED, State.CHANGED, State.MISSING, State.AHEAD);

    private final Environment environment;
    private final Style style;
    private final Verbosity verbosity;
    private final PrintStream out;

    TextOutput(Environment environment, Verbosity verbosity) {
        this.environment = environment;
        this.style = Style.of(environment);
        this.verbosity = verbosity;
        this.out = environment.out();
    }

    @Override
    public void notice(String text) {
        if (!isQuiet()) {
            environment.err().println(text);
        }
    }

    @Override
    public Progress progress() {
        if (isQuiet()) {
            return new SilentProgress();
        }
        LineProgress lines = new LineProgress(out, environment.err(), style);
        return environment.obedientTerminal() && verbosity != Verbosity.VERBOSE
                ? new TerminalProgress(environment, lines)
                : lines;
    }

    @Override
    public void migrated(MigrationReport report, Supplier<MigrationStatus> status) {
        if (isQuiet()) {
            return;
        }
        notes(report.notes());
        if (report.isEmpty()) {
            out.println(upToDate(status.get()));
        } else if (report.steps().size() > 1) {
            out.println(
                    style.green(summary(report.steps(), Direction.REVERT) + summary(report.steps(), Direction.APPLY)));
        }
    }

    private static String summary(Collection<StepReport> all, Direction direction) {
        List<StepReport> steps =
                all.stream().filter(step -> step.direction() == direction).toList();
        if (steps.isEmpty()) {
            return "";
        }
        String verb = direction == Direction.APPLY ? "Applied " : "Reverted ";
        return verb + Words.count(steps.size(), "migration") + ", "
                + steps.get(0).id().label() + " to "
                + steps.get(steps.size() - 1).id().label() + ".";
    }

    private static String upToDate(MigrationStatus status) {
        List<Entry> applied = status.entries().stream()
                .filter(entry -> IN_DATABASE.contains(entry.state()))
                .toList();
        long open = status.pending().orElse(0);
        String pending = open == 0 ? "" : " " + Words.count(open, "migration") + " pending.";
        if (applied.isEmpty()) {
            return "Nothing to do: no migration is applied." + pending;
        }
        Entry latest = applied.get(applied.size() - 1);
        String count = applied.size() == 1 ? "1 migration is applied" : applied.size() + " migrations are applied";
        boolean partlyDone = status.entries().stream().anyMatch(entry -> entry.state() == State.PARTLY_DONE);
        return (partlyDone ? "Nothing to do: " : "Up to date: ") + count + ", the latest is "
                + Words.migration(latest.id(), latest.description()) + "." + pending;
    }

    @Override
    public void planned(Plan plan) {
        out.print(SqlText.of(plan));
    }

    @Override
    public void status(MigrationStatus status) {
        out.println(new StatusTable(style, environment.zone()).of(status));
        out.println();
        status.entries().stream()
                .filter(entry -> entry.note() != null)
                .forEach(entry -> out.println(entry.id().label() + ": " + entry.note()));
        out.println(pending(status));
        if (status.lease() != null) {
            out.println(Output.describe(status.lease()));
        }
        LockWait wait = status.lockWait();
        if (wait != null) {
            out.println("Its statement has waited " + Words.duration(wait.waited()) + " for a lock, behind "
                    + wait.description() + ".");
        }
        FailureText text = new FailureText(style);
        status.problems().forEach(problem -> out.println(text.problem(problem)));
    }

    private static String pending(MigrationStatus status) {
        if (status.pending().isEmpty()) {
            return "It is not known what is pending.";
        }
        long count = status.pending().getAsLong();
        return count == 0 ? "Nothing is pending." : count + " pending.";
    }

    @Override
    public void valid(Plan plan) {
        if (isQuiet()) {
            return;
        }
        notes(plan.notes());
        out.println(
                plan.isEmpty()
                        ? "Valid. Nothing is pending."
                        : "Valid. " + plan.steps().size() + " pending: "
                                + plan.steps().stream()
                                        .map(step -> step.id().label())
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    @Override
    public void created(CreatedMigration created, boolean history) {
        if (isQuiet()) {
            return;
        }
        out.println("Created " + created.up());
        out.println("    and " + created.down());
        if (!history) {
            out.println("The version is based on the files only, since no database was specified.");
        }
    }

    @Override
    public void unlocked(Optional<LeaseHolder> deposed) {
        if (isQuiet()) {
            return;
        }
        out.println(deposed.map(holder -> "Took the lease from " + holder.owner()
                        + ", which would have held it for another " + Words.duration(holder.remaining()) + ".")
                .orElse("Nothing to do: nobody holds the lease."));
    }

    @Override
    public void resumed(Resumption resumption, Resumed resumed) {
        if (!isQuiet()) {
            out.println(ResumptionText.of(resumption, resumed));
        }
    }

    @Override
    public void failed(Failure failure) {
        environment.err().println(new FailureText(style).of(failure));
    }

    private void notes(List<String> notes) {
        notes.forEach(note -> out.println(style.yellow("note: ") + note));
    }

    private boolean isQuiet() {
        return verbosity == Verbosity.QUIET;
    }
}
