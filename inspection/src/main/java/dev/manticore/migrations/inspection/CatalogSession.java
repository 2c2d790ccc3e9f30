package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Reads the catalog of one database again and again, over one connection. The server plans its queries once; and of the relations, only those
 * are read again that have changed since, and those whose definitions name them. Nobody else may change the database during a read. For one
 * thread.
 */
public final class CatalogSession implements AutoCloseable {
    /** There are no statistics of a new database yet, and without them the planner chooses nested loops, which are slow here. */
    private static final String JOIN_BY_HASH = "SET LOCAL enable_nestloop = off";

    /** The keys of the state that stand for objects other than relations, whose names are in definitions of relations. */
    private static final Set<String> NAMED = Set.of("0", "server");

    private final TxSession session;
    private final Database database;
    private final int queries;
    private final CatalogAnswers answers = new CatalogAnswers();
    /** The state in which the catalog was read last; empty before the first time. */
    private Map<String, String> known = Map.of();

    private CatalogSession(TxSession session, Database database, int queries) {
        this.session = session;
        this.database = database;
        this.queries = queries;
    }

    /**
     * Connects.
     *
     * @throws dev.manticore.migrations.MigrationException if the database cannot be reached, or refuses
     * @throws UnsupportedOperationException as {@link Catalog#read(TxRunner)}
     */
    public static CatalogSession open(TxRunner runner) {
        try {
            TxSession session = runner.open();
            try {
                return prepare(session);
            } catch (TxFailure | RuntimeException failure) {
                session.close();
                throw failure;
            }
        } catch (TxFailure failure) {
            throw CatalogReading.failed(failure);
        }
    }

    private static CatalogSession prepare(TxSession session) throws TxFailure {
        Database database = CatalogReading.supported(session.database());
        List<String> prepared = new ArrayList<>();
        // Otherwise the server plans a query with a parameter anew each time.
        prepared.add("SET plan_cache_mode = force_generic_plan");
        prepared.add("PREPARE catalog_state AS " + CatalogQueries.state(database));
        prepared.add("PREPARE catalog_affected (oid[]) AS " + CatalogQueries.affected(database));
        List<String> all = CatalogQueries.queries(database, null);
        List<String> some = CatalogQueries.queriesForSome(database);
        for (int i = 0; i < all.size(); i++) {
            prepared.add("PREPARE catalog_all_" + i + " AS " + all.get(i));
            prepared.add("PREPARE catalog_some_" + i + " (oid[]) AS " + some.get(i));
        }
        session.run(TxScript.autocommit(CatalogQueries.inSettings(prepared)));
        return new CatalogSession(session, database, all.size());
    }

    /**
     * The catalog as it is now.
     *
     * @throws dev.manticore.migrations.MigrationException if the connection is lost, or the server refuses
     */
    public Catalog read() {
        try {
            return new Catalog(CatalogReading.major(database), objects());
        } catch (TxFailure failure) {
            known = Map.of();
            throw CatalogReading.failed(failure);
        }
    }

    private List<CatalogObject> objects() throws TxFailure {
        Map<String, String> state = state();
        Set<String> changed = changed(known, state);
        known = state;
        if (changed.stream().anyMatch(NAMED::contains)) {
            return answers.whole(run(catalog(i -> "EXECUTE catalog_all_" + i)));
        }
        Set<String> relations = new HashSet<>(changed);
        List<String> parts = new ArrayList<>();
        for (Row row : affected(changed)) {
            relations.add(row.required("relation"));
            parts.add(row.required("oid"));
        }
        return answers.some(run(catalog(i -> "EXECUTE catalog_some_" + i + " " + parameter(parts))), relations);
    }

    private List<String> catalog(IntFunction<String> query) {
        return IntStream.range(0, queries).mapToObj(query).toList();
    }

    private Map<String, String> state() throws TxFailure {
        Map<String, String> state = new HashMap<>();
        changes("EXECUTE catalog_state").forEach(row -> state.put(row.required("relation"), row.required("state")));
        return state;
    }

    private List<Row> affected(Set<String> changed) throws TxFailure {
        return changed.isEmpty() ? List.of() : changes("EXECUTE catalog_affected " + parameter(changed));
    }

    private List<Row> changes(String query) throws TxFailure {
        return run(List.of(JOIN_BY_HASH, query)).get(1).stream().toList();
    }

    private static String parameter(Collection<String> oids) {
        return "('{" + String.join(",", oids) + "}')";
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> now) {
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(relation -> Objects.equals(before.get(relation), now.get(relation)));
        return changed;
    }

    private List<Rows> run(List<String> statements) throws TxFailure {
        return CatalogQueries.answers(session.run(TxScript.autocommit(CatalogQueries.inSettings(statements))));
    }

    @Override
    public void close() {
        session.close();
    }
}
