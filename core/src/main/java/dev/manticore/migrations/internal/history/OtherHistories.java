package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for other histories where a run found none. One of them may be this run's, left behind by a change of the
 * {@code search_path}, a renamed schema or a moved table: to begin anew would apply everything a second time.
 */
record OtherHistories(Run run) {
    private static final String WHEN = "before another history was looked for";
    private static final Remedy.Action SCHEMA = new Remedy.Configure(Remedy.Setting.SCHEMA);
    /** How many leases one message reads: it locks their tables, and the server has room for a limited number of locks. */
    private static final int LEASES_AT_ONCE = 100;

    private static final int SHOWN = 3;

    private record Places(HistoryPlaces histories, Set<String> leases) {}

    /**
     * Does nothing where a new history can begin.
     *
     * @param besideFlyways whether it can begin where Flyway has migrated
     * @throws InvalidMigrationsException when another one may be meant
     */
    void refuse(boolean besideFlyways) {
        try {
            Places places = places();
            Optional<Problem> flyways =
                    FlywayTable.problem(places.histories(), run.store().table());
            if (flyways.isPresent() && !besideFlyways) {
                throw new InvalidMigrationsException(List.of(flyways.get()));
            }
            if (!places.histories().others().isEmpty()) {
                (places.histories().named() ? leftBehind(places) : Optional.of(unclear(places.histories())))
                        .ifPresent(problem -> {
                            throw new InvalidMigrationsException(List.of(problem));
                        });
            }
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking for another history", MigrationReport.EMPTY);
        }
    }

    private Places places() throws TxFailure {
        Query<HistoryPlaces> histories = run.store().elsewhere(run.database());
        return histories.statements().isEmpty()
                ? new Places(histories.reader().apply(List.of()), Set.of())
                : ask(histories.and(
                        run.leases().places(run.database()), (found, leases) -> new Places(found, Set.copyOf(leases))));
    }

    private <R> R ask(Query<R> query) throws TxFailure {
        return run.retrying(RetryPolicy.TRANSACTION, WHEN, () -> run.ask(query));
    }

    /** The user did not say which schema is meant. */
    private Problem unclear(HistoryPlaces places) {
        String own = places.schema();
        String others = named(places.others());
        return problem(
                (own == null
                                ? "The session has no current schema"
                                : "The current schema " + quoted(own) + " has no history "
                                        + run.store().table())
                        + ", but " + others + (places.others().size() == 1 ? " has one." : " have one."),
                Remedy.of("If this history was there before, the search_path or a schema's name has changed.")
                        .or("to use a history that exists, specify " + others, SCHEMA)
                        .or("to start another one" + (own == null ? "" : ", specify " + quoted(own)), SCHEMA));
    }

    /** The user said which schema is meant: a history of another one is no obstacle, unless it was there before. */
    private Optional<Problem> leftBehind(Places places) throws TxFailure {
        String own = Objects.requireNonNull(places.histories().schema());
        List<String> others = places.histories().others();
        Map<String, String> homes = homes(Stream.concat(others.stream(), Stream.of(own))
                .filter(places.leases()::contains)
                .toList());
        Optional<String> moved =
                others.stream().filter(other -> own.equals(homes.get(other))).findFirst();
        if (moved.isPresent()) {
            return moved.map(other -> renamed(own, other));
        }
        // The table alone was moved, and its lease was left behind.
        return own.equals(homes.get(own))
                ? others.stream()
                        .filter(other -> !places.leases().contains(other))
                        .findFirst()
                        .map(other -> withoutLease(own, other))
                : Optional.empty();
    }

    private Map<String, String> homes(List<String> schemas) throws TxFailure {
        Map<String, String> homes = new HashMap<>();
        for (int from = 0; from < schemas.size(); from += LEASES_AT_ONCE) {
            int to = Math.min(schemas.size(), from + LEASES_AT_ONCE);
            homes.putAll(ask(run.leases().homes(schemas.subList(from, to))));
        }
        return homes;
    }

    private static Problem renamed(String own, String other) {
        return problem(
                "The schema " + quoted(own) + " has no history, but the one in schema " + quoted(other) + " was in "
                        + quoted(own) + " before: the schema was renamed, or the tables were moved.",
                Remedy.of("")
                        .or("to use the history where it is now, specify " + quoted(other), SCHEMA)
                        .or(
                                "to start another one in " + quoted(own)
                                        + ", first note where the other one is, with schema " + quoted(other),
                                new Remedy.Unlock()));
    }

    private Problem withoutLease(String own, String other) {
        return problem(
                "The schema " + quoted(own) + " has a lease table but no history, and the schema " + quoted(other)
                        + " has a history but no lease table: the history was moved.",
                Remedy.of("Move it back, or move " + run.leases().table() + " to " + quoted(other)
                                + ", too. To start another history in " + quoted(own) + ", drop "
                                + run.leases().table() + " first.")
                        .or("to use the history where it is now, specify " + quoted(other), SCHEMA));
    }

    private static Problem problem(String message, Remedy remedy) {
        return new Problem(Problem.Kind.OTHER_HISTORY, message, null, remedy);
    }

    private static String named(List<String> schemas) {
        String shown = schemas.stream().limit(SHOWN).map(OtherHistories::quoted).collect(Collectors.joining(", "));
        int more = schemas.size() - SHOWN;
        return (schemas.size() == 1 ? "schema " : "one of the schemas ")
                + shown
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
