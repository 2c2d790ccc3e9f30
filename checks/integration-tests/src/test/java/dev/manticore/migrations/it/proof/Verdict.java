package dev.manticore.migrations.it.proof;

/** How a disturbed run came to its end; anything else is a failure of the test. */
enum Verdict {
    /** The disturbed run did all that was asked. */
    BY_ITSELF,
    /** It stopped, and a plain run after it did the rest. */
    BY_THE_NEXT_RUN,
    /**
     * A run stopped and named the statement that was under way, which commits alone and cannot be repeated; a person
     * looked whether it was carried out and said so, and a plain run did the rest.
     */
    IN_DOUBT,
    /**
     * A run stopped, since the server said that it committed only a part of what it was sent; the next one said so, too; a
     * person looked and decided, and a plain run did the rest.
     */
    IN_PART
}
