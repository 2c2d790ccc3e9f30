package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.cli.failure.Failure;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows what a command does and what comes of it. Each command ends with one of its results or a failure. */
public interface Output {

    /** Something that the user should know while waiting. */
    void notice(String text);

    /** Follows a run; to be closed before the result is shown. */
    Progress progress();

    /**
     * The result of migrate and rollback.
     *
     * @param status tells where the database stands; asked for only if it is shown
     */
    void migrated(MigrationReport report, Supplier<MigrationStatus> status);

    /** The result of a dry run. */
    void planned(Plan plan);

    void status(MigrationStatus status);

    /** The result of validate: there are no problems. */
    void valid(Plan plan);

    /**
     * The result of create.
     *
     * @param history whether the history had a say in the version
     */
    void created(CreatedMigration created, boolean history);

    /**
     * The result of unlock.
     *
     * @param deposed who held the lease until then; empty when nobody did
     */
    void unlocked(Optional<LeaseHolder> deposed);

    /** The result of resume. */
    void resumed(Resumption resumption, Resumed resumed);

    void failed(Failure failure);

    /** Who holds the lease, as a sentence. */
    static String describe(LeaseHolder holder) {
        return "A run of " + holder.owner() + " holds the lease, for another " + Words.duration(holder.remaining())
                + " unless it renews it.";
    }

    /** Hears what happens during a run and shows it. */
    interface Progress extends MigrationListener, AutoCloseable {

        @Override
        void close();
    }
}
