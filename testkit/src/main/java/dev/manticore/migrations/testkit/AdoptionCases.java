package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Migrations that another tool has applied. Skipped if the store adopts nothing. */
interface AdoptionCases extends HistoryHooks {

    @Test
    default void whatAnotherToolRecordedIsKept() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            AppliedMigration known = new AppliedMigration(
                    Version.of(1),
                    "it's known",
                    Instant.parse("2024-05-06T07:08:09.123456Z"),
                    trial.checksum(),
                    Duration.ofMillis(1234),
                    "somebody@somewhere");
            AppliedMigration unknown = new AppliedMigration(
                    Version.of(2), "unknown", Instant.parse("2024-05-06T07:08:10Z"), null, null, null, Kind.BASELINE);
            trial.write(List.of(adopted(trial, known), adopted(trial, unknown)));

            assertThat(trial.history().entries())
                    .as(
                            "the history after two migrations of another tool were adopted: with their own times, and with NULL"
                                    + " for what is not known")
                    .containsExactly(kept(known), kept(unknown));
        }
    }

    @Test
    default void anAdoptedMigrationIsRecordedOnce() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            AppliedMigration migration =
                    new AppliedMigration(Version.of(1), "one", Instant.EPOCH, null, null, null, Kind.OTHER);
            String statement = adopted(trial, migration);
            trial.record(trial.entry(1, "first"));
            trial.refused(
                    "The adoption of a migration that is recorded already", Scripts.transaction("SELECT 1", statement));

            assertThat(trial.history().entries())
                    .extracting(AppliedMigration::description)
                    .containsExactly("first");
        }
    }

    private static String adopted(HistoryTrial trial, AppliedMigration migration) {
        try {
            return trial.store().adopt(migration);
        } catch (IllegalStateException refused) {
            assumeTrue(false, "The store adopts nothing");
            throw refused;
        }
    }
}
