package dev.manticore.migrations.spi;

/**
 * How often a statement with {@code repeat=until-empty} was repeated, and how many rows it has changed.
 *
 * @param times how many repetitions are committed
 * @param rows how many rows they have changed. A run that ends right after a repetition does not note the rows of that one,
 *     so there may be more
 */
public record Repetitions(long times, long rows) {

    /** Of a statement that was not repeated. */
    public static final Repetitions NONE = new Repetitions(0, 0);

    public Repetitions {
        if (times < 0 || rows < 0) {
            throw new IllegalArgumentException("nothing is repeated " + times + " times, or changes " + rows + " rows");
        }
    }

    /** One more repetition, whose rows are not known yet. */
    public Repetitions next() {
        return new Repetitions(times + 1, rows);
    }

    /** With the rows of a repetition. */
    public Repetitions changing(long more) {
        return new Repetitions(times, rows + more);
    }
}
