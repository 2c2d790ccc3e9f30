package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an operation wants next, as data. Deciding is the engine's; carrying out is the business of two loops, a blocking
 * and a non-blocking one, which know nothing of migrations. A step is carried out once.
 *
 * @param <T> what the whole operation results in
 */
public sealed interface Step<T> {

    /** One method for each kind of step, so that no driver can forget one. */
    interface Cases<T, R> {
        <A> R ask(Ask<A, T> step);

        R discard(Discard<T> step);

        <A> R work(Work<A, T> step);

        R wait(Wait<T> step);

        R tell(Tell<T> step);

        R done(Done<T> step);

        R fail(Fail<T> step);
    }

    <R> R match(Cases<T, R> cases);

    /**
     * Ask the database.
     *
     * @param patience how to wait for the answer
     * @param then decides on the reply
     * @param otherwise decides on a failure
     */
    record Ask<R, T>(
            Command<R> command,
            Patience patience,
            Function<? super R, Step<T>> then,
            Function<TxFailure, Step<T>> otherwise)
            implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.ask(this);
        }
    }

    /** Give the connection up, so that nobody gets it again; the next command has a new one. */
    record Discard<T>(Supplier<Step<T>> then) implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.discard(this);
        }
    }

    /** Do what takes time or reads files, where that may block. */
    record Work<R, T>(Supplier<R> work, Function<? super R, Step<T>> then) implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.work(this);
        }
    }

    /**
     * Wait; for no time at all, to find out whether the thread was interrupted.
     *
     * @param interrupted what to do instead of {@code then} when the waiting thread is interrupted
     */
    record Wait<T>(Duration delay, Supplier<Step<T>> then, Supplier<Step<T>> interrupted) implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.wait(this);
        }
    }

    /** Tell the listeners. */
    record Tell<T>(MigrationEvent event, Supplier<Step<T>> then) implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.tell(this);
        }
    }

    /** The operation has its result. */
    record Done<T>(T result) implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.done(this);
        }
    }

    /** The operation has failed. */
    record Fail<T>(MigrationException failure) implements Step<T> {
        @Override
        public <X> X match(Cases<T, X> cases) {
            return cases.fail(this);
        }
    }
}
