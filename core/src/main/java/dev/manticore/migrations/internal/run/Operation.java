package dev.manticore.migrations.internal.run;

/**
 * One of the things that a migrator does, as straight-line blocking code: the blocking and the non-blocking migrator run
 * the same.
 *
 * @param <T> its result
 */
public interface Operation<T> {

    /** Carries the operation out, once for each run. */
    T carryOut(Run run);
}
