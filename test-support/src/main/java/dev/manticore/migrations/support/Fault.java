package dev.manticore.migrations.support;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong on the wire, once: at the first message that matches. */
public final class Fault {
    enum Kind {
        CUT_BEFORE,
        CUT_AFTER,
        REPLACE,
        HOLD
    }

    private final Kind kind;
    private final Predicate<Frame> at;
    private final @Nullable Frame replacement;
    private final AtomicBoolean happened = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    Fault(Kind kind, Predicate<Frame> at, @Nullable Frame replacement) {
        this.kind = kind;
        this.at = at;
        this.replacement = replacement;
    }

    /** Whether it came to it. A test that relies on a fault asserts this. */
    public boolean happened() {
        return happened.get();
    }

    /** Lets what is held back go on; see {@link WireProxy#hold}. */
    public void release() {
        released.countDown();
    }

    boolean awaitRelease(long milliseconds) throws InterruptedException {
        return released.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Frame replacement() {
        return replacement;
    }

    boolean strikes(Frame frame) {
        return !happened.get() && at.test(frame) && happened.compareAndSet(false, true);
    }
}
