package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.ScriptStatement;
import dev.manticore.migrations.inspection.CatalogObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A statement with what rules need beside its record.
 *
 * @param older the names of the relations and types in the record that were there before the release
 * @param truncated the names of the tables in the record whose rows TRUNCATE deleted, also one in code
 * @param indexesAndSequences the names of those relations in the record that are no tables
 * @param oldChanges those changes that are of objects that were there before the release
 * @param created the objects that it made, also those that belong to others that it made
 * @param droppedColumns the columns of relations that are gone, by the relation's name
 * @param lockTimeout the setting as it was behind the statement; {@code 0} means no limit
 */
record ObservedStatement(
        StatementRecord record,
        ScriptStatement statement,
        StatementText text,
        MigrationFacts migration,
        Set<String> older,
        Set<String> truncated,
        Set<String> indexesAndSequences,
        List<Change> oldChanges,
        Set<Item.Key> created,
        Map<String, List<Item>> droppedColumns,
        String lockTimeout) {

    /** What it made and is still there at the end of the release, as it is then. */
    Stream<Item> createdStill(Release release) {
        return created.stream()
                .flatMap(key -> Stream.ofNullable(release.schema().find(key)));
    }

    /** Whether a relation was there before the release. */
    boolean isOld(String relation) {
        return older.contains(relation);
    }

    /** Whether the statement itself says the name, or its text cannot: what CASCADE took along is another rule's. */
    boolean names(CatalogObject object) {
        return text.callsCode() || text.says(object.id().name());
    }

    /** The locks on relations that were there before the release, of this mode and stronger ones. */
    List<TableLock> oldLocks(LockMode least) {
        return record.locks().stream()
                .filter(lock -> lock.mode().compareTo(least) >= 0 && isOld(lock.table()))
                .toList();
    }

    List<TableLock> oldHeld(LockMode least) {
        return record.held().stream()
                .filter(lock -> lock.mode().compareTo(least) >= 0 && isOld(lock.table()))
                .toList();
    }

    List<String> oldRewritten() {
        return record.rewritten().stream().filter(this::isOld).toList();
    }

    List<String> oldScanned() {
        return record.scanned().stream().filter(this::isOld).toList();
    }

    /** Whether it is an INSERT, UPDATE, DELETE or MERGE. What it reads only to check foreign keys, it finds by an index. */
    boolean changesRows() {
        return text.verbIsAny("INSERT", "UPDATE", "DELETE", "MERGE", "WITH");
    }

    /** The columns of a relation that the statement dropped. */
    List<Item> columnsOf(String relation) {
        return droppedColumns.getOrDefault(relation, List.of());
    }

    /** Whether rows of an old table or of its partitions were read. */
    boolean scans(String table, Release release) {
        return release.schema().withPartitions(table).stream().anyMatch(oldScanned()::contains);
    }

    /** Whether an old table or one of its partitions was written anew. */
    boolean rewrites(String table, Release release) {
        return release.schema().withPartitions(table).stream().anyMatch(oldRewritten()::contains);
    }

    /** Whether rows of an old table were read, or could not but be read had there been any: its indexes are built or scanned. */
    boolean readsRowsOf(String table, Release release) {
        return isOld(table) && (scans(table, release) || !record.observed());
    }
}
