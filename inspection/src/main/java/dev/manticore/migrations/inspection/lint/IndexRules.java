package dev.manticore.migrations.inspection.lint;

import static dev.manticore.migrations.inspection.lint.Changes.definition;
import static dev.manticore.migrations.inspection.lint.Changes.table;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Indexes. */
final class IndexRules {
    private static final Pattern HEAD = Pattern.compile("^CREATE (UNIQUE )?INDEX \\S+ ON (ONLY )?");

    private IndexRules() {}

    static List<Check> all() {
        return List.of(
                Check.error(
                        "index-not-concurrently",
                        "CREATE INDEX blocks writes to a table until it has read all rows.",
                        IndexRules::created),
                Check.warning(
                        "drop-index-not-concurrently",
                        "DROP INDEX blocks all use of the table, and waits for everybody who uses it.",
                        IndexRules::dropped),
                Check.warning(
                        "reindex-not-concurrently",
                        "REINDEX blocks writes to a table, and queries that would use the index.",
                        IndexRules::reindexed),
                Check.warning(
                                "duplicate-index",
                                "An index does what another one of the table does already.",
                                IndexRules::duplicate)
                        .whenAllIsDone());
    }

    private static Stream<Verdict> created(ObservedStatement statement, Release release) {
        return !statement.text().begins("ALTER") && statement.record().observed()
                ? Changes.createdInOld(statement, ObjectKind.INDEX)
                        .filter(index -> Changes.created(statement, ObjectKind.CONSTRAINT)
                                .noneMatch(constraint -> isOf(constraint, index)))
                        .filter(index -> statement.scans(table(index), release))
                        .limit(1)
                        .map(index -> created(index, statement))
                : Stream.empty();
    }

    /** Whether it is an index of a partitioned table: its definition leaves out the partitions, which have their own. */
    private static boolean isPartitioned(CatalogObject index) {
        return definition(index).contains(" ON ONLY ");
    }

    private static Verdict created(CatalogObject index, ObservedStatement statement) {
        boolean partitioned = isPartitioned(index);
        Verdict verdict = Verdict.of(
                        "This builds an index on " + table(index)
                                + ", which exists already: writes to the table wait until"
                                + " all of its rows were read (SHARE lock).",
                        partitioned
                                ? "A partitioned table has no CONCURRENTLY. Create the index on the table alone, build it"
                                        + " for each partition, and attach these."
                                : "Build it with CONCURRENTLY, which refuses a transaction: put it into a migration of its"
                                        + " own.")
                .on(table(index));
        String definition = definition(index);
        return partitioned
                ? verdict.safer(
                        definition,
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS partition_index ON partition_name (..)",
                        "ALTER INDEX " + index.id().name() + " ATTACH PARTITION partition_index")
                : verdict.safer(definition.replaceFirst("INDEX ", "INDEX CONCURRENTLY IF NOT EXISTS "))
                        .fixed(Fixes.concurrently(statement, "IF NOT EXISTS"));
    }

    private static Stream<Verdict> dropped(ObservedStatement statement, Release release) {
        boolean drops =
                statement.text().begins("DROP", "INDEX") || statement.text().callsCode();
        return drops && statement.record().observed()
                ? Changes.droppedOld(statement, ObjectKind.INDEX)
                        .filter(index -> Changes.droppedOld(statement, ObjectKind.CONSTRAINT)
                                .noneMatch(constraint -> isOf(constraint, index)))
                        .filter(index -> statement.isOld(table(index)))
                        .limit(1)
                        .map(index -> dropped(index, statement))
                : Stream.empty();
    }

    /** Whether an index came or went with its constraint, which has its name. */
    private static boolean isOf(CatalogObject constraint, CatalogObject index) {
        return table(constraint).equals(table(index))
                && SqlName.of(index.id().name())
                        .equals(SqlName.of(constraint.id().name()));
    }

    private static Verdict dropped(CatalogObject index, ObservedStatement statement) {
        boolean partitioned = isPartitioned(index);
        Verdict verdict = Verdict.of(
                        "This drops an index of " + table(index)
                                + " with an ACCESS EXCLUSIVE lock on the table: it waits for everybody who uses"
                                + " the table, and everybody else waits behind it.",
                        partitioned
                                ? "PostgreSQL has no CONCURRENTLY for an index of a partitioned table. Do it when few use the"
                                        + " table, and limit the wait by lock_timeout."
                                : "Drop it with CONCURRENTLY, in a migration of its own. CONCURRENTLY allows one index in a"
                                        + " statement, and no CASCADE.")
                .on(table(index));
        boolean refused =
                partitioned || statement.text().has(",") || statement.text().has("CASCADE");
        return refused
                ? verdict
                : verdict.safer("DROP INDEX CONCURRENTLY IF EXISTS "
                                + index.id().name())
                        .fixed(Fixes.concurrently(statement, "IF EXISTS"));
    }

    private static Stream<Verdict> reindexed(ObservedStatement statement, Release release) {
        boolean concurrently = statement.text().has("CONCURRENTLY");
        List<String> tables = statement.oldScanned();
        boolean ofOld = !tables.isEmpty() || !statement.record().observed();
        return statement.text().begins("REINDEX") && !concurrently && ofOld
                ? Stream.of(Verdict.of(
                                "This builds indexes anew"
                                        + (tables.isEmpty() ? "" : " of " + String.join(", ", tables))
                                        + ": writes to the table wait until that is done, and queries that would use the index.",
                                "Use REINDEX .. CONCURRENTLY, in a migration of its own.")
                        .safer(statement
                                .record()
                                .sql()
                                .replaceFirst("(?i)\\b(TABLE|INDEX|SCHEMA|DATABASE)\\b", "$1 CONCURRENTLY"))
                        .on(tables))
                : Stream.empty();
    }

    private static Stream<Verdict> duplicate(ObservedStatement statement, Release release) {
        return statement
                .createdStill(release)
                .filter(index -> index.isIndex() && !statement.created().contains(tableKey(index)))
                .flatMap(index -> twin(index, release)
                        .map(other -> Verdict.of(
                                        "The index " + index.name() + " has the same columns and conditions as "
                                                + other.name() + ".",
                                        "Leave one of them out: each costs time with every write.")
                                .safer("DROP INDEX CONCURRENTLY IF EXISTS " + index.name())
                                .on(release.schema()
                                        .relation(index.parent())
                                        .map(Item::name)
                                        .orElse("")))
                        .stream());
    }

    private static Item.Key tableKey(Item index) {
        return new Item.Key("class", index.parent(), 0);
    }

    /** Another index with the same definition; a unique one serves for one that is not. */
    private static Optional<Item> twin(Item index, Release release) {
        boolean unique = index.value(6) != null;
        return release.schema().indexes(index.parent()).stream()
                .filter(other -> !other.key().equals(index.key()) && other.value(7) == null)
                .filter(other -> columns(other).equals(columns(index)))
                .filter(other -> !unique || other.value(6) != null)
                .findFirst();
    }

    private static String columns(Item index) {
        return HEAD.matcher(String.valueOf(index.value(5))).replaceFirst("");
    }
}
