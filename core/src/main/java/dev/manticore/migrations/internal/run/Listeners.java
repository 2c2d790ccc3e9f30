package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and all listeners. A listener that throws does not stop a migration. */
final class Listeners implements MigrationListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private final List<MigrationListener> listeners = new ArrayList<>();

    Listeners(Settings settings) {
        this.listeners.add(new LogListener(LOG, settings.failureLevel()));
        this.listeners.addAll(settings.listeners());
    }

    @Override
    public void on(MigrationEvent event) {
        for (MigrationListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException broken) {
                LOG.warn("The listener {} failed; the run goes on.", listener, broken);
            }
        }
    }
}
