package dev.manticore.migrations.testkit;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.ContentChecksum;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a case of a history store needs. */
final class HistoryTrial extends StoreTrial<HistoryStore> {
    private HistoryTrial(Trial trial, HistoryStore store) {
        super(trial, store, HistoryStore::create);
    }

    /** With the table created. */
    static HistoryTrial of(HistoryHooks hooks) throws TxFailure {
        return created(in(hooks, hooks.store("testkit", "history")));
    }

    /** With no table yet. */
    static HistoryTrial in(HistoryHooks hooks, HistoryStore store) throws TxFailure {
        return new HistoryTrial(Trial.of(hooks), store);
    }

    /** The same sessions with another store. */
    HistoryTrial with(HistoryStore other) {
        return new HistoryTrial(trial(), other);
    }

    /** The versions, with the checksums that the store keeps in a table of their own. */
    History history() throws TxFailure {
        Query<Map<MigrationId, ContentChecksum>> contents = store().contentChecksums(database());
        return ask(ours(), store().history(database()).and(contents, (history, checksums) -> history.with(checksums)));
    }

    /** Records migrations in one transaction. */
    void record(HistoryEntry... entries) throws TxFailure {
        write(Stream.of(entries).map(store()::record).toList());
    }

    void write(List<String> changes) throws TxFailure {
        ours().run(TxScript.transaction(changes.stream().map(TxStatement::of).toList()));
    }

    HistoryEntry entry(long version, String description) {
        return new HistoryEntry(
                Version.of(version),
                description,
                checksum(),
                "somebody@somewhere",
                Duration.ofMillis(1234),
                Kind.SCRIPT,
                "V" + version + "__" + description.replace(' ', '_') + ".sql",
                "1:" + "ab".repeat(32));
    }

    /** As the store makes them. */
    String checksum() {
        return store().checksum("CREATE TABLE testkit.t (id INT)");
    }

    List<MigrationId> ids() throws TxFailure {
        return history().entries().stream().map(AppliedMigration::id).toList();
    }
}
