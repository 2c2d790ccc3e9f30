package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
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
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.json.JsonObject;
import dev.manticore.migrations.settings.json.JsonText;
import dev.manticore.migrations.settings.lint.LintDocument;
import dev.manticore.migrations.settings.lint.LintFormat;
import dev.manticore.migrations.settings.lint.LintResult;
import dev.manticore.migrations.settings.session.MigrationResult;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** JSON output: one document on standard output for each command, described in {@code docs/json.md}. */
final class JsonOutput implements Output {
    private final Environment environment;
    private final String command;
    private final Verbosity verbosity;
    private final RunLog log = new RunLog();

    JsonOutput(Environment environment, String command, Verbosity verbosity) {
        this.environment = environment;
        this.command = command;
        this.verbosity = verbosity;
    }

    @Override
    public void notice(String text) {
        if (verbosity != Verbosity.QUIET) {
            environment.err().println(Printable.text(text));
        }
    }

    @Override
    public Progress progress() {
        return log.before(
                verbosity == Verbosity.QUIET
                        ? new SilentProgress()
                        : new LineProgress(environment.err(), environment.err(), new Style(false)));
    }

    @Override
    public void migrated(MigrationResult result) {
        write(JsonDocuments.report(command, result.report(), log));
    }

    @Override
    public void planned(Plan plan) {
        write(JsonDocuments.plan(command, plan));
    }

    @Override
    public void status(MigrationStatus status) {
        write(JsonDocuments.status(command, status));
    }

    @Override
    public void valid(Plan plan) {
        write(JsonDocuments.valid(command, plan));
    }

    @Override
    public void validFiles(MigrationFiles.Checked files) {
        write(JsonDocuments.validFiles(command, files));
    }

    @Override
    public void created(CreatedMigration created, boolean history) {
        write(JsonDocuments.created(command, created, history));
    }

    @Override
    public void converted(Conversion conversion, boolean dryRun) {
        write(JsonDocuments.converted(command, conversion, dryRun));
    }

    @Override
    public void adopted(Adoption adoption) {
        write(JsonDocuments.adopted(command, adoption, false));
    }

    @Override
    public void adoptionPlanned(Adoption adoption) {
        write(JsonDocuments.adopted(command, adoption, true));
    }

    @Override
    public void unlocked(Optional<LeaseHolder> deposed) {
        write(JsonDocuments.unlocked(command, deposed.orElse(null)));
    }

    @Override
    public void baselined(Baselined baseline) {
        write(RepairDocuments.baselined(command, baseline));
    }

    @Override
    public void repaired(RepairReport report, boolean dryRun) {
        write(RepairDocuments.repaired(command, report, dryRun));
    }

    @Override
    public void dumped(Catalog catalog) {
        write(CatalogDocuments.dumped(command, catalog));
    }

    @Override
    public void verified(VerifyReport report) {
        write(VerifyDocuments.of(command, report));
    }

    @Override
    public void compared(String file, Catalog expected, Catalog actual, CatalogDiff diff) {
        write(CatalogDocuments.compared(command, file, expected, actual, diff));
    }

    @Override
    public void linted(LintResult result, LintFormat format) {
        if (format == LintFormat.TEXT || format == LintFormat.JSON) {
            write(LintDocument.of(result));
        } else {
            RequestedOutput.print(environment.out(), format.write(result));
        }
    }

    @Override
    public void reported(Path file) {
        write(new JsonObject()
                .with("command", command)
                .with("file", file.toString())
                .members());
    }

    @Override
    public void drifted(Drift drift) {
        write(CatalogDocuments.drifted(command, drift));
    }

    @Override
    public void resumed(Resumption resumption, Resumed resumed) {
        write(JsonDocuments.resumed(command, resumed));
    }

    @Override
    public FleetOutput fleet() {
        return new JsonFleetOutput(environment, command, verbosity, this::write);
    }

    @Override
    public void failed(Failure failure, int exitCode) {
        try {
            // Nothing is added to a document that could not be written completely.
            RequestedOutput.requireWritten(environment.out());
            write(JsonDocuments.failure(command, failure, exitCode, log));
        } catch (ToolException unwritten) {
            environment.err().println(new FailureText(new Style(false), new OptionWording()).of(failure));
        }
    }

    private void write(Map<String, ?> document) {
        RequestedOutput.print(environment.out(), JsonText.of(document) + System.lineSeparator());
    }
}
