package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.cli.output.FleetOutput.FleetProgress;

/** Shows nothing. */
final class SilentFleetProgress implements FleetProgress {

    @Override
    public void close() {}
}
