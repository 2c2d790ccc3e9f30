package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is applied: recorded once, read completely, in order. */
interface HistoryCases extends HistoryHooks {
    /** More than what somebody might read by the page; few enough for stores that search their rows with each record. */
    int LONG_HISTORY = 2_000;

    @Test
    default void whatIsRecordedIsReadAsFarAsItIsKept() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = trial.entry(7, "create orders");
            trial.record(entry);

            assertThat(trial.history().entries())
                    .as("the history after one migration was recorded; kept(..) tells what the store cannot keep")
                    .singleElement()
                    .satisfies(read -> assertThat(read).isEqualTo(kept(entry, read)));
        }
    }

    private AppliedMigration kept(HistoryEntry entry, AppliedMigration read) {
        return kept(new AppliedMigration(
                entry.id(),
                entry.description(),
                read.appliedAt(),
                entry.checksum(),
                entry.duration(),
                entry.appliedBy(),
                entry.kind(),
                entry.contentChecksum()));
    }

    @Test
    default void theTimeOfApplicationIsTheDatabases() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            String rendered = trial.store().record(trial.entry(1, "one"));
            trial.trial().pause("1.5");
            Instant before = trial.now();
            trial.write(List.of(rendered));
            Instant after = trial.now();
            AppliedMigration read = trial.history().entries().get(0);

            // A store may keep whole seconds.
            assertThat(read.appliedAt())
                    .as("when a migration was applied whose record was rendered earlier, between two looks at the"
                            + " database's clock; the statement must not bring a time along")
                    .isBetween(before.minusSeconds(1), after.plusSeconds(1));
        }
    }

    @Test
    default void theDurationIsTheTransactionsWhereNoneIsGiven() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = new HistoryEntry(Version.of(1), "one", trial.checksum(), "me", null);
            trial.write(
                    List.of("SELECT CAST(pg_sleep(0.1) AS TEXT)", trial.store().record(entry)));
            AppliedMigration read = trial.history().entries().get(0);
            AppliedMigration expected = kept(trial.entry(1, "one"), read);

            if (expected.duration() != null) {
                assertThat(read.duration())
                        .as("the duration of a transaction of 100 ms and a little, as the database knows it")
                        .isBetween(Duration.ofMillis(99), Later.LIMIT);
            }
        }
    }

    /** In a message of several transactions, {@code now()} is not when the transaction began. */
    @Test
    default void theTimeInABatchIsTheOneThatIsGiven() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.trial().assumePostgres("migrations are sent one by one");
            HistoryEntry entry = new HistoryEntry(Version.of(1), "one", trial.checksum(), "me", null);
            Optional<String> record = trial.store().record(entry, "now() - INTERVAL '2 hours'");
            assumeTrue(record.isPresent(), "The store records migrations that are sent one by one, and says so");
            Instant now = trial.now();
            trial.write(List.of(record.get()));
            AppliedMigration read = trial.history().entries().get(0);
            AppliedMigration expected = kept(trial.entry(1, "one"), read);

            assertThat(read.appliedAt())
                    .as("when a migration was applied whose transaction began two hours ago")
                    .isBetween(now.minusSeconds(2 * 3600 + 1), now.minusSeconds(2 * 3600 - 60));
            if (expected.duration() != null) {
                assertThat(read.duration()).as("its duration").isBetween(Duration.ofHours(2), Duration.ofMinutes(121));
            }
        }
    }

    @Test
    default void theHistoryIsOrderedByVersionUpToTheLimitsOf64Bits() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            for (long version : new long[] {10, Long.MAX_VALUE, 9, 20_260_101_123_456L, 1, 3_000_000_000L}) {
                trial.record(trial.entry(version, "version " + version));
            }

            assertThat(trial.ids())
                    .as("versions, ascending as numbers and not as texts")
                    .containsExactly(
                            Version.of(1L),
                            Version.of(9L),
                            Version.of(10L),
                            Version.of(3_000_000_000L),
                            Version.of(20_260_101_123_456L),
                            Version.of(Long.MAX_VALUE));
        }
    }

    @Test
    default void aLongHistoryIsReadByOneQuery() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.write(LongStream.rangeClosed(1, LONG_HISTORY)
                    .mapToObj(version -> trial.store().record(trial.entry(version, "version " + version)))
                    .toList());

            assertThat(trial.store().history(trial.database()).statements())
                    .as("statements that read the history, however long it is; all go out in one message")
                    .hasSizeLessThanOrEqualTo(3);
            assertThat(trial.ids().size()).as("versions of a long history").isEqualTo(LONG_HISTORY);
            assertThat(trial.ids())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, LONG_HISTORY)
                            .mapToObj(Version::of)
                            .toList());
        }
    }

    @Test
    default void descriptionsAreKeptAsTheyAre() throws TxFailure {
        List<String> descriptions = List.of(
                "it's \"quoted\" ''twice''",
                "back\\slash \\' \\n \\",
                "é😀☃ ünïcode",
                "? ?? $1 :name %s {d '2020-01-01'}",
                "$$ ; -- /* ",
                "'); DROP SCHEMA testkit CASCADE; --");
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            for (int i = 0; i < descriptions.size(); i++) {
                HistoryEntry entry = new HistoryEntry(
                        Version.of(i + 1), descriptions.get(i), trial.checksum(), descriptions.get(i), Duration.ZERO);
                trial.record(entry);
                AppliedMigration read = trial.history().entries().get(i);

                assertThat(read).as("a description with other characters").isEqualTo(kept(entry, read));
            }
        }
    }

    @Test
    default void valuesAreReadAlikeHoweverTheScriptBeforeChangedTheReadingOfStrings() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = trial.entry(1, "back\\slash's");
            trial.trial().assumePostgres("standard_conforming_strings is always on there");
            trial.write(List.of(
                    "SET LOCAL escape_string_warning = off",
                    "SET LOCAL standard_conforming_strings = off",
                    trial.store().record(entry)));
            AppliedMigration read = trial.history().entries().get(0);

            assertThat(read)
                    .as("what is recorded after a script set standard_conforming_strings off; write a text with a"
                            + " backslash as E'..'")
                    .isEqualTo(kept(entry, read));
        }
    }

    @Test
    default void aMigrationIsRecordedOnce() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "first"));
            TxFailure failure = trial.refused(
                    "The recording of a migration that is recorded already",
                    Scripts.transaction("SELECT 1", trial.store().record(trial.entry(1, "second"))));

            assertThat(failure.statement())
                    .as("the index of the failed statement; recording a migration twice has to fail")
                    .isEqualTo(1);
            assertThat(trial.history().entries())
                    .extracting(AppliedMigration::description)
                    .containsExactly("first");
        }
    }

    @Test
    default void anErasedMigrationIsNotAppliedAndCanBeAgain() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"), trial.entry(2, "two"), trial.entry(Long.MAX_VALUE, "max"));
            trial.write(
                    List.of(trial.store().erase(Version.of(2)), trial.store().erase(Version.of(Long.MAX_VALUE))));
            assertThat(trial.ids()).as("versions after two were erased").containsExactly(Version.of(1L));

            trial.record(trial.entry(2, "two again"));
            assertThat(trial.ids())
                    .as("versions after one was recorded again")
                    .containsExactly(Version.of(1L), Version.of(2L));
        }
    }
}
