package dev.manticore.migrations.support;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong on the wire, once: at the first message that matches. */
public final class Fault {
    enum Kind {
        CUT_BEFORE,
        CUT_AFTER,
        REPLACE,
        REWRITE,
        BREAK_OFF,
        BREAK_OFF_AND_CUT,
        HOLD
    }

    private final Kind kind;
    private final Predicate<Frame> at;
    private final @Nullable UnaryOperator<Frame> replacement;
    private final AtomicBoolean happened = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    Fault(Kind kind, Predicate<Frame> at, @Nullable UnaryOperator<Frame> replacement) {
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

    /** What is passed on in the place of the message that it struck at; null where that is the message, or nothing. */
    @Nullable
    Frame replacement(Frame struck) {
        return replacement == null ? null : replacement.apply(struck);
    }

    boolean strikes(Frame frame) {
        return !happened.get() && at.test(frame) && happened.compareAndSet(false, true);
    }
}
