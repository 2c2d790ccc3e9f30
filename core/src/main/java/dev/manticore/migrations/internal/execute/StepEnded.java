package dev.manticore.migrations.internal.execute;

/**
 * Not an error: leaves nested recovery code when the step is already recorded ({@code Applied}) or must be planned again
 * ({@code Overtaken}). Caught only in {@link PlanExecution}.
 */
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
