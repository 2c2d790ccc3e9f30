package dev.manticore.migrations.support;

import dev.manticore.migrations.support.Frame.Sender;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The embedded PostgreSQL, which says of itself that it is CockroachDB: clients behave as they do there. It is PostgreSQL
 * that answers, so this proves what a client sends and what it makes of the answers, and nothing about CockroachDB.
 */
public final class SimulatedCockroach implements TestServer {
    // "CockroachDB CCL v21.1.0 (..)" has claimed a PostgreSQL 13 for most of its versions.
    private static final String CLAIMED = "13.0.0";
    // As long as what it replaces, so that positions in the message stay. PostgreSQL takes any name with a dot.
    private static final String SETTING = "autocommit_before_ddl";
    private static final String HARMLESS = "autocommit.before_ddl";
    private static final ConcurrentMap<String, SimulatedCockroach> SHARED = new ConcurrentHashMap<>();

    private final String version;
    private final WireProxy proxy;

    private SimulatedCockroach(String version) {
        this.version = "CockroachDB CCL v" + version + " (x86_64-unknown-linux-gnu, built 2021/05/17, go1.15.11)";
        TestDatabase any = PostgresServer.shared().newDatabase();
        any.close();
        this.proxy = WireProxy.before(any);
        proxy.rewriteEach(this::simulate);
    }

    /** One for each version in this JVM, e.g. {@code 21.1.0}. */
    public static SimulatedCockroach as(String version) {
        return SHARED.computeIfAbsent(version, SimulatedCockroach::new);
    }

    /** A database that nobody else has seen. */
    public TestDatabase newDatabase() {
        TestDatabase real = PostgresServer.shared().newDatabase();
        return new TestDatabase("127.0.0.1", proxy.port(), real.name(), real.user(), this);
    }

    @Override
    public void drop(TestDatabase database) {
        PostgresServer.shared().drop(database);
    }

    private Frame simulate(Frame frame) {
        if (frame.isFrom(Sender.SERVER, 'S') && frame.text().equals("server_version")) {
            return Frame.parameter("server_version", CLAIMED).and(Frame.parameter("crdb_version", version));
        }
        return frame.sender() == Sender.CLIENT ? frame.withSql(this::understood) : frame;
    }

    /** What PostgreSQL does not know, in its own words. */
    private String understood(String sql) {
        if (sql.equals("SELECT version()")) {
            return "SELECT '" + version + "' AS version";
        }
        if (sql.contains("[SHOW JOBS]")) {
            return "SELECT 0 AS job_id, '' AS description, '' AS status, '' AS own WHERE false";
        }
        // CockroachDB's INTEGER has 64 bits. Again as long as what it replaces.
        return sql.replace(SETTING, HARMLESS).replace(" INTEGER ", " BIGINT  ");
    }
}
