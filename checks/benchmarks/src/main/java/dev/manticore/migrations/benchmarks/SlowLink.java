package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import org.jspecify.annotations.Nullable;

/** A proxy that holds each request and each answer for a while, as a network would; or no proxy, for no time. */
final class SlowLink implements AutoCloseable {
    private static final char QUERY = 'Q';
    private static final char SYNC = 'S';
    private static final char READY = 'Z';

    private final TestDatabase database;
    private final @Nullable WireProxy proxy;

    SlowLink(TestDatabase database, int millisecondsEachWay) {
        proxy = millisecondsEachWay == 0 ? null : WireProxy.before(database);
        this.database = proxy == null ? database : proxy.through(database);
        if (proxy != null) {
            proxy.watch(frame -> hold(frame, millisecondsEachWay));
        }
    }

    /** Once for each request and each answer, whatever number of messages it consists of. */
    private static void hold(Frame frame, int milliseconds) {
        if (frame.isFrom(Frame.Sender.CLIENT, Frame.STARTUP)
                || frame.isFrom(Frame.Sender.CLIENT, QUERY)
                || frame.isFrom(Frame.Sender.CLIENT, SYNC)
                || frame.isFrom(Frame.Sender.SERVER, READY)) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
