package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.fleet.FleetListener;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;

/** Shows progress and results of the commands of a fleet. */
public interface FleetOutput {

    /**
     * Shows the progress of a run over a number of targets. Close it before the result is shown.
     *
     * @param targets how many there are
     */
    FleetProgress progress(int targets);

    /** The result of migrate, rollback and create. */
    void ended(FleetReport report);

    void status(FleetStatus status);

    /** The result of validate. */
    void validated(FleetStatus status);

    /** Receives what happens and shows it. */
    interface FleetProgress extends FleetListener, AutoCloseable {
        @Override
        void close();
    }
}
