package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StatementFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The outcome of an operation: what its caller, its listeners and the database saw. */
public record Outcome<T>(
        T result, Throwable failure, List<String> calls, List<MigrationEvent> events, ModelDatabase database) {

    /** What a script of {@link Scripts} makes. */
    private static final Pattern OBJECT = Pattern.compile("\\b[it]\\d+_\\d\\b");

    /** The SQL of all scripts that were sent. */
    public Stream<String> sent() {
        return calls.stream().filter(call -> call.startsWith("run "));
    }

    public long count(String text) {
        return calls.stream().filter(call -> call.contains(text)).count();
    }

    public <E extends MigrationEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public MigrationException migrationFailure() {
        return (MigrationException) failure;
    }

    /** What was executed, as the result or the failure says it. */
    public MigrationReport report() {
        if (failure == null) {
            return (MigrationReport) result;
        }
        return failure instanceof MigrationException known ? known.report() : MigrationReport.EMPTY;
    }

    /**
     * What was sent of scripts after a takeover, until the lease was taken again. There must be nothing: only what looks, gives
     * back, or asks for the lease again.
     */
    public List<String> sentAfterALostLease() {
        List<String> sent = new ArrayList<>();
        boolean lost = false;
        for (String call : calls) {
            if (call.contains("AS held")) {
                lost = false;
            } else if (call.contains("LOST THE LEASE")) {
                lost = true;
            } else if (lost && call.startsWith("run") && OBJECT.matcher(call).find()) {
                sent.add(call);
            }
        }
        return sent;
    }

    /** What a failure of the library says before detail, hint and remedy. */
    public static String summary(Throwable failure) {
        return ((MigrationException) failure).summary();
    }

    /** For comparison. */
    public String describe() {
        return "result " + result + "\nfailure " + describe(failure) + "\ncalls\n" + String.join("\n", calls)
                + "\nevents\n"
                + String.join("\n", events.stream().map(Outcome::describe).toList()) + "\n" + database.state;
    }

    private static String describe(MigrationEvent event) {
        if (event instanceof MigrationEvent.CallbackFailed failed) {
            return "CallbackFailed " + failed.file() + describe(failed.failure());
        }
        if (event instanceof MigrationEvent.RunFailed failed) {
            return "RunFailed " + failed.duration() + describe(failed.failure());
        }
        return event instanceof MigrationEvent.StepFailed failed
                ? "StepFailed " + failed.step() + describe(failed.failure())
                : event.toString();
    }

    private static String describe(Throwable failure) {
        if (!(failure instanceof MigrationException known)) {
            return String.valueOf(failure);
        }
        String error = failure instanceof StatementFailedException failed
                ? failed.id() + " " + failed.location() + " " + failed.error()
                : "";
        return known + "\n" + error + "\n" + known.remedy() + "\n" + known.report();
    }

    /** What was sent for a migration, each script cut down to what matters for its order. */
    public List<String> abridged() {
        return sent().filter(call -> !call.contains("SELECT *") && !call.contains("1970"))
                .map(call -> call.replaceAll("(?s)run \\d+ ", "")
                        .replaceAll("SELECT pg_catalog.set_config\\('manticore.began'[^;]*\n;\n", "")
                        .replaceAll("WITH fence[^;]*migration = NULL[^;]*", "clear")
                        .replaceAll(
                                "WITH fence[^;]*statements_done = (\\d+), statement_running = (\\w+)[^;]*",
                                "note $1 $2")
                        .replaceAll("WITH written AS \\(INSERT INTO \"public\"[^;]*", "record")
                        .replaceAll("WITH outdated AS \\(UPDATE \"public\"[^;]*", "erase")
                        .replaceAll(" (\\(a int\\)|VALUES \\(1\\))", "")
                        .replace("\n;\n", "; ")
                        .replace('\n', ' '))
                .toList();
    }
}
