package dev.manticore.migrations;

/** What a person decides about a migration, or an undo, that is part done; see {@link Migrator#resume}. */
public sealed interface Resumption {

    /**
     * The next run goes on at this statement; those before it count as done.
     *
     * @param statement from 1; one more than the script has statements when all of them count as done
     */
    record From(int statement) implements Resumption {
        public From {
            if (statement < 1) {
                throw new IllegalArgumentException("a statement's number is 1 or greater, but is " + statement);
            }
        }
    }

    /** All of it counts as carried out, and the history says so at once. */
    record Done() implements Resumption {}

    /** It counts as not begun. What its statements did stays in the database, and is nobody's but the caller's. */
    record Abandon() implements Resumption {}

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
