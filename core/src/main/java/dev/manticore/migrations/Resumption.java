package dev.manticore.migrations;

/** A decision how to continue a partially applied migration or undo; see {@link Migrator#resume}. */
public sealed interface Resumption {

    /**
     * One method for each way to continue. Code that implements it does not compile if a way is added and not handled.
     *
     * @param <R> the result
     */
    interface Cases<R> {
        R from(From resumption);

        R done();

        R abandon();
    }

    /** Calls the method for this way. */
    <R> R match(Cases<R> cases);

    /**
     * The next run continues at this statement; those before it count as executed.
     *
     * @param statement from 1; one more than the number of statements if all of them count as executed
     */
    record From(int statement) implements Resumption {
        public From {
            if (statement < 1) {
                throw new IllegalArgumentException("statement must be at least 1, was " + statement);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.from(this);
        }
    }

    /** The whole script counts as executed; the history is updated at once. */
    record Done() implements Resumption {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done();
        }
    }

    /** The script counts as not begun. What its statements already changed stays in the database. */
    record Abandon() implements Resumption {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.abandon();
        }
    }

    static Resumption from(int statement) {
        return new From(statement);
    }

    static Resumption done() {
        return new Done();
    }

    static Resumption abandon() {
        return new Abandon();
    }
}
