package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;

/**
 * Makes the statements of {@link ProofSet} take a while: the server waits at the start and the end of every schema change,
 * and whenever a row is added to the table of traces. A fault that is to happen during a statement then does so.
 */
final class StatementDelays {
    private StatementDelays() {}

    /** The table of the traces has to be there. */
    static void add(TestDatabase database, Duration delay) {
        String sleep = "BEGIN PERFORM pg_sleep(" + delay.toMillis() / 1000.0 + "); ";
        new Sql(database.dataSource())
                .run(
                        "CREATE FUNCTION delay() RETURNS trigger LANGUAGE plpgsql AS '" + sleep + "RETURN NULL; END'",
                        "CREATE TRIGGER delay AFTER INSERT ON trace FOR EACH STATEMENT EXECUTE FUNCTION delay()",
                        "CREATE FUNCTION ddl_delay() RETURNS event_trigger LANGUAGE plpgsql AS '" + sleep + "END'",
                        "CREATE EVENT TRIGGER delay_before ON ddl_command_start EXECUTE FUNCTION ddl_delay()",
                        "CREATE EVENT TRIGGER delay_after ON ddl_command_end EXECUTE FUNCTION ddl_delay()");
    }
}
