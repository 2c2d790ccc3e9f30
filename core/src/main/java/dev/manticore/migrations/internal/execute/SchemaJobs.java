package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The schema changes that CockroachDB is still carrying out: one whose statement was cut off, cancelled or timed out goes on
 * as a job (CockroachDB's documentation, "Online Schema Changes"). Jobs that somebody paused are not among them.
 */
record SchemaJobs(Run run) implements ServerWork {
    private static final Remedy REMEDY = Remedy.of("Check SHOW JOBS, and try again when they have ended.");
    // The kinds are SCHEMA CHANGE, NEW SCHEMA CHANGE and TYPEDESC SCHEMA CHANGE; what follows one, SCHEMA CHANGE GC,
    // takes hours.
    private static final Query<Long> RUNNING = new Query<>(
            List.of("SELECT count(*) AS running FROM [SHOW JOBS] WHERE job_type LIKE '%SCHEMA CHANGE'"
                    + " AND status IN ('pending', 'running', 'reverting', 'pause-requested', 'cancel-requested')"),
            answers -> Objects.requireNonNull(
                    Objects.requireNonNull(answers.get(0).first()).number("running")));

    @Override
    public Optional<Remaining> look() throws TxFailure {
        long running = run.ask(RUNNING);
        String what = running + (running == 1 ? " schema change is" : " schema changes are") + " still running";
        return running == 0 ? Optional.empty() : Optional.of(new Remaining(what, REMEDY, false));
    }
}
