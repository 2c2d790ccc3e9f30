package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables: made once by whoever comes first, found wherever they are. */
interface TableCases extends StoreHooks {
    /** What runners that make the same thing at the same time can meet in the catalogs; the engine repeats on these. */
    Set<String> MEETING = Set.of("23505", "42P06", "42P07", "42701", "42710", "40001", "40P01", "XX000");

    @Test
    default void tablesAreMadeAgainWithoutHarm() throws TxFailure {
        try (StoreTrial trial = StoreTrial.of(this)) {
            trial.record(trial.entry(1, "one"));
            trial.create();

            assertThat(trial.versions())
                    .as("versions after create(..) once more")
                    .containsExactly(1L);
        }
    }

    @Test
    default void tablesAreMadeBySeveralAtOnce() throws Exception {
        try (StoreTrial trial = StoreTrial.in(this, store("testkit", "history"))) {
            Database database = trial.database();
            for (int round = 0; round < 5; round++) {
                HistoryStore store = store("testkit", "history" + round);
                Later<Boolean> ours = Later.of(() -> created(trial.ours(), store.create(database)));
                Later<Boolean> theirs = Later.of(() -> created(trial.theirs(), store.create(database)));

                assertThat(ours.get() && theirs.get())
                        .as("whether two runners that came first could both make the tables")
                        .isTrue();
                assertThat(trial.with(store).history().entries()).isEmpty();
            }
        }
    }

    private static boolean created(TxSession session, List<String> statements) throws TxFailure {
        for (String statement : statements) {
            for (int attempt = 1; ; attempt++) {
                try {
                    session.run(Scripts.autocommit(statement));
                    break;
                } catch (TxFailure failure) {
                    if (attempt == 10 || !MEETING.contains(failure.sqlState())) {
                        throw failure;
                    }
                }
            }
        }
        return true;
    }

    @Test
    default void aTableThatIsMissingHasNoHistory() throws TxFailure {
        try (StoreTrial trial = StoreTrial.in(this, store("testkit", "history"))) {
            assertNothingIsApplied(trial);
        }
    }

    @Test
    default void aSchemaThatIsMissingHasNoHistoryAndCanBeMade() throws TxFailure {
        String schema = "testkit missing";
        HistoryStore store = store(schema, "history");
        assumeTrue(store.createSchema().isPresent(), "The store makes no schema");
        try (StoreTrial trial = StoreTrial.in(this, store)) {
            trial.trial().autocommit("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
            assertNothingIsApplied(trial);
            for (int i = 0; i < 2; i++) {
                trial.trial().autocommit(store.createSchema().orElseThrow());
            }
            trial.create();

            assertThat(trial.versions()).isEmpty();
            trial.trial().autocommit("DROP SCHEMA \"" + schema + "\" CASCADE");
        }
    }

    private static void assertNothingIsApplied(StoreTrial trial) throws TxFailure {
        try {
            assertThat(trial.versions()).as("versions where there is no table").isEmpty();
        } catch (TxFailure failure) {
            assertThat(failure.sqlState())
                    .as("SQLSTATE of reading a history that is not there: 42P01 or 3F000, which mean just that")
                    .isIn("42P01", "3F000");
        }
    }

    @Test
    default void aTableThatTheStoreMadeIsComplete() throws TxFailure {
        try (StoreTrial trial = StoreTrial.of(this)) {
            assertThat(trial.history().complete())
                    .as("whether the store's own table has all of the store's columns")
                    .isTrue();
            for (int i = 0; i < 2; i++) {
                for (String statement : trial.store().complete(trial.database())) {
                    trial.trial().autocommit(statement);
                }
            }
            trial.record(trial.entry(1, "one"));
            assertThat(trial.history().complete()).isTrue();
        }
    }

    @Test
    default void namesAreQuoted() throws TxFailure {
        String schema = "testkit Ünï \"x\" 'y' $1 ☃";
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        HistoryStore store = store(schema, "Hist\"ory 'é' ; --");
        try (StoreTrial trial = StoreTrial.in(this, store)) {
            trial.trial().autocommit("DROP SCHEMA IF EXISTS " + quoted + " CASCADE");
            trial.trial().autocommit("CREATE SCHEMA " + quoted);
            trial.create();
            trial.record(trial.entry(1, "one"));

            assertThat(trial.versions())
                    .as("versions in a table whose name and schema need quoting")
                    .containsExactly(1L);
            assertThat(trial.trial().count(store.table()))
                    .as("rows of the table that the store names in messages, which is to be quoted as in SQL")
                    .isPositive();
            trial.look();
            trial.trial().autocommit("DROP SCHEMA " + quoted + " CASCADE");
        }
    }

    @Test
    default void tablesAreFoundWhateverAScriptDoesToTheSearchPath() throws TxFailure {
        try (StoreTrial unplaced = StoreTrial.in(this, store(null, "history"))) {
            unplaced.trial().autocommit("SET search_path = testkit");
            unplaced.create();
            History history = unplaced.history();
            HistoryStore placed = history.schema() == null
                    ? unplaced.store()
                    : unplaced.store().in(history.schema());
            StoreTrial trial = unplaced.with(placed);
            trial.trial().autocommit("SET search_path = pg_catalog");
            trial.record(trial.entry(1, "one"));
            List<Long> versions = trial.versions();
            trial.trial().autocommit("RESET search_path");

            assertThat(versions)
                    .as("versions read and written after a script changed the search path; in(schema) has to name both"
                            + " tables by their schema")
                    .containsExactly(1L);
        }
    }
}
