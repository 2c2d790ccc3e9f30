package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lease table: any runner can create it, several at once; it is found on any search path. */
interface LeaseTableCases extends LeaseHooks {

    @Test
    default void theLeaseNeedsNoHistory() throws Exception {
        try (LeaseTrial trial = LeaseTrial.in(this, leaseStore("testkit", "history"))) {
            trial.create();
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.transaction(trial.store().fence(lease)));

            assertThat(trial.look()).as("the lease after create(..) alone").isInstanceOf(LeaseState.Held.class);
        }
    }

    @Test
    default void theLeaseTableIsCreatedAgainWithoutHarm() throws TxFailure {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            trial.take("one");
            trial.create();

            assertThat(trial.look()).as("the lease after create(..) once more").isInstanceOf(LeaseState.Held.class);
        }
    }

    @Test
    default void theLeaseTableIsCreatedBySeveralAtOnce() throws Exception {
        try (LeaseTrial trial = LeaseTrial.in(this, leaseStore("testkit", "history"))) {
            for (int round = 0; round < 5; round++) {
                LeaseTrial next = trial.with(leaseStore("testkit", "history" + round));
                next.createAtOnce();

                assertThat(next.look()).isEqualTo(new LeaseState.Free(null, null));
            }
        }
    }

    @Test
    default void aLeaseTableThatIsMissingIsToldByItsSqlState() throws TxFailure {
        try (LeaseTrial trial = LeaseTrial.in(this, leaseStore("testkit", "history"))) {
            for (TxFailure failure : new TxFailure[] {
                Scripts.refused(
                        trial.ours(),
                        TxScript.autocommit(trial.store().lease().statements()),
                        "lease() succeeded where there is no table"),
                Scripts.refused(
                        trial.ours(),
                        TxScript.autocommit(
                                trial.store().acquire("one", LeaseTrial.LONG).statements()),
                        "acquire(..) succeeded where there is no table")
            }) {
                assertThat(failure.sqlState())
                        .as("SQLSTATE without a table: 42P01 or 3F000")
                        .isIn("42P01", "3F000");
            }
        }
    }

    @Test
    default void aLeaseNotesItsSchema() throws TxFailure {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            trial.trial().autocommit("DROP SCHEMA IF EXISTS \"testkit renamed\" CASCADE");
            trial.take("one");
            Query<List<String>> places = trial.store().places(trial.database());
            assumeTrue(!places.statements().isEmpty(), "The store's leases note no schema");
            trial.trial().autocommit("ALTER SCHEMA testkit RENAME TO \"testkit renamed\"");
            List<String> found = trial.ask(trial.ours(), places);
            Map<String, String> homes = trial.ask(trial.ours(), trial.store().homes(List.of("testkit renamed")));
            trial.trial().autocommit("ALTER SCHEMA \"testkit renamed\" RENAME TO testkit");

            assertThat(found)
                    .as("schemas with a lease, as places(..) gives them")
                    .contains("testkit renamed")
                    .doesNotContain("testkit");
            assertThat(homes)
                    .as("the schema that a lease noted when it was taken, by the schema where it is now")
                    .isEqualTo(Map.of("testkit renamed", "testkit"));
        }
    }

    @Test
    default void theNamesOfTheLeaseAreQuoted() throws TxFailure {
        String schema = "testkit Ünï \"x\" 'y' $1 ☃";
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        LeaseStore store = leaseStore(schema, "Hist\"ory 'é' ; --");
        try (LeaseTrial trial = LeaseTrial.in(this, store)) {
            trial.trial().autocommit("DROP SCHEMA IF EXISTS " + quoted + " CASCADE");
            trial.trial().autocommit("CREATE SCHEMA " + quoted);
            trial.create();
            trial.take("one");

            assertThat(trial.look())
                    .as("the lease in a table whose name and schema need quoting")
                    .isInstanceOf(LeaseState.Held.class);
            assertThat(trial.trial().count(store.table()))
                    .as("rows of the table as the store names it in messages; table() has to quote it as in SQL")
                    .isPositive();
            trial.trial().autocommit("DROP SCHEMA " + quoted + " CASCADE");
        }
    }

    @Test
    default void theLeaseIsFoundWhateverAScriptDoesToTheSearchPath() throws TxFailure {
        try (LeaseTrial unplaced = LeaseTrial.in(this, leaseStore(null, "history"))) {
            unplaced.trial().autocommit("SET search_path = testkit");
            unplaced.create();
            LeaseTrial trial = unplaced.with(unplaced.store().in("testkit"));
            trial.trial().autocommit("SET search_path = pg_catalog");
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.transaction(trial.store().fence(lease)));
            LeaseState state = trial.ask(trial.ours(), trial.store().lease());
            trial.trial().autocommit("RESET search_path");

            assertThat(state)
                    .as("the lease, taken and fenced after a script changed the search path; in(schema) has to qualify"
                            + " the table's name with it")
                    .isInstanceOf(LeaseState.Held.class);
        }
    }
}
