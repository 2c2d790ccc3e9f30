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
 * alone, until they have ended. Otherwise those that may be its own: one that is stuck would block every run, if it is of
 * another database, older than the note, or paused.
 */
final class SchemaJobs implements ServerWork {
    // The kinds are SCHEMA CHANGE, NEW SCHEMA CHANGE and TYPEDESC SCHEMA CHANGE; what follows one, SCHEMA CHANGE GC,
    // takes hours.
    private static final String JOBS =
            "SELECT job_id, description, status, current_database() AS own FROM [SHOW JOBS] WHERE ";
    private static final String UNENDED = "status NOT IN ('succeeded', 'failed', 'canceled', 'revert-failed')";
    private static final String RUNNING = "job_type LIKE '%SCHEMA CHANGE' AND status <> 'paused' AND " + UNENDED;
    private static final Query<Set<String>> DATABASES = new Query<>(
            List.of("SELECT datname FROM pg_catalog.pg_database"),
            answers -> new HashSet<>(
                    answers.get(0).stream().map(row -> row.required("datname")).toList()));
    // The clocks of two nodes differ by 0.5 s at most.
    private static final long SKEW_MICROS = 5_000_000;

    /** @param description its statement, in which tables are named with database and schema */
    private record Job(String id, String description, String status, String own) {

        /** The first parts of the names that have three parts. */
        Set<String> databases() {
            return Displacement.qualifiers(description, 3);
        }

        String shown(HiddenValues hidden) {
            return id + ", " + status + ": " + StatementExcerpt.of(hidden.hide(description));
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
                ? RUNNING + createdSince(writer == null ? null : writer.noted())
                : UNENDED + " AND CAST(job_id AS TEXT) IN ("
                        + announced.stream().map(Sql::literal).collect(Collectors.joining(", ")) + ")";
        this.query = new Query<>(
                List.of(JOBS + which + " ORDER BY job_id"),
                answers -> answers.get(0).stream().map(SchemaJobs::read).toList());
    }

    private static String createdSince(@Nullable Long noted) {
        // Whether it has a time zone depends on the version; the epoch does not.
        return noted == null ? "" : " AND extract(epoch FROM created) * 1000000 >= " + (noted - SKEW_MICROS);
    }

    private static Job read(Row row) {
        String description = row.text("description");
        return new Job(
                row.required("job_id"),
                description == null ? "" : description,
                row.required("status"),
                row.required("own"));
    }

    @Override
    public Optional<Remaining> look() throws TxFailure {
        List<Job> running = run.ask(query);
        List<Job> jobs = announced.isEmpty() ? ofThisDatabase(running) : running;
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        Job first = jobs.get(0);
        String what = (jobs.size() == 1 ? "1 schema change has" : jobs.size() + " schema changes have")
                + " not ended (job " + first.shown(run.hidden()) + ")";
        return Optional.of(new Remaining(what, Remedy.of(advice(first)), false));
    }

    private static String advice(Job job) {
        return switch (job.status()) {
            case "paused", "pause-requested" ->
                "Continue it with RESUME JOB " + job.id() + ", or end it with CANCEL JOB " + job.id()
                        + ". Then try again.";
            case "reverting", "cancel-requested" ->
                "Wait until it is undone, and try again. SHOW JOB " + job.id() + " tells how far it is.";
            default -> "Wait until it has ended, or end it with CANCEL JOB " + job.id() + ". Then try again.";
        };
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
