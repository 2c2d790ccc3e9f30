package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history table: any runner can create it, several at once; it is found on any search path. */
interface HistoryTableCases extends HistoryHooks {

    @Test
    default void theHistoryTableIsCreatedAgainWithoutHarm() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"));
            trial.create();

            assertThat(trial.ids()).as("versions after create(..) once more").containsExactly(Version.of(1L));
        }
    }

    @Test
    default void theHistoryTableIsCreatedBySeveralAtOnce() throws Exception {
        try (HistoryTrial trial = HistoryTrial.in(this, store("testkit", "history"))) {
            for (int round = 0; round < 5; round++) {
                HistoryTrial next = trial.with(store("testkit", "history" + round));
                next.createAtOnce();

                assertThat(next.history().entries()).isEmpty();
            }
        }
    }

    @Test
    default void aTableThatIsMissingHasNoHistory() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.in(this, store("testkit", "history"))) {
            assertNothingIsApplied(trial);
        }
    }

    @Test
    default void aSchemaThatIsMissingHasNoHistoryAndCanBeMade() throws TxFailure {
        String schema = "testkit missing";
        HistoryStore store = store(schema, "history");
        assumeTrue(store.createSchema().isPresent(), "The store makes no schema");
        try (HistoryTrial trial = HistoryTrial.in(this, store)) {
            trial.trial().autocommit("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
            assertNothingIsApplied(trial);
            for (int i = 0; i < 2; i++) {
                trial.trial().autocommit(store.createSchema().orElseThrow());
            }
            trial.create();

            assertThat(trial.ids()).isEmpty();
            trial.trial().autocommit("DROP SCHEMA \"" + schema + "\" CASCADE");
        }
    }

    private static void assertNothingIsApplied(HistoryTrial trial) throws TxFailure {
        try {
            assertThat(trial.ids()).as("versions where there is no table").isEmpty();
        } catch (TxFailure failure) {
            assertThat(failure.sqlState())
                    .as("SQLSTATE of reading a missing history: 42P01 or 3F000")
                    .isIn("42P01", "3F000");
        }
    }

    @Test
    default void aTableThatTheStoreMadeIsComplete() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
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
    default void theNamesOfTheHistoryAreQuoted() throws TxFailure {
        String schema = "testkit Ünï \"x\" 'y' $1 ☃";
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        HistoryStore store = store(schema, "Hist\"ory 'é' ; --");
        try (HistoryTrial trial = HistoryTrial.in(this, store)) {
            trial.trial().autocommit("DROP SCHEMA IF EXISTS " + quoted + " CASCADE");
            trial.trial().autocommit("CREATE SCHEMA " + quoted);
            trial.create();
            trial.record(trial.entry(1, "one"));

            assertThat(trial.ids())
                    .as("versions in a table whose name and schema need quoting")
                    .containsExactly(Version.of(1L));
            assertThat(trial.trial().count(store.table()))
                    .as("rows of the table as the store names it in messages; table() has to quote it as in SQL")
                    .isPositive();
            trial.trial().autocommit("DROP SCHEMA " + quoted + " CASCADE");
        }
    }

    @Test
    default void theHistoryIsFoundWhateverAScriptDoesToTheSearchPath() throws TxFailure {
        try (HistoryTrial unplaced = HistoryTrial.in(this, store(null, "history"))) {
            unplaced.trial().autocommit("SET search_path = testkit");
            unplaced.create();
            History history = unplaced.history();
            HistoryStore placed = history.schema() == null
                    ? unplaced.store()
                    : unplaced.store().in(history.schema());
            HistoryTrial trial = unplaced.with(placed);
            trial.trial().autocommit("SET search_path = pg_catalog");
            trial.record(trial.entry(1, "one"));
            List<MigrationId> versions = trial.ids();
            trial.trial().autocommit("RESET search_path");

            assertThat(versions)
                    .as(
                            "versions read and written after a script changed the search path; in(schema) has to qualify the"
                                    + " table's name with it")
                    .containsExactly(Version.of(1L));
        }
    }

    @Test
    default void aHistoryInALaterSchemaOfTheSearchPathIsNotThisOne() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.in(this, store(null, "history"))) {
            trial.trial().autocommit("SET search_path = testkit");
            trial.create();
            boolean followsThePath = trial.history().schema() != null;
            trial.trial().autocommit("DROP SCHEMA IF EXISTS \"testkit first\" CASCADE");
            trial.trial().autocommit("CREATE SCHEMA \"testkit first\"");
            trial.trial().autocommit("SET search_path = \"testkit first\", testkit");
            String state = followsThePath
                    ? Scripts.refused(
                                    trial.ours(),
                                    TxScript.autocommit(trial.store()
                                            .history(trial.database())
                                            .statements()),
                                    "history(..) found a history that is not in the current schema.")
                            .sqlState()
                    : "";
            trial.trial().autocommit("RESET search_path");
            trial.trial().autocommit("DROP SCHEMA \"testkit first\" CASCADE");

            assumeTrue(followsThePath, "The store's names are qualified already");
            assertThat(state)
                    .as("SQLSTATE of reading a history that is in a later schema of the search path")
                    .isIn("42P01", "3F000", "22012");
        }
    }

    @Test
    default void aHistoryThatWasLeftBehindIsFound() throws TxFailure {
        try (HistoryTrial left = HistoryTrial.of(this)) {
            HistoryTrial trial = left.with(store("testkit new", "history"));
            Query<HistoryPlaces> elsewhere = trial.store().elsewhere(trial.database());
            assumeTrue(!elsewhere.statements().isEmpty(), "The store does not look for other histories");
            HistoryPlaces places = trial.ask(trial.ours(), elsewhere);

            assertThat(places.schema()).as("where a new history would be").isEqualTo("testkit new");
            assertThat(places.named()).as("whether that schema was asked for").isTrue();
            assertThat(places.others())
                    .as("schemas of other histories, as elsewhere(..) gives them")
                    .contains("testkit");
        }
    }
}
