package dev.manticore.migrations.support;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong on the wire, once: at the first message that matches. */
public final class Fault {
    enum Kind {
        CUT_BEFORE,
        CUT_AFTER,
        REPLACE
    }

    private final Kind kind;
    private final Predicate<Frame> at;
    private final @Nullable Frame replacement;
    private final AtomicBoolean happened = new AtomicBoolean();

    Fault(Kind kind, Predicate<Frame> at, @Nullable Frame replacement) {
        this.kind = kind;
        this.at = at;
        this.replacement = replacement;
    }

    /** Whether it came to it. A test that relies on a fault asserts this. */
    public boolean happened() {
        return happened.get();
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
