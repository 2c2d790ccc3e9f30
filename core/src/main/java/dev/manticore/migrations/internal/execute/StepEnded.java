package dev.manticore.migrations.internal.execute;

/** Thrown where recovery finds out that nothing more of a step is to be sent; carries the step's result. */
final class StepEnded extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StepResult result;

    StepEnded(StepResult result) {
        super(null, null, false, false);
        this.result = result;
    }

    StepResult result() {
        return result;
    }
}
