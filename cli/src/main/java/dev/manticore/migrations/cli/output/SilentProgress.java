package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.settings.session.Feedback.Progress;

/** Shows nothing. */
final class SilentProgress implements Progress {

    @Override
    public void on(MigrationEvent event) {}

    @Override
    public void close() {}
}
