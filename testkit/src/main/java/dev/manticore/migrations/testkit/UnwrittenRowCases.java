package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.TxFailure;
import org.junit.jupiter.api.Test;

/** What records or erases a migration fails when it changes no row. */
interface UnwrittenRowCases extends HistoryHooks {

    @Test
    default void aRecordThatATriggerSwallowsFails() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            swallow(trial);
            assertRefused(trial, trial.store().record(trial.entry(1, "one")));

            assertThat(trial.ids()).isEmpty();
        }
    }

    @Test
    default void anErasureThatATriggerSwallowsFails() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"));
            swallow(trial);
            assertRefused(trial, trial.store().erase(Version.of(1)));

            assertThat(trial.ids()).containsExactly(Version.of(1L));
        }
    }

    static void swallow(HistoryTrial trial) throws TxFailure {
        trial.trial().assumePostgres("old versions have no triggers");
        trial.trial()
                .autocommit("CREATE FUNCTION testkit.swallow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN NULL; END'");
        trial.trial()
                .autocommit("CREATE TRIGGER swallow BEFORE INSERT OR UPDATE OR DELETE ON "
                        + trial.store().table() + " FOR EACH ROW EXECUTE FUNCTION testkit.swallow()");
    }

    @Test
    default void aRecordThatARuleReplacesFails() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.trial().assumePostgres("it has no rules");
            trial.trial()
                    .autocommit("CREATE RULE swallow AS ON INSERT TO "
                            + trial.store().table() + " DO INSTEAD NOTHING");
            assertRefused(trial, trial.store().record(trial.entry(1, "one")));

            assertThat(trial.ids()).isEmpty();
        }
    }

    @Test
    default void anErasureOfWhatIsNotRecordedFails() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"));
            assertRefused(trial, trial.store().erase(Version.of(2)));

            assertThat(trial.ids()).containsExactly(Version.of(1L));
        }
    }

    static void assertRefused(HistoryTrial trial, String change) {
        TxFailure failure = trial.refused("A change of the history that changed no row", Scripts.transaction(change));
        assertThat(failure.sqlState())
                .as("SQLSTATE of a change that changed no row; Sql.requiringRow(..) renders such a statement")
                .isIn("22012", "0A000");
    }
}
