package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.MigrationListener;

/** What the user sees while a command runs. */
public interface Feedback {
    /** A message for the user during the run. */
    void notice(String text);

    /** Shows the progress of a run. Close it before the result is shown. */
    Progress progress();

    /** Receives the events of a run and shows them. */
    interface Progress extends MigrationListener, AutoCloseable {
        @Override
        void close();
    }
}
