package dev.manticore.migrations.fleet;

/** Failures of one target, which must not end the call. */
final class Failures {
    private Failures() {}

    /** The failure as a result has it; an error, e.g. a class that is missing, is its cause. */
    static RuntimeException of(Throwable thrown) {
        return thrown instanceof RuntimeException failure
                ? failure
                : new IllegalStateException("The run ended with " + thrown, thrown);
    }
}
