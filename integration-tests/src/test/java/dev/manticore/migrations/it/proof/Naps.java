package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;

/**
 * Makes the statements of {@link ProofSet} take a while: the server itself naps at the start and the end of every schema
 * change, and whenever a trace is left. So that what is to happen in the middle of a statement finds the middle.
 */
final class Naps {
    private Naps() {}

    /** The table of the traces has to be there. */
    static void add(TestDatabase database, Duration nap) {
        String sleep = "BEGIN PERFORM pg_sleep(" + nap.toMillis() / 1000.0 + "); ";
        new Sql(database.dataSource())
                .run(
                        "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS '" + sleep + "RETURN NULL; END'",
                        "CREATE TRIGGER nap AFTER INSERT ON trace FOR EACH STATEMENT EXECUTE FUNCTION nap()",
                        "CREATE FUNCTION ddl_nap() RETURNS event_trigger LANGUAGE plpgsql AS '" + sleep + "END'",
                        "CREATE EVENT TRIGGER nap_before ON ddl_command_start EXECUTE FUNCTION ddl_nap()",
                        "CREATE EVENT TRIGGER nap_behind ON ddl_command_end EXECUTE FUNCTION ddl_nap()");
    }
}
