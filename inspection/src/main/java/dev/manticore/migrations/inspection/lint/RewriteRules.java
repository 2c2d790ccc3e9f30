package dev.manticore.migrations.inspection.lint;

import static dev.manticore.migrations.inspection.lint.LockMode.ACCESS_EXCLUSIVE;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import java.util.List;
import java.util.stream.Stream;

/** Tables that are written anew, or read as a whole, while nobody can use them. */
final class RewriteRules {
    private RewriteRules() {}

    static List<Check> all() {
        return List.of(
                Check.error(
                        "volatile-default",
                        "A new column whose value differs from row to row: the table is written anew.",
                        RewriteRules::volatileDefault),
                Check.error(
                        "stored-generated-column",
                        "A new stored generated column: the table is written anew.",
                        RewriteRules::generated),
                Check.error(
                        "type-change-rewrites-table",
                        "Another type of a column: the table is written anew.",
                        RewriteRules::typeChange),
                Check.error(
                        "set-logged",
                        "SET LOGGED or SET UNLOGGED: the table is written anew.",
                        RewriteRules::setLogged),
                Check.error(
                        "cluster-or-vacuum-full",
                        "CLUSTER or VACUUM FULL: the table is written anew.",
                        RewriteRules::cluster),
                Check.warning(
                        "refresh-not-concurrently",
                        "REFRESH MATERIALIZED VIEW blocks queries until it has ended.",
                        RewriteRules::refresh),
                Check.error("table-rewrite", "A table is written anew for any other reason.", RewriteRules::anyRewrite),
                Check.error(
                        "partition-attached-with-scan",
                        "ATTACH PARTITION reads all rows of the new partition, or of the default one, which is blocked.",
                        RewriteRules::attached),
                Check.warning(
                        "partition-detached", "DETACH PARTITION blocks the partitioned table.", RewriteRules::detached),
                Check.error(
                        "partition-created-beside-default",
                        "A new partition reads all rows of the default one, which is blocked.",
                        RewriteRules::besideDefault),
                Check.warning(
                        "table-scan-under-lock",
                        "A table is read as a whole for any other reason while nobody can use it.",
                        RewriteRules::anyScan));
    }

    private static Verdict rewritten(ObservedStatement statement, String why, String advice) {
        List<String> tables = statement.oldRewritten();
        return Verdict.of(
                        "This writes all rows of " + String.join(", ", tables) + " anew, and nobody can use "
                                + (tables.size() == 1 ? "the table" : "these tables")
                                + " meanwhile (ACCESS EXCLUSIVE lock): " + why + ".",
                        advice)
                .on(tables);
    }

    /** The columns that a statement added to a table that it wrote anew. */
    private static Stream<CatalogObject> addedColumns(ObservedStatement statement, Release release) {
        return statement.oldRewritten().isEmpty()
                ? Stream.empty()
                : Changes.createdInOld(statement, ObjectKind.COLUMN)
                        .filter(column -> statement.rewrites(Changes.table(column), release));
    }

    private static Stream<Verdict> volatileDefault(ObservedStatement statement, Release release) {
        return addedColumns(statement, release)
                .filter(column -> column.has(Property.DEFAULT) || column.has(Property.IDENTITY))
                .limit(1)
                .map(column -> {
                    String alter = "ALTER TABLE " + Changes.table(column);
                    String name = column.id().name();
                    String expression = column.get(Property.DEFAULT);
                    Verdict verdict = rewritten(
                            statement,
                            "the new column " + name + " has another value in each row"
                                    + (expression == null ? "" : " (" + expression + ")"),
                            "Add the column without a default, set the default for new rows, and fill the old rows in batches.");
                    return expression == null || expression.startsWith("nextval(")
                            ? verdict.safer(
                                    alter + " ADD COLUMN " + name + " " + column.get(Property.TYPE),
                                    "CREATE SEQUENCE IF NOT EXISTS " + Changes.table(column) + "_" + name + "_seq",
                                    alter + " ALTER COLUMN " + name + " SET DEFAULT nextval('" + Changes.table(column)
                                            + "_" + name + "_seq')")
                            : verdict.safer(
                                    alter + " ADD COLUMN " + name + " " + column.get(Property.TYPE),
                                    alter + " ALTER COLUMN " + name + " SET DEFAULT " + expression);
                });
    }

    private static Stream<Verdict> generated(ObservedStatement statement, Release release) {
        return addedColumns(statement, release)
                .filter(column -> column.has(Property.GENERATED))
                .limit(1)
                .map(
                        column -> rewritten(
                                statement,
                                "the new column " + column.id().name() + " is stored in each row",
                                "Add an ordinary column, keep it up to date by a trigger, and fill the old rows in batches; or compute"
                                        + " the value in queries, in a view or in an index. A virtual column (PostgreSQL 18) is not stored."));
    }

    /** Another type, or another expression of a stored column. */
    private static Stream<Altered> alteredColumns(ObservedStatement statement) {
        return Stream.concat(
                Changes.alteredOld(statement, Property.TYPE), Changes.alteredOld(statement, Property.GENERATED));
    }

    private static Stream<Verdict> typeChange(ObservedStatement statement, Release release) {
        return alteredColumns(statement)
                .filter(altered -> statement.rewrites(altered.object().root().name(), release))
                .limit(1)
                .map(altered -> {
                    ObjectId column = altered.object();
                    String table = column.root().name();
                    return rewritten(
                                    statement,
                                    "the column " + column.name() + " was " + altered.before() + " and is "
                                            + altered.after(),
                                    "Add a second column, let the application or a trigger write both, fill the old rows in"
                                            + " batches, and switch over to it in a later release.")
                            .safer("ALTER TABLE " + table + " ADD COLUMN " + column.name() + "_new " + altered.after());
                });
    }

    private static Stream<Verdict> setLogged(ObservedStatement statement, Release release) {
        return !statement.oldRewritten().isEmpty()
                        && statement.text().begins("ALTER", "TABLE")
                        && (statement.text().has("SET", "LOGGED")
                                || statement.text().has("SET", "UNLOGGED"))
                ? Stream.of(rewritten(
                        statement,
                        "it becomes " + (statement.text().has("LOGGED") ? "logged" : "unlogged"),
                        "Decide it when the table is created. Otherwise do it while the application is stopped."))
                : Stream.empty();
    }

    private static boolean isClusterOrVacuum(ObservedStatement statement) {
        return statement.text().begins("CLUSTER") || statement.text().begins("VACUUM");
    }

    private static Stream<Verdict> cluster(ObservedStatement statement, Release release) {
        return isClusterOrVacuum(statement) && !statement.oldRewritten().isEmpty()
                ? Stream.of(rewritten(
                        statement,
                        statement.text().verb() + " copies it",
                        "Leave it out of migrations: VACUUM without FULL blocks nobody, and tools such as pg_repack copy a table"
                                + " while it is used."))
                : Stream.empty();
    }

    private static Stream<Verdict> refresh(ObservedStatement statement, Release release) {
        return statement.text().begins("REFRESH")
                        && !statement.oldLocks(ACCESS_EXCLUSIVE).isEmpty()
                ? Stream.of(Verdict.of(
                                "Queries of "
                                        + statement
                                                .oldLocks(ACCESS_EXCLUSIVE)
                                                .get(0)
                                                .table() + " wait until it was computed anew (ACCESS EXCLUSIVE lock).",
                                "Use CONCURRENTLY, which needs a unique index on the view and a view that was refreshed before.")
                        .safer(statement.record().sql().replaceFirst("(?i)VIEW", "VIEW CONCURRENTLY"))
                        .on(statement.oldLocks(ACCESS_EXCLUSIVE).get(0).table()))
                : Stream.empty();
    }

    private static Stream<Verdict> anyRewrite(ObservedStatement statement, Release release) {
        boolean explained = Stream.<Check.Judgement>of(
                        RewriteRules::volatileDefault,
                        RewriteRules::generated,
                        RewriteRules::typeChange,
                        RewriteRules::setLogged,
                        RewriteRules::cluster,
                        RewriteRules::refresh)
                .anyMatch(
                        judgement -> judgement.of(statement, release).findAny().isPresent());
        return statement.oldRewritten().isEmpty()
                        || explained
                        || statement.text().begins("REFRESH")
                ? Stream.empty()
                : Stream.of(rewritten(
                        statement,
                        statement.text().callsCode()
                                ? "its rows are in another file now, or were deleted by TRUNCATE"
                                : "its rows are in another file now",
                        "Do it while the application is stopped, or copy the rows into a new table in batches."));
    }

    private static Stream<Verdict> attached(ObservedStatement statement, Release release) {
        return statement.text().has("ATTACH", "PARTITION")
                        && statement.text().begins("ALTER", "TABLE")
                        && !statement.oldScanned().isEmpty()
                ? Stream.of(Verdict.of(
                                "This reads all rows of " + String.join(", ", statement.oldScanned())
                                        + ", which nobody can use meanwhile (ACCESS EXCLUSIVE lock).",
                                "Add a CHECK with the partition's bounds first, with NOT VALID, and validate it: PostgreSQL then"
                                        + " reads no rows. A default partition needs a CHECK that excludes these bounds.")
                        .safer(
                                "ALTER TABLE " + statement.oldScanned().get(0)
                                        + " ADD CONSTRAINT bounds CHECK (..) NOT VALID",
                                "ALTER TABLE " + statement.oldScanned().get(0) + " VALIDATE CONSTRAINT bounds",
                                statement.record().sql(),
                                "ALTER TABLE " + statement.oldScanned().get(0) + " DROP CONSTRAINT bounds")
                        .on(statement.oldScanned()))
                : Stream.empty();
    }

    private static Stream<Verdict> detached(ObservedStatement statement, Release release) {
        return statement.text().begins("ALTER", "TABLE")
                        && statement.text().has("DETACH", "PARTITION")
                        && !statement.oldLocks(ACCESS_EXCLUSIVE).isEmpty()
                ? Stream.of(Verdict.of(
                                "Nobody can use "
                                        + statement
                                                .oldLocks(ACCESS_EXCLUSIVE)
                                                .get(0)
                                                .table()
                                        + " until everybody else has ended, and this has (ACCESS EXCLUSIVE lock).",
                                "Use DETACH PARTITION .. CONCURRENTLY, in a migration of its own. It does not work while there is a"
                                        + " default partition.")
                        .safer(statement.record().sql() + " CONCURRENTLY")
                        .on(statement.oldLocks(ACCESS_EXCLUSIVE).get(0).table()))
                : Stream.empty();
    }

    private static Stream<Verdict> besideDefault(ObservedStatement statement, Release release) {
        return statement.text().begins("CREATE", "TABLE")
                        && statement.text().has("PARTITION", "OF")
                        && !statement.oldScanned().isEmpty()
                ? Stream.of(Verdict.of(
                                "This reads all rows of the default partition "
                                        + statement.oldScanned().get(0)
                                        + " to find those that belong into the new one, and nobody can use it meanwhile (ACCESS"
                                        + " EXCLUSIVE lock).",
                                "Add a CHECK to the default partition that excludes the new bounds first, with NOT VALID, and"
                                        + " validate it: PostgreSQL then reads no rows.")
                        .on(statement.oldScanned()))
                : Stream.empty();
    }

    /** A scan that no rule of its own speaks of. */
    private static Stream<Verdict> anyScan(ObservedStatement statement, Release release) {
        List<String> blocked = statement.oldScanned().stream()
                .filter(table -> statement.oldLocks(ACCESS_EXCLUSIVE).stream()
                        .anyMatch(lock -> lock.table().equals(table)))
                .toList();
        boolean explained = !statement.text().begins("ALTER", "TABLE")
                || !statement.oldRewritten().isEmpty()
                || statement.text().has("ATTACH", "PARTITION")
                || Changes.created(statement, ObjectKind.CONSTRAINT).findAny().isPresent()
                || Changes.createdInOld(statement, ObjectKind.COLUMN).findAny().isPresent()
                || Changes.altered(statement, Property.NOT_NULL).findAny().isPresent()
                || TableRules.changesType(statement);
        return blocked.isEmpty() || explained
                ? Stream.empty()
                : Stream.of(Verdict.of(
                                "This reads all rows of " + String.join(", ", blocked)
                                        + ", and nobody can use the table meanwhile (ACCESS EXCLUSIVE lock).",
                                "Do it while the application is stopped, or find a way that reads no rows.")
                        .on(blocked));
    }
}
