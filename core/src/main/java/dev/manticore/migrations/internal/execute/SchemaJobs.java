package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.placeholder.HiddenValues;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.rules.Displacement;
import dev.manticore.migrations.internal.sql.text.StatementExcerpt;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.ServerProcess;
import dev.manticore.migrations.spi.Sql;
import dev.manticore.migrations.spi.TxFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schema changes that CockroachDB is still carrying out: one whose statement was cut off, cancelled or timed out goes on
 * as a job (CockroachDB's documentation, "Online Schema Changes"). Where the server has announced the statement's jobs, these
 * alone. Otherwise those that may be its own: one of another database, or older than the note, that is stuck would block every
 * run. Jobs that somebody paused are not among them.
 */
final class SchemaJobs implements ServerWork {
    // The kinds are SCHEMA CHANGE, NEW SCHEMA CHANGE and TYPEDESC SCHEMA CHANGE; what follows one, SCHEMA CHANGE GC,
    // takes hours.
    private static final String RUNNING = "SELECT job_id, description, current_database() AS own FROM [SHOW JOBS]"
            + " WHERE job_type LIKE '%SCHEMA CHANGE'"
            + " AND status IN ('pending', 'running', 'reverting', 'pause-requested', 'cancel-requested')";
    private static final Query<Set<String>> DATABASES = new Query<>(
            List.of("SELECT datname FROM pg_catalog.pg_database"),
            answers -> new HashSet<>(
                    answers.get(0).stream().map(row -> row.required("datname")).toList()));
    // The clocks of two nodes differ by 0.5 s at most.
    private static final long SKEW_MICROS = 5_000_000;

    /** @param description its statement, in which tables are named with database and schema */
    private record Job(String id, String description, String own) {

        /** The first parts of the names that have three parts. */
        Set<String> databases() {
            return Displacement.qualifiers(description, 3);
        }

        String shown(HiddenValues hidden) {
            return id + ": " + StatementExcerpt.of(hidden.hide(description));
        }
    }

    private final Run run;
    private final List<String> announced;
    private final Query<List<Job>> query;

    SchemaJobs(Run run, Progress noted) {
        this.run = run;
        ServerProcess writer = noted.process();
        this.announced = writer == null ? List.of() : writer.jobs();
        String which = announced.isEmpty()
                ? createdSince(writer == null ? null : writer.noted())
                : " AND CAST(job_id AS TEXT) IN ("
                        + announced.stream().map(Sql::literal).collect(Collectors.joining(", ")) + ")";
        this.query = new Query<>(
                List.of(RUNNING + which + " ORDER BY job_id"),
                answers -> answers.get(0).stream().map(SchemaJobs::read).toList());
    }

    private static String createdSince(@Nullable Long noted) {
        // Whether it has a time zone depends on the version; the epoch does not.
        return noted == null ? "" : " AND extract(epoch FROM created) * 1000000 >= " + (noted - SKEW_MICROS);
    }

    private static Job read(Row row) {
        String description = row.text("description");
        return new Job(row.required("job_id"), description == null ? "" : description, row.required("own"));
    }

    @Override
    public Optional<Remaining> look() throws TxFailure {
        List<Job> running = run.ask(query);
        List<Job> jobs = announced.isEmpty() ? ofThisDatabase(running) : running;
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        String what = (jobs.size() == 1 ? "1 schema change is" : jobs.size() + " schema changes are")
                + " still running (job " + jobs.get(0).shown(run.hidden()) + ")";
        Remedy remedy = Remedy.of("Check SHOW JOBS, and try again when they have ended, or end one with CANCEL JOB.");
        return Optional.of(new Remaining(what, remedy, false));
    }

    /** Without those that name another database and not this one. In doubt a job belongs here. */
    private List<Job> ofThisDatabase(List<Job> jobs) throws TxFailure {
        List<Job> here = new ArrayList<>(jobs);
        here.removeIf(job -> !job.databases().isEmpty() && !job.databases().contains(job.own()));
        if (here.size() == jobs.size()) {
            return jobs;
        }
        // A table and its schema in front of a column look the same.
        Set<String> databases = run.ask(DATABASES);
        List<Job> ours = new ArrayList<>(jobs);
        ours.removeIf(job -> !here.contains(job) && job.databases().stream().anyMatch(databases::contains));
        return ours;
    }
}
