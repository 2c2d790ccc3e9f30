package dev.manticore.migrations.inspection.lint;

import static dev.manticore.migrations.inspection.lint.Changes.definition;
import static dev.manticore.migrations.inspection.lint.Changes.isConstraint;
import static dev.manticore.migrations.inspection.lint.Changes.table;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import java.util.List;
import java.util.stream.Stream;

/** Constraints of tables that have rows already. */
final class ConstraintRules {
    private ConstraintRules() {}

    static List<Check> all() {
        return List.of(
                Check.error(
                        "check-validated-at-once",
                        "A new CHECK blocks the table until all rows were read.",
                        ConstraintRules::check),
                Check.error(
                        "foreign-key-validated-at-once",
                        "A new foreign key blocks writes to both tables until all rows were read.",
                        ConstraintRules::foreignKey),
                Check.error(
                        "not-null-validated-at-once",
                        "SET NOT NULL blocks the table until all rows were read.",
                        ConstraintRules::notNull),
                Check.error(
                        "unique-constraint-at-once",
                        "A new UNIQUE or PRIMARY KEY blocks the table until its index was built.",
                        ConstraintRules::unique),
                Check.error(
                        "exclude-constraint-at-once",
                        "A new EXCLUDE blocks the table until its index was built.",
                        ConstraintRules::exclude));
    }

    private static Stream<Verdict> check(ObservedStatement statement, Release release) {
        return Changes.createdInOld(statement, ObjectKind.CONSTRAINT)
                .filter(constraint -> isConstraint(constraint, "CHECK") && Changes.isValid(constraint))
                .filter(constraint -> statement.scans(table(constraint), release))
                .limit(1)
                .map(constraint -> atOnce(
                        constraint,
                        statement,
                        "This reads all rows of " + table(constraint)
                                + " to validate the new constraint, and nobody can use the table meanwhile (ACCESS EXCLUSIVE"
                                + " lock)."));
    }

    private static boolean isPartitioned(CatalogObject constraint, Release release) {
        return Changes.table(constraint, release)
                .filter(it -> it.isRelation("p"))
                .isPresent();
    }

    private static Stream<Verdict> foreignKey(ObservedStatement statement, Release release) {
        return Changes.createdInOld(statement, ObjectKind.CONSTRAINT)
                .filter(constraint -> isConstraint(constraint, "FOREIGN KEY") && Changes.isValid(constraint))
                .filter(constraint -> statement.readsRowsOf(table(constraint), release))
                .limit(1)
                .map(constraint -> {
                    String referenced = referenced(constraint, release);
                    Verdict verdict = atOnce(
                            constraint,
                            statement,
                            "This reads all rows of " + table(constraint)
                                    + " to validate the new foreign key, and nobody can write to it or to " + referenced
                                    + " meanwhile (SHARE ROW EXCLUSIVE locks).");
                    return isPartitioned(constraint, release) ? byPartition(constraint, verdict) : verdict;
                });
    }

    /** PostgreSQL before 18 refuses NOT VALID for a foreign key of a partitioned table. */
    private static Verdict byPartition(CatalogObject constraint, Verdict verdict) {
        String add = " ADD CONSTRAINT " + constraint.id().name() + " " + definition(constraint);
        return Verdict.of(
                        verdict.message(),
                        "Add it to each partition with NOT VALID, validate it there, and add it to the table at last: that takes"
                                + " over the constraints of the partitions and reads no rows.")
                .safer(
                        "ALTER TABLE partition_name" + add + " NOT VALID",
                        "ALTER TABLE partition_name VALIDATE CONSTRAINT "
                                + constraint.id().name(),
                        "ALTER TABLE " + table(constraint) + add)
                .on(table(constraint));
    }

    private static String referenced(CatalogObject constraint, Release release) {
        return Changes.table(constraint, release)
                .flatMap(table -> release.schema().constraints(table.oid()).stream()
                        .filter(item -> item.name().equals(constraint.id().name()))
                        .findFirst())
                .flatMap(item -> release.schema().relation(Long.parseLong(String.valueOf(item.value(4)))))
                .map(Item::name)
                .orElse("the referenced table");
    }

    /** What is validated at once, and the way in two steps. */
    private static Verdict atOnce(CatalogObject constraint, ObservedStatement statement, String message) {
        String alter = "ALTER TABLE " + table(constraint);
        String name = constraint.id().name();
        String validation = alter + " VALIDATE CONSTRAINT " + name;
        return Verdict.of(
                        message,
                        "Add it with NOT VALID, which holds for new rows at once, and validate it in a later transaction: that"
                                + " reads the rows without blocking anybody.")
                .safer(alter + " ADD CONSTRAINT " + name + " " + definition(constraint) + " NOT VALID", validation)
                .on(table(constraint))
                .fixed(Fixes.notValid(statement, validation));
    }

    private static Stream<Verdict> notNull(ObservedStatement statement, Release release) {
        return Changes.altered(statement, Property.NOT_NULL)
                .filter(altered -> altered.after() != null && altered.object().kind() == ObjectKind.COLUMN)
                .filter(altered -> statement.scans(altered.object().root().name(), release))
                .filter(altered -> statement.oldRewritten().isEmpty() && !buildsPrimaryKey(statement))
                .limit(1)
                .map(ConstraintRules::notNull);
    }

    /** Whether the rows are read for an index anyway; a key of an index that exists reads them for NOT NULL alone. */
    private static boolean buildsPrimaryKey(ObservedStatement statement) {
        return !statement.text().has("USING", "INDEX")
                && Changes.created(statement, ObjectKind.CONSTRAINT)
                        .anyMatch(constraint -> isConstraint(constraint, "PRIMARY KEY"));
    }

    private static Verdict notNull(Altered altered) {
        ObjectId column = altered.object();
        String table = column.root().name();
        String alter = "ALTER TABLE " + table;
        String name = SqlName.of(table).plain() + "_" + column.name().replace("\"", "") + "_not_null";
        return Verdict.of(
                        "This reads all rows of " + table + " to find out whether " + column.name()
                                + " is null anywhere, and nobody can use the table meanwhile (ACCESS EXCLUSIVE lock).",
                        "Prove it first by a CHECK that is validated without blocking anybody: SET NOT NULL then reads no rows."
                                + " Each of these belongs into a transaction of its own.")
                .safer(
                        alter + " ADD CONSTRAINT " + name + " CHECK (" + column.name() + " IS NOT NULL) NOT VALID",
                        alter + " VALIDATE CONSTRAINT " + name,
                        alter + " ALTER COLUMN " + column.name() + " SET NOT NULL",
                        alter + " DROP CONSTRAINT " + name)
                .on(table);
    }

    private static Stream<Verdict> unique(ObservedStatement statement, Release release) {
        return Changes.createdInOld(statement, ObjectKind.CONSTRAINT)
                .filter(constraint -> isConstraint(constraint, "UNIQUE") || isConstraint(constraint, "PRIMARY KEY"))
                .filter(constraint ->
                        !statement.text().has("USING", "INDEX") && statement.readsRowsOf(table(constraint), release))
                .filter(constraint -> statement.oldRewritten().isEmpty())
                .limit(1)
                .map(constraint -> unique(constraint, isPartitioned(constraint, release)));
    }

    private static Verdict unique(CatalogObject constraint, boolean partitioned) {
        String name = constraint.id().name();
        Verdict verdict = Verdict.of(
                        "This builds the index of a new constraint, and nobody can use " + table(constraint)
                                + " until all of its rows were read (ACCESS EXCLUSIVE lock).",
                        partitioned
                                ? "Add it to the table alone, with ONLY. Build a unique index for each partition with"
                                        + " CONCURRENTLY, make it the index of a constraint of the partition, and attach it."
                                : "Build a unique index with CONCURRENTLY in a migration of its own, and make it the"
                                        + " constraint's index afterwards.")
                .on(table(constraint));
        return partitioned
                ? verdict.safer(
                        "ALTER TABLE ONLY " + table(constraint) + " ADD CONSTRAINT " + name + " "
                                + definition(constraint),
                        uniqueIndex(constraint, "partition_index", "partition_name"),
                        usingIndex(constraint, "partition_index", "partition_name"),
                        "ALTER INDEX " + name + " ATTACH PARTITION partition_index")
                : verdict.safer(
                        uniqueIndex(constraint, name, table(constraint)),
                        usingIndex(constraint, name, table(constraint)));
    }

    private static String uniqueIndex(CatalogObject constraint, String name, String table) {
        String columns = definition(constraint).substring(definition(constraint).indexOf('('));
        return "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS " + name + " ON " + table + " " + columns;
    }

    private static String usingIndex(CatalogObject constraint, String name, String table) {
        String kind = isConstraint(constraint, "PRIMARY KEY") ? " PRIMARY KEY" : " UNIQUE";
        return "ALTER TABLE " + table + " ADD CONSTRAINT " + name + kind + " USING INDEX " + name;
    }

    private static Stream<Verdict> exclude(ObservedStatement statement, Release release) {
        return Changes.createdInOld(statement, ObjectKind.CONSTRAINT)
                .filter(constraint -> isConstraint(constraint, "EXCLUDE"))
                .limit(1)
                .map(constraint -> Verdict.of(
                                "This builds the index of a new EXCLUDE constraint, and nobody can use "
                                        + table(constraint)
                                        + " until all of its rows were read (ACCESS EXCLUSIVE lock).",
                                "PostgreSQL has no way to add one without that. Do it while the application is stopped, or copy"
                                        + " the rows into a new table that has the constraint.")
                        .on(table(constraint)));
    }
}
