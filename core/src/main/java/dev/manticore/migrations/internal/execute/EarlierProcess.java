package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.text.StatementExcerpt;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.ServerProcess;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process of PostgreSQL that executes a noted statement, or has noted it and not begun. It is terminated if the note
 * names it. One that only executes the same text is waited for: behind a connection pooler nobody knows whose it is. One
 * that has gone on to something else is left alone, since an application may have pooled its connection.
 */
final class EarlierProcess implements ServerWork {
    private static final int LONGEST_TEXT = 1000;
    // The server cuts texts off at track_activity_query_size, 100 bytes or more, and at no character's middle.
    private static final int SHORTEST_CUT = 96;

    /** @param own whether it is the one that was noted, and can be terminated */
    private record Found(
            int pid,
            @Nullable String user,
            @Nullable String application,
            @Nullable String statement,
            @Nullable String since,
            boolean own) {

        String shown() {
            return statement == null ? "" : StatementExcerpt.of(statement);
        }
    }

    private final Run run;
    private final Progress noted;
    private final String own;
    private final String rest;
    private boolean asked;
    private boolean ending;

    EarlierProcess(Run run, Progress noted, @Nullable Script script) {
        this.run = run;
        this.noted = noted;
        ServerProcess process = noted.process();
        boolean known = process != null && process.noted() != null;
        String executes = "(state NOT LIKE 'idle%' AND " + isShown(noted, script, known) + ")";
        if (process == null || process.noted() == null) {
            this.own = "false";
            this.rest = executes;
        } else {
            // A later process with the same number has started after the note.
            String same = "pid = " + process.pid() + " AND " + micros("backend_start") + " <= " + process.noted();
            String unbegun = micros("query_start") + " = " + process.noted();
            this.own = "coalesce(" + same + " AND (" + unbegun + " OR " + executes + "), false)";
            // What it executes may be hidden, or another wording of the file.
            this.rest = executes + " OR (pid = " + process.pid() + " AND (state IS NULL OR (" + same
                    + " AND state NOT LIKE 'idle%')))";
        }
    }

    private static String micros(String time) {
        return "CAST(extract(epoch FROM " + time + ") * 1000000 AS BIGINT)";
    }

    /**
     * Whether the server shows the text of the noted statement, or the beginning of it. Where nothing else tells which process
     * it is, that is only the text before the first placeholder: this run may have other values than the earlier one.
     */
    private static String isShown(Progress noted, @Nullable Script script, boolean known) {
        if (!noted.running()) {
            return isShown(InvalidIndex.drop(""), true);
        }
        if (script == null || noted.done() >= script.statements().size()) {
            return "false";
        }
        String text = script.statements().get(noted.done()).text(script.text());
        int same = known
                ? text.length()
                : beforeValues(text, script.asWritten(noted.done()).sql());
        if (same > 0 && same < text.length()) {
            return isShown(text.substring(0, Math.min(same, LONGEST_TEXT / 2)), true);
        }
        boolean cut = text.length() > LONGEST_TEXT;
        return isShown(cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT / 2)) : text, cut);
    }

    /** How many characters there are before the first value of a placeholder. */
    private static int beforeValues(String text, String written) {
        int same = 0;
        while (same < text.length() && same < written.length() && text.charAt(same) == written.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String isShown(String text, boolean prefix) {
        int length = text.codePointCount(0, text.length()) + (prefix ? 0 : 1);
        String sql = literal(text);
        return "(left(query, " + length + ") = " + sql + " OR (octet_length(query) >= " + SHORTEST_CUT + " AND left("
                + sql + ", length(query)) = query))";
    }

    @Override
    public Optional<Remaining> look() throws TxFailure {
        String sql = "SELECT pid, usename, application_name, query, CAST(query_start AS TEXT) AS since, " + own
                + " AS own" + others() + " AND (" + own + " OR " + rest + ") ORDER BY own DESC, pid LIMIT 1";
        Optional<Found> found = Optional.ofNullable(ask(sql).first()).map(this::read);
        if (found.isPresent() && found.get().own() && !asked) {
            terminate(found.get());
        }
        return found.map(this::remaining);
    }

    /** As the user that logged in, whose processes these are, where the session has assumed another role. */
    private Rows ask(String sql) throws TxFailure {
        return run.ask(new Query<>(List.of("SET LOCAL ROLE NONE", sql), answers -> answers.get(1)));
    }

    private static String others() {
        return " FROM pg_catalog.pg_stat_activity WHERE datname = pg_catalog.current_database()"
                + " AND pid <> pg_catalog.pg_backend_pid()";
    }

    private Found read(Row row) {
        String statement = row.text("query");
        return new Found(
                Math.toIntExact(Objects.requireNonNull(row.number("pid"))),
                row.text("usename"),
                row.text("application_name"),
                statement == null ? null : run.hidden().hide(statement),
                row.text("since"),
                row.required("own").startsWith("t"));
    }

    private void terminate(Found process) throws TxFailure {
        // It may have gone on to something else since.
        String sql = "SELECT pg_catalog.pg_terminate_backend(pid)" + others() + " AND pid = " + process.pid() + " AND "
                + own;
        try {
            ask(sql);
            asked = true;
            ending = true;
            run.tell(new MigrationEvent.ProcessTerminated(process.pid(), process.shown()));
        } catch (TxFailure failure) {
            // Another role's: then it can only be waited for.
            if (!FailureKind.isDenied(failure)) {
                throw failure;
            }
            asked = true;
        }
    }

    private Remaining remaining(Found process) {
        String what = "server process " + process.pid() + " of user " + process.user() + " (application "
                + process.application() + ") "
                + (process.since() == null
                        ? "may still be executing a statement; what it executes is hidden from this user"
                        : "has not ended; it executes since " + process.since() + ": " + process.shown());
        String advice =
                "Wait until it has ended and try again, or end it: SELECT pg_terminate_backend(" + process.pid() + ");";
        return new Remaining(
                what,
                Remedy.of(
                        process.own() || noted.process() != null
                                ? advice
                                : advice
                                        + " It may belong to another program: behind a connection pooler it is not known which"
                                        + " process executes a migration's statement."),
                ending);
    }
}
