package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.cli.convert.Conversion;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.lint.LintFormat;
import dev.manticore.migrations.settings.lint.LintResult;
import dev.manticore.migrations.settings.session.Feedback;
import dev.manticore.migrations.settings.session.MigrationResult;
import java.nio.file.Path;
import java.util.Optional;

/** Shows progress and results of a command. Each command ends with one of the results or with a failure. */
public interface Output extends Feedback {

    /** The result of migrate and rollback. */
    void migrated(MigrationResult result);

    /** The result of a dry run. */
    void planned(Plan plan);

    void status(MigrationStatus status);

    /** The result of validate if there are no problems. */
    void valid(Plan plan);

    /** The result of validate without a database if there are no problems. */
    void validFiles(MigrationFiles.Checked files);

    /**
     * The result of create.
     *
     * @param history whether the history was considered for the version
     */
    void created(CreatedMigration created, boolean history);

    /**
     * The result of convert.
     *
     * @param dryRun whether nothing was written
     */
    void converted(Conversion conversion, boolean dryRun);

    /** The result of adopt. */
    void adopted(Adoption adoption);

    /** The result of a dry run of adopt. */
    void adoptionPlanned(Adoption adoption);

    /**
     * The result of unlock.
     *
     * @param deposed the previous holder of the lease; empty if there was none
     */
    void unlocked(Optional<LeaseHolder> deposed);

    /** The result of baseline. */
    void baselined(Baselined baseline);

    /**
     * The result of repair.
     *
     * @param dryRun whether nothing was changed
     */
    void repaired(RepairReport report, boolean dryRun);

    /** The result of dump. */
    void dumped(Catalog catalog);

    /**
     * The result of dump --check.
     *
     * @param file as the user named it
     */
    void compared(String file, Catalog expected, Catalog actual, CatalogDiff diff);

    /**
     * The result of report.
     *
     * @param file that was written
     */
    void reported(Path file);

    /** The result of drift, and of a run that --check-drift has prevented. */
    void drifted(Drift drift);

    /**
     * The result of lint.
     *
     * @param format for JSON output, {@code TEXT} means the JSON document
     */
    void linted(LintResult result, LintFormat format);

    /** The result of verify. */
    void verified(VerifyReport report);

    /** The result of resume. */
    void resumed(Resumption resumption, Resumed resumed);

    /** Shows progress and results of the commands of a fleet. */
    FleetOutput fleet();

    /**
     * The end of a command that failed.
     *
     * @param exitCode of the process; a signal may have decided it before the failure
     */
    void failed(Failure failure, int exitCode);
}
