package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A connection is borrowed: nobody else uses it meanwhile, and it goes back unchanged. */
interface SessionCases extends RunnerHooks {
    /** All of a session that outlives a transaction, as far as the server shows it. */
    String STATE = "SELECT name || '=' || setting FROM pg_settings"
            + " UNION ALL SELECT 'temporary table ' || relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
            + " UNION ALL SELECT 'cursor ' || name FROM pg_cursors"
            + " UNION ALL SELECT 'channel ' || c FROM pg_listening_channels() AS c"
            + " UNION ALL SELECT 'lock ' || locktype FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'"
            + " UNION ALL SELECT 'role ' || current_user";

    @Test
    default void aSessionKnowsItsDatabase() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            Database database = trial.session().database();
            String version = Objects.requireNonNull(trial.read("SELECT version()"));

            assertThat(version).as("what the server says of itself").contains(database.version());
            assertThat(version.startsWith("CockroachDB"))
                    .as("whether %s is CockroachDB, seen in \"%s\"; see Database.identify", database, version)
                    .isEqualTo(database.isCockroach());
        }
    }

    @Test
    default void noTransactionIsOpenBetweenTwoCalls() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it does not show the state of a session");
            String process = trial.process();
            String state = "SELECT state FROM pg_stat_activity WHERE pid = " + process;
            String hint = "the state that the server shows after %s; no transaction may be open while nobody works";

            assertThat(trial.see(state)).as(hint, "a query").isEqualTo("idle");
            trial.transaction("CREATE TABLE testkit.t (id INT)");
            assertThat(trial.see(state)).as(hint, "a transaction").isEqualTo("idle");
            trial.refused(Scripts.transaction("SELECT 1 / 0"));
            assertThat(trial.see(state)).as(hint, "a transaction that failed").isEqualTo("idle");
            trial.refused(Scripts.autocommit("SELECT 1 / 0"));
            assertThat(trial.see(state))
                    .as(hint, "a statement without transaction that failed")
                    .isEqualTo("idle");
        }
    }

    @Test
    default void aConnectionGoesBackAsItCame() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it does not show all of a session's settings");
            // The first that the session is asked: what an adapter leaves behind each script is not there yet.
            Set<String> before = state(trial);
            String process = trial.process();
            trial.reopen();
            trial.transaction("CREATE TABLE testkit.t (id INT)", "INSERT INTO testkit.t VALUES (1)");
            trial.autocommit("SELECT * FROM testkit.t");
            trial.autocommit("VACUUM testkit.t");
            trial.refused(
                    Scripts.transaction("CREATE TEMPORARY TABLE u (id INT)", "SET TimeZone = 'UTC'", "SELECT 1 / 0"));
            trial.refused(Scripts.autocommit("SELECT 1 / 0"));
            trial.refused(Scripts.transaction("SELEC 1"));
            trial.reopen();
            assumeTrue(
                    process.equals(trial.process()),
                    "The next session has another connection, which cannot show what the one before left behind");
            Set<String> changed = state(trial);
            changed.removeAll(before);

            assertThat(changed)
                    .as(
                            "settings, temporary objects and locks that the pool's connection has after a session, and had not"
                                    + " before; what an adapter changes it has to undo")
                    .isEmpty();
        }
    }

    private static Set<String> state(Trial trial) throws TxFailure {
        return trial.autocommit(STATE).rows().get(0).values().stream()
                .map(row -> row.get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    default void aPoolOfOneServesManySessionsInTurn() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            for (int i = 0; i < 20; i++) {
                trial.refused(Scripts.transaction("SELECT 1 / 0"));
                trial.reopen();
            }
            assertThat(trial.read("SELECT 1"))
                    .as("the answer on the 21st session; each has to give its connection back")
                    .isEqualTo("1");
        }
    }

    @Test
    default void closingTwiceHarmsNobody() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            TxSession first = trial.session();
            trial.reopen();
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            first.close();
            trial.transaction("INSERT INTO testkit.t VALUES (1)");
            first.close();

            assertThat(trial.read("SELECT count(*) FROM testkit.t"))
                    .as("the answer on the connection's next session after the one before was closed once more")
                    .isEqualTo("1");
        }
    }

    @Test
    default void eachSessionHasAConnectionOfItsOwn() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it does not name its server processes");
            try (TxSession another = observer().open()) {
                assertThat(Scripts.value(another, "SELECT pg_backend_pid()"))
                        .as("the server process of a session; two sessions must not share a connection")
                        .isNotEqualTo(trial.see("SELECT pg_backend_pid()"));
            }
        }
    }
}
