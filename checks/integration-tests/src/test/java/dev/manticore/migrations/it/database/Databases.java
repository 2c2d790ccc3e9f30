package dev.manticore.migrations.it.database;

import dev.manticore.migrations.support.TestDatabase;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes databases ahead and drops them behind, while a scenario runs: that takes longer than most scenarios do, and is
 * mostly waiting for the disk.
 */
public final class Databases {
    private static final int AHEAD = 3;
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "databases");
        thread.setDaemon(true);
        return thread;
    });
    private static final Map<Place, Queue<CompletableFuture<TestDatabase>>> READY = new EnumMap<>(Place.class);

    private Databases() {}

    /** One of the build's own PostgreSQL. */
    public static TestDatabase take() {
        return take(Place.POSTGRESQL);
    }

    public static synchronized TestDatabase take(Place place) {
        Queue<CompletableFuture<TestDatabase>> ready = READY.computeIfAbsent(place, none -> new ArrayDeque<>());
        while (ready.size() < AHEAD) {
            ready.add(CompletableFuture.supplyAsync(place::newDatabase, THREAD));
        }
        return ready.remove().join();
    }

    public static void drop(TestDatabase database) {
        THREAD.execute(() -> {
            try {
                database.close();
            } catch (IllegalStateException stopped) {
                // The last ones come after the server has stopped, which took the databases along.
            }
        });
    }
}
