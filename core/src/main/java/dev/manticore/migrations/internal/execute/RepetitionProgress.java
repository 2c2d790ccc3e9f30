package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.spi.Repetitions;
import java.time.Duration;

/** Tells how far the repetitions of a statement have come: each second at first, then every five, and at the end. */
final class RepetitionProgress {
    private static final Duration AT_FIRST = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(5);

    private final StepContext context;
    private final int index;
    private final long start;
    private long told;
    private long rows;

    RepetitionProgress(StepContext context, int index) {
        this.context = context;
        this.index = index;
        this.start = now();
        this.told = start;
    }

    /**
     * A repetition is committed.
     *
     * @param done with it, earlier runs included
     * @param changed how many rows it changed
     * @param last whether it was the last one
     */
    void repeated(Repetitions done, long changed, boolean last) {
        rows += changed;
        long now = now();
        Duration interval = now - start < AT_FIRST.toNanos() ? SHORT : LONG;
        if (last || now - told >= interval.toNanos()) {
            told = now;
            context.run()
                    .tell(new MigrationEvent.StatementRepeated(
                            context.shown(), index, done.times(), done.rows(), rows, Duration.ofNanos(now - start)));
        }
    }

    private long now() {
        return context.run().environment().nanoTime().getAsLong();
    }
}
