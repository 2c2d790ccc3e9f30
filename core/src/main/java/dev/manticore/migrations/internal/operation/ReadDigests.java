package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.internal.history.HistoryDigests;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.history.TableHistoryStore;
import dev.manticore.migrations.internal.lease.TableLeaseStore;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads digests of the histories of many schemas of one database. Creates no table. */
public record ReadDigests(List<String> schemas) implements Operation<Map<String, String>> {
    /** How many histories one message reads: it locks their tables and indexes, and the server has room for a limited number. */
    private static final int AT_ONCE = 50;

    public ReadDigests {
        schemas = List.copyOf(schemas);
    }

    @Override
    public Map<String, String> carryOut(Run run) {
        HistoryReader.connect(run);
        Optional<HistoryDigests> digests = digests(run);
        Map<String, String> found = new HashMap<>();
        if (digests.isPresent() && !schemas.isEmpty()) {
            try {
                List<String> readable = List.copyOf(ask(run, digests.get().readable(schemas)));
                for (int from = 0; from < readable.size(); from += AT_ONCE) {
                    int to = Math.min(readable.size(), from + AT_ONCE);
                    found.putAll(read(run, digests.get(), readable.subList(from, to)));
                }
            } catch (TxFailure failure) {
                throw DatabaseFailures.of(failure, "reading the histories", MigrationReport.EMPTY);
            }
        }
        return found;
    }

    /** Empty where histories are not in tables of the default form, or not on PostgreSQL. */
    private static Optional<HistoryDigests> digests(Run run) {
        return !run.database().isCockroach()
                        && run.store() instanceof TableHistoryStore history
                        && run.leases() instanceof TableLeaseStore lease
                        && lease.historyTable().equals(history.name())
                ? Optional.of(new HistoryDigests(history.name()))
                : Optional.empty();
    }

    /** Reads some histories; where they cannot be read together, those that can. */
    private static Map<String, String> read(Run run, HistoryDigests digests, List<String> some) throws TxFailure {
        try {
            return ask(run, digests.digests(some));
        } catch (TxFailure failure) {
            if (failure.phase() != TxFailure.Phase.STATEMENT || failure.sessionLost()) {
                throw failure;
            }
            if (some.size() == 1) {
                return Map.of();
            }
            int half = some.size() / 2;
            Map<String, String> both = new HashMap<>(read(run, digests, some.subList(0, half)));
            both.putAll(read(run, digests, some.subList(half, some.size())));
            return both;
        }
    }

    private static <R> R ask(Run run, Query<R> query) throws TxFailure {
        return run.retrying(RetryPolicy.TRANSACTION, "before anything was done", () -> run.ask(query));
    }
}
