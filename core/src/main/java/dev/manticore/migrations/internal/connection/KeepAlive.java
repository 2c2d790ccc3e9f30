package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the lease is renewed beside a long command, and how a lost answer is found out.
 *
 * @param every how long to wait before each renewal
 * @param renewal gives the statement that renews, and that notes these schema change jobs of the command; null if the
 *     lease must not be renewed. The server is then only asked whether the answer is lost
 * @param looks whether the server reports what its own processes do, and knows {@code lock_timeout}, as PostgreSQL does
 * @param longestRest how long that process may be idle while the command is outstanding
 * @param rests whether that process may be idle in its transaction for any time, while Java code does something else
 */
public record KeepAlive(
        Duration every,
        @Nullable Function<List<String>, String> renewal,
        boolean looks,
        Duration longestRest,
        boolean rests) {

    public KeepAlive {
        if (renewal == null && !looks) {
            throw new IllegalArgumentException("nothing to ask");
        }
    }

    /** For statements alone. */
    public KeepAlive(
            Duration every, @Nullable Function<List<String>, String> renewal, boolean looks, Duration longestRest) {
        this(every, renewal, looks, longestRest, false);
    }

    /**
     * The renewal, as one message. It waits while the command commits, since the command's fence has locked the lease row;
     * its lock timeout ends that wait before the next renewal is due, or the server would seem not to answer.
     *
     * @param backend the server process that executes the command, where it is known
     * @param jobs what the server has announced for it so far
     */
    TxScript script(OptionalInt backend, List<String> jobs) {
        List<String> renewals = renewal == null ? List.of() : List.of(renewal.apply(jobs));
        if (!looks) {
            return TxScript.autocommit(renewals);
        }
        List<String> statements = new ArrayList<>();
        // Until the end of the message, which is one transaction.
        statements.add("SELECT pg_catalog.set_config('lock_timeout', '"
                + Math.max(1, every.dividedBy(2).toMillis()) + "ms', true)");
        statements.addAll(renewals);
        backend.ifPresent(process -> statements.add(LostAnswer.question(process, rests)));
        return TxScript.autocommit(statements);
    }

    /** Whether the answer to {@link #script} says that the command's own is lost; see {@link LostAnswer#isTold}. */
    boolean isLost(TxResult answer, Duration waited) {
        int question = renewal == null ? 1 : 2;
        return answer.rows().size() > question
                && LostAnswer.isTold(answer.rows().get(question), waited, longestRest);
    }
}
