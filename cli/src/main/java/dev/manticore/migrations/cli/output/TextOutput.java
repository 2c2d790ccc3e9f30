package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.convert.Conversion;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.failure.Failure;
import dev.manticore.migrations.cli.settings.OutputSettings.Verbosity;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Output for people. */
final class TextOutput implements Output {
    private static final Logger LOG = LoggerFactory.getLogger(TextOutput.class);
    private static final Set<State> IN_DATABASE =
            Set.of(State.APPLIED, State.CHANGED, State.OUTDATED, State.MISSING, State.AHEAD, State.BASELINE);

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
            environment.err().println(Printable.text(text));
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
            say(nothingToDo(status));
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

    /** The run has succeeded already, whatever becomes of the question for its closing line. */
    private static String nothingToDo(Supplier<MigrationStatus> status) {
        try {
            return upToDate(status.get());
        } catch (MigrationException unknown) {
            LOG.debug("could not read the status after the run", unknown);
            return "Nothing to do.";
        }
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
        Entry latest = applied.stream()
                .filter(entry -> entry.id() instanceof Version)
                .reduce((earlier, later) -> later)
                .orElse(applied.get(applied.size() - 1));
        String count = applied.size() == 1 ? "1 migration is applied" : applied.size() + " migrations are applied";
        boolean partlyDone = status.entries().stream().anyMatch(entry -> entry.state() == State.PARTLY_DONE);
        return (partlyDone ? "Nothing to do: " : "Up to date: ") + count + ", the latest is "
                + Words.migration(latest.id(), latest.description()) + "." + pending;
    }

    @Override
    public void planned(Plan plan) {
        print(plan.toSql());
    }

    private void print(String sql) {
        // Elsewhere it has to be what a run sends, whatever is in the scripts.
        RequestedOutput.print(out, environment.terminal() ? Printable.text(sql) : sql);
    }

    @Override
    public void status(MigrationStatus status) {
        out.println(new StatusTable(style, environment.zone()).of(status));
        out.println();
        status.entries().stream()
                .filter(entry -> entry.note() != null)
                .forEach(entry -> say(entry.id().label() + ": " + entry.note()));
        say(pending(status));
        if (status.lease() != null) {
            say(Output.describe(status.lease()));
        }
        if (status.leaseError() != null) {
            say("It is not known who holds the lease, and whether a migration is partially applied: "
                    + status.leaseError().message() + ".");
        }
        LockWait wait = status.lockWait();
        if (wait != null) {
            say("Its statement has waited " + Words.duration(wait.waited()) + " for a lock, behind "
                    + wait.description() + ".");
        }
        notes(status.notes());
        FailureText text = new FailureText(style);
        status.problems().forEach(problem -> out.println(text.problem(problem)));
        RequestedOutput.requireWritten(out);
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
        say(
                plan.isEmpty()
                        ? "Valid. Nothing is pending."
                        : "Valid. " + plan.steps().size() + " pending: "
                                + Words.versions(
                                        plan.steps().stream().map(PlanStep::id).toList())
                                + ".");
    }

    @Override
    public void validFiles(MigrationFiles.Checked files) {
        if (!isQuiet()) {
            notes(files.notes());
            out.println("Valid: " + Words.count(files.migrations().size(), "migration")
                    + ". The history was not checked, since no database was specified.");
        }
    }

    @Override
    public void created(CreatedMigration created, boolean history) {
        if (isQuiet()) {
            return;
        }
        say("Created " + created.up());
        say("    and " + created.down());
        if (!history) {
            say("The version is based on the files only, since no database was specified.");
        }
    }

    @Override
    public void converted(Conversion conversion, boolean dryRun) {
        if (isQuiet() && !dryRun) {
            return;
        }
        notes(conversion.notes());
        String verb = dryRun ? "Would write " : "Wrote ";
        conversion.files().forEach(file -> say(verb + file.path() + " from " + file.from()));
        say(verb + Words.count(count(conversion, Direction.APPLY), "migration") + " and "
                + Words.count(count(conversion, Direction.REVERT), "undo script") + ".");
    }

    private static long count(Conversion conversion, Direction direction) {
        return conversion.files().stream()
                .filter(file -> file.direction() == direction)
                .count();
    }

    @Override
    public void adopted(Adoption adoption) {
        if (isQuiet()) {
            return;
        }
        notes(adoption.notes());
        AdoptionText.of(adoption).forEach(this::say);
    }

    @Override
    public void adoptionPlanned(Adoption adoption) {
        print(SqlText.of(adoption));
    }

    @Override
    public void unlocked(Optional<LeaseHolder> deposed) {
        if (isQuiet()) {
            return;
        }
        say(deposed.map(holder -> "Took the lease from " + holder.owner() + ", which would have held it for another "
                        + Words.duration(holder.remaining()) + ".")
                .orElse("Nothing to do: nobody holds the lease."));
    }

    @Override
    public void baselined(Baselined baseline) {
        if (isQuiet()) {
            return;
        }
        String name = baseline.version().label(baseline.description());
        say(
                baseline.recorded()
                        ? "The database has the baseline " + name + ". All versions up to it count as applied."
                        : "Nothing to do: the database has the baseline " + name + " already.");
    }

    @Override
    public void repaired(RepairReport report, boolean dryRun) {
        if (isQuiet() && !dryRun) {
            return;
        }
        report.repairs().forEach(repair -> say(repair.reason()));
        String count = Words.count(report.repairs().size(), "change");
        say(
                report.repairs().isEmpty()
                        ? "Nothing to repair."
                        : dryRun ? "Would make " + count + " in the history." : "Made " + count + " in the history.");
        notes(report.left().stream().map(TextOutput::left).toList());
    }

    private static String left(HistoryRepair repair) {
        String option = repair.kind().option().map(Commands::option).orElse("");
        return repair.reason() + " Not changed without " + option + ".";
    }

    @Override
    public void resumed(Resumption resumption, Resumed resumed) {
        if (!isQuiet()) {
            say(ResumptionText.of(resumption, resumed));
        }
    }

    @Override
    public void failed(Failure failure, int exitCode) {
        environment.err().println(new FailureText(style).of(failure));
    }

    private void notes(List<String> notes) {
        notes.forEach(note -> out.println(style.yellow("note: ") + Printable.text(note)));
    }

    private void say(String text) {
        out.println(Printable.text(text));
    }

    private boolean isQuiet() {
        return verbosity == Verbosity.QUIET;
    }
}
