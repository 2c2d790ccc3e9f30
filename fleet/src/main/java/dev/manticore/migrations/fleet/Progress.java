package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of the targets of a call so far. Tells the listeners, one call at a time. Thread-safe. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private final List<FleetListener> listeners;
    private final int maxFailures;
    private final Map<FleetTarget, TargetResult> results = new HashMap<>();
    private int failures;

    Progress(FleetSettings settings) {
        this.listeners = settings.listeners();
        this.maxFailures = settings.maxFailures();
    }

    synchronized void began(FleetTarget target) {
        tell(listener -> listener.began(target));
    }

    synchronized void happened(FleetTarget target, MigrationEvent event) {
        tell(listener -> listener.on(target, event));
    }

    synchronized void ended(TargetResult result) {
        results.put(result.target(), result);
        if (result instanceof TargetResult.Failed) {
            failures++;
        }
        tell(listener -> listener.ended(result));
    }

    /** All of these that have no result yet are not begun any more. */
    synchronized void notBegun(Collection<FleetTarget> targets, TargetResult.Reason reason) {
        targets.stream()
                .filter(target -> !results.containsKey(target))
                .toList()
                .forEach(target -> ended(new TargetResult.NotBegun(target, reason)));
    }

    synchronized boolean hasFailures() {
        return failures > 0;
    }

    synchronized boolean hasTooManyFailures() {
        return failures > maxFailures;
    }

    synchronized FleetReport report(List<FleetTarget> targets) {
        return new FleetReport(targets.stream()
                .map(target -> Objects.requireNonNull(results.get(target)))
                .toList());
    }

    private void tell(Consumer<FleetListener> call) {
        for (FleetListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException | Error broken) { // it must not end the thread that migrates
                LOG.warn("The listener {} failed; the fleet goes on.", listener, broken);
            }
        }
    }
}
