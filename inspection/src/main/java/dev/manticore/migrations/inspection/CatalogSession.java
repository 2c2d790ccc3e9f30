package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog of one database again and again, over one connection. The server plans its queries once; and a catalog that was read
 * before is returned again, without reading it, if the system catalogs have the same rows. For one thread.
 *
 * <p>A row of a system catalog that somebody changes gets another place and another transaction id, so that equal places and ids mean equal
 * rows. They are hashed by the server: that takes a fraction of the time of a catalog, which has to word all definitions. Rows about the
 * system's own objects do not count: no catalog shows these.
 */
public final class CatalogSession implements AutoCloseable {
    /** The states to which an undo may lead back, and those after it. */
    private static final int KEPT = 4;

    /** {@code FirstNormalObjectId}: what initdb has made has lower OIDs. */
    private static final int FIRST_OBJECT_OF_USERS = 16_384;

    /**
     * Those of the database with the column that says which object a row is about, except for what statistics and large objects change, and
     * subscriptions, of which nobody reads anything. Of those of the server, the names of roles and tablespaces count.
     */
    private static final String SYSTEM_CATALOGS = """
        SELECT c.relname, has_table_privilege(c.oid, 'SELECT') AS readable,
            CASE c.relname WHEN 'pg_depend' THEN 'objid' ELSE a.attname END AS object
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = 1
        WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND c.relkind = 'r' AND NOT c.relisshared
            AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject', 'pg_largeobject_metadata',
                'pg_subscription_rel')
        ORDER BY c.relname\
        """;

    /** Where objects of the system count: a schema {@code public} and its comment, and extensions. */
    private static final Map<String, String> WITH_SYSTEM = Map.of(
            "pg_namespace", "true",
            "pg_extension", "true",
            "pg_description",
                    "objoid >= 16384 OR classoid IN ('pg_namespace'::regclass, 'pg_extension'::regclass)");

    private final TxSession session;
    private final Database database;
    private final List<String> queries;
    private final @Nullable String fingerprint;
    /** Those that were used least recently come first. */
    private final Map<String, Catalog> known = new LinkedHashMap<>(KEPT, 1, true);

    private CatalogSession(TxSession session, Database database, List<String> queries, @Nullable String fingerprint) {
        this.session = session;
        this.database = database;
        this.queries = queries;
        this.fingerprint = fingerprint;
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
        List<Row> catalogs = session.run(TxScript.autocommit(List.of(SYSTEM_CATALOGS))).rows().get(0).stream()
                .toList();
        boolean readable =
                catalogs.stream().allMatch(row -> row.required("readable").startsWith("t"));
        List<String> prepared = new ArrayList<>();
        List<String> executed = new ArrayList<>();
        for (String query : CatalogQueries.queries(database, null)) {
            String name = "catalog_" + executed.size();
            prepared.add("PREPARE " + name + " AS " + query);
            executed.add("EXECUTE " + name);
        }
        if (readable) {
            prepared.add("PREPARE fingerprint AS " + fingerprint(catalogs));
        }
        session.run(TxScript.autocommit(CatalogQueries.inSettings(prepared)));
        return new CatalogSession(session, database, executed, readable ? "EXECUTE fingerprint" : null);
    }

    private static String fingerprint(List<Row> catalogs) {
        List<String> parts = new ArrayList<>();
        for (Row row : catalogs) {
            parts.add("SELECT '" + row.required("relname")
                    + "' || count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(ctid, xmin), 0)), 0) AS part"
                    + " FROM " + row.required("relname")
                    + " WHERE "
                    + WITH_SYSTEM.getOrDefault(
                            row.required("relname"),
                            row.required("object") + "::oid >= " + FIRST_OBJECT_OF_USERS));
        }
        parts.add("SELECT oid || ':' || rolname FROM pg_roles");
        parts.add("SELECT oid || ':' || spcname FROM pg_tablespace");
        return "SELECT md5(string_agg(part, ',' ORDER BY part)) AS fingerprint FROM ("
                + String.join(" UNION ALL ", parts) + ") AS parts";
    }

    /**
     * The catalog as it is now.
     *
     * @throws dev.manticore.migrations.MigrationException if the connection is lost, or the server refuses
     */
    public Catalog read() {
        try {
            if (fingerprint != null) {
                Catalog same = known.get(fingerprint(run(List.of(fingerprint)).get(0)));
                if (same != null) {
                    return same;
                }
            }
            List<Rows> answers = run(
                    fingerprint == null
                            ? queries
                            : Stream.concat(queries.stream(), Stream.of(fingerprint))
                                    .toList());
            Catalog catalog = CatalogReading.catalog(database, answers.subList(0, queries.size()));
            if (fingerprint != null) {
                keep(fingerprint(answers.get(queries.size())), catalog);
            }
            return catalog;
        } catch (TxFailure failure) {
            throw CatalogReading.failed(failure);
        }
    }

    private void keep(String state, Catalog catalog) {
        known.put(state, catalog);
        if (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private List<Rows> run(List<String> statements) throws TxFailure {
        TxResult result = session.run(TxScript.autocommit(CatalogQueries.inSettings(statements)));
        return result.rows().subList(CatalogQueries.settings(), result.rows().size());
    }

    private static String fingerprint(Rows answer) {
        return answer.stream().findFirst().orElseThrow().required("fingerprint");
    }

    @Override
    public void close() {
        session.close();
    }
}
