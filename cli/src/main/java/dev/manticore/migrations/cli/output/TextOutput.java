package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.cli.convert.Conversion;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.OutputSettings.Color;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.lint.LintFormat;
import dev.manticore.migrations.settings.lint.LintResult;
import dev.manticore.migrations.settings.lint.LintText;
import dev.manticore.migrations.settings.session.MigrationResult;
import dev.manticore.migrations.settings.text.Commands;
import dev.manticore.migrations.settings.text.DifferencesText;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.ResultText;
import dev.manticore.migrations.settings.text.Style;
import dev.manticore.migrations.settings.text.VerifyText;
import dev.manticore.migrations.settings.text.Words;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Output for people. */
final class TextOutput implements Output {
    private final Environment environment;
    private final Style style;
    private final Verbosity verbosity;
    private final PrintStream out;
    private final ResultText results;

    TextOutput(Environment environment, Verbosity verbosity, Color color) {
        this.environment = environment;
        this.style = new Style(
                switch (color) {
                    case AUTO -> environment.colours();
                    case ALWAYS -> true;
                    case NEVER -> false;
                });
        this.verbosity = verbosity;
        this.out = environment.out();
        this.results = new ResultText(
                style,
                new OptionWording(),
                environment.zones(),
                () -> environment.terminal() ? TerminalWidth.of(environment) : 0);
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
    public void migrated(MigrationResult result) {
        if (!isQuiet()) {
            print(results.migrated(result));
        }
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
        print(results.status(status));
        RequestedOutput.requireWritten(out);
    }

    @Override
    public void valid(Plan plan) {
        if (!isQuiet()) {
            print(results.valid(plan));
        }
    }

    @Override
    public void validFiles(MigrationFiles.Checked files) {
        if (!isQuiet()) {
            print(results.validFiles(files));
        }
    }

    @Override
    public void created(CreatedMigration created, boolean history) {
        if (!isQuiet()) {
            print(results.created(created, history));
        }
    }

    @Override
    public void converted(Conversion conversion, boolean dryRun) {
        if (isQuiet() && !dryRun) {
            return;
        }
        print(results.notes(conversion.notes()));
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
        if (!isQuiet()) {
            print(results.adopted(adoption));
        }
    }

    @Override
    public void adoptionPlanned(Adoption adoption) {
        print(ResultText.sql(adoption));
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
        print(results.notes(report.left().stream().map(TextOutput::left).toList()));
    }

    @Override
    public void dumped(Catalog catalog) {
        print(catalog.text());
    }

    @Override
    public void compared(String file, Catalog expected, Catalog actual, CatalogDiff diff) {
        if (!isQuiet() || !diff.isEmpty()) {
            print(ComparisonText.of(file, expected, actual, diff));
        }
    }

    @Override
    public void linted(LintResult result, LintFormat format) {
        if (format == LintFormat.TEXT) {
            if (!isQuiet() || !result.report().findings().isEmpty()) {
                RequestedOutput.print(out, new LintText(style).of(result));
            }
            return;
        }
        result.notFixed().forEach(this::notice);
        result.fixed().forEach(file -> notice("Changed " + file + "."));
        RequestedOutput.print(out, format.write(result));
    }

    @Override
    public void reported(Path file) {
        if (!isQuiet()) {
            say("Wrote " + file);
        }
    }

    @Override
    public void drifted(Drift drift) {
        if (!isQuiet() || !drift.isEmpty()) {
            print(String.join("\n", DifferencesText.of(drift)) + "\n");
        }
    }

    @Override
    public void verified(VerifyReport report) {
        if (!isQuiet() || !report.isClean()) {
            print(new VerifyText(style).of(report));
        }
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
    public FleetOutput fleet() {
        return new TextFleetOutput(environment, verbosity, style);
    }

    @Override
    public void failed(Failure failure, int exitCode) {
        environment.err().println(new FailureText(style, new OptionWording()).of(failure));
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
    }

    private void say(String text) {
        out.println(Printable.text(text));
    }

    private boolean isQuiet() {
        return verbosity == Verbosity.QUIET;
    }
}
