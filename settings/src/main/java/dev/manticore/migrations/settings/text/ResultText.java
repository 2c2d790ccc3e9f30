package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.session.MigrationResult;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results for people. Each is a list of lines without control characters, except for {@link #sql}. */
public final class ResultText {
    private final Style style;
    private final Wording wording;
    private final Supplier<ZoneId> zone;
    private final IntSupplier width;

    /**
     * Words results in a style, for output of any width.
     *
     * @param zone finds the time zone in which times are shown
     */
    public ResultText(Style style, Wording wording, Supplier<ZoneId> zone) {
        this(style, wording, zone, () -> 0);
    }

    /**
     * Words results in a style.
     *
     * @param zone finds the time zone in which times are shown
     * @param width supplies the columns of the terminal, which tables fit into; 0 if there is none
     */
    public ResultText(Style style, Wording wording, Supplier<ZoneId> zone, IntSupplier width) {
        this.style = style;
        this.wording = wording;
        this.zone = zone;
        this.width = width;
    }

    /** The result of migrate and rollback. Empty if the progress has said everything. */
    public List<String> migrated(MigrationResult result) {
        MigrationReport report = result.report();
        List<String> lines = notes(report.notes());
        if (report.isEmpty()) {
            lines.add(Printable.text(NothingToDoText.of(result.entries())));
        } else if (report.steps().size() > 1) {
            lines.add(style.green(Stream.of(Direction.REVERT, Direction.APPLY)
                    .map(direction -> summary(report.steps(), direction))
                    .filter(summary -> !summary.isEmpty())
                    .collect(Collectors.joining(" "))));
        }
        return lines;
    }

    private static String summary(Collection<StepReport> all, Direction direction) {
        List<StepReport> steps =
                all.stream().filter(step -> step.direction() == direction).toList();
        if (steps.isEmpty()) {
            return "";
        }
        String verb = direction == Direction.APPLY ? "Applied " : "Reverted ";
        String first = steps.get(0).id().label();
        String last = steps.get(steps.size() - 1).id().label();
        return verb + Words.count(steps.size(), "migration") + ", " + first + (steps.size() == 1 ? "" : " to " + last)
                + ".";
    }

    /** What a dry run of adopt shows, as SQL that psql can run, with whatever characters the scripts have. */
    public static String sql(Adoption adoption) {
        return SqlText.of(adoption);
    }

    /** Files and history side by side. */
    public List<String> status(MigrationStatus status) {
        List<String> lines = statusWithoutProblems(status);
        FailureText text = new FailureText(style, wording);
        status.problems().forEach(problem -> lines.add(text.problem(problem)));
        return lines;
    }

    /** The same for programs that end with the problems as a failure. */
    public List<String> statusWithoutProblems(MigrationStatus status) {
        List<String> lines = new ArrayList<>();
        if (!status.entries().isEmpty()) {
            new StatusTable(style, zone.get(), width.getAsInt())
                    .of(status)
                    .lines()
                    .forEach(lines::add);
            lines.add("");
        }
        status.entries().stream()
                .filter(entry -> entry.note() != null)
                .forEach(entry -> lines.add(Printable.text(entry.id().label() + ": " + entry.note())));
        lines.add(pending(status));
        if (status.lease() != null) {
            lines.add(Printable.text(Words.describe(status.lease())));
        }
        if (status.leaseError() != null) {
            lines.add(
                    Printable.text("It is not known who holds the lease, and whether a migration is partially applied: "
                            + status.leaseError().message() + "."));
        }
        LockWait wait = status.lockWait();
        if (wait != null) {
            lines.add(Printable.text("Its statement has waited " + Words.duration(wait.waited())
                    + " for a lock, behind " + wait.description() + "."));
        }
        lines.addAll(notes(status.notes()));
        return lines;
    }

    private static String pending(MigrationStatus status) {
        if (status.pending().isEmpty()) {
            return "It is not known what is pending.";
        }
        long count = status.pending().getAsLong();
        return count == 0 ? "Nothing is pending." : count + " pending.";
    }

    /** The result of validate if there are no problems. */
    public List<String> valid(Plan plan) {
        List<String> lines = notes(plan.notes());
        lines.add(Printable.text(
                plan.isEmpty()
                        ? "Valid. Nothing is pending."
                        : "Valid. " + plan.steps().size() + " pending: "
                                + Words.versions(
                                        plan.steps().stream().map(PlanStep::id).toList())
                                + "."));
        return lines;
    }

    /** The result of validate without a database if there are no problems. */
    public List<String> validFiles(MigrationFiles.Checked files) {
        List<String> lines = notes(files.notes());
        lines.add("Valid: " + Words.count(files.migrations().size(), "migration")
                + ". The history was not checked, since no database was specified.");
        return lines;
    }

    /**
     * The result of create.
     *
     * @param history whether the history was considered for the version
     */
    public List<String> created(CreatedMigration created, boolean history) {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.text("Created " + created.up()));
        lines.add(Printable.text("    and " + created.down()));
        if (!history) {
            lines.add("The version is based on the files only, since no database was specified.");
        }
        return lines;
    }

    /** The result of adopt. */
    public List<String> adopted(Adoption adoption) {
        List<String> lines = notes(adoption.notes());
        AdoptionText.of(adoption).forEach(line -> lines.add(Printable.text(line)));
        return lines;
    }

    /** What the user should know, one line each. */
    public List<String> notes(List<String> notes) {
        List<String> lines = new ArrayList<>();
        notes.forEach(note -> lines.add(style.yellow("note: ") + Printable.text(note)));
        return lines;
    }
}
