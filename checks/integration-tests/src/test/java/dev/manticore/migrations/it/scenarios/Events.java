package dev.manticore.migrations.it.scenarios;

import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that a run told. */
final class Events implements MigrationListener {
    private final List<MigrationEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void on(MigrationEvent event) {
        heard.add(event);
    }

    /** Until a runner waits for another one's lease. */
    void awaitLeaseAwaited() {
        await().atMost(Scenario.PATIENCE)
                .until(() -> !of(MigrationEvent.LeaseAwaited.class).isEmpty());
    }

    <E extends MigrationEvent> List<E> of(Class<E> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
