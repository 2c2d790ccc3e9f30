package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.cli.convert.Conversion;
import dev.manticore.migrations.cli.failure.Failure;
import java.util.Optional;
import dev.manticore.migrations.MigrationEvent;

/** Shows progress and results of a command. Each command ends with one of the results or with a failure. */
public interface Output {

    /** A message for the user during the run. */
    void notice(String text);

    /** Shows the progress of a run. Close it before the result is shown. */
    Progress progress();

    /** The result of migrate and rollback. The progress has received the events of the run. */
    void migrated(MigrationReport report);

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

    /** The result of resume. */
    void resumed(Resumption resumption, Resumed resumed);

    /**
     * The end of a command that failed.
     *
     * @param exitCode of the process; a signal may have decided it before the failure
     */
    void failed(Failure failure, int exitCode);

    /** The holder of the lease, as a sentence. */
    static String describe(LeaseHolder holder) {
        return "The lease is held by " + holder.owner() + " for another " + Words.duration(holder.remaining())
                + " unless renewed.";
    }

    /** Receives the events of a run and shows them. */
    interface Progress extends MigrationListener, AutoCloseable {

        @Override
        void close();

        /** This progress, after a listener that receives each event as well. */
        default Progress also(MigrationListener listener) {
            Progress shown = this;
            return new Progress() {
                @Override
                public void on(MigrationEvent event) {
                    listener.on(event);
                    shown.on(event);
                }

                @Override
                public void close() {
                    shown.close();
                }
            };
        }
    }
}
