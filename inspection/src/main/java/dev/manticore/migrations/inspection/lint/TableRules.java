package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Renamed;
import java.util.List;
import java.util.stream.Stream;

/** What becomes of tables and columns that the running version of the application uses. */
final class TableRules {
    private TableRules() {}

    static List<Check> all() {
        return List.of(
                Check.error("drop-table", "A table is dropped.", TableRules::dropTable),
                Check.error("drop-column", "A column is dropped.", TableRules::dropColumn),
                Check.error("rename-table", "A table or view is renamed or moved.", TableRules::renameTable),
                Check.error("rename-column", "A column is renamed.", TableRules::renameColumn),
                Check.warning("type-change", "A column gets another type.", TableRules::typeChange),
                Check.error(
                        "not-null-without-default",
                        "A new column is NOT NULL and has no default.",
                        TableRules::notNull),
                Check.warning("drop-not-null", "A column may be null from now on.", TableRules::dropNotNull),
                Check.error(
                        "row-security-without-policy",
                        "Row level security is switched on, and no policy lets anybody see a row.",
                        TableRules::rowSecurity));
    }

    private static Stream<Verdict> dropTable(ObservedStatement statement, Release release) {
        return Changes.droppedOld(statement, ObjectKind.TABLE)
                .filter(table -> statement.names(table) || dropsAll(statement.text()))
                .map(table -> Verdict.of(
                                "The version of the application that is running fails when it uses "
                                        + table.id().name() + ", and the rows are lost.",
                                Verdict.firstRelease("drop the table"))
                        .on(table.id().name()));
    }

    private static boolean dropsAll(StatementText text) {
        return text.begins("DROP", "SCHEMA") || text.begins("DROP", "OWNED");
    }

    private static Stream<Verdict> dropColumn(ObservedStatement statement, Release release) {
        return Changes.droppedOld(statement, ObjectKind.COLUMN)
                .filter(column -> column.id().root().kind() != ObjectKind.VIEW)
                .map(column -> Verdict.of(
                                "The version of the application that is running fails when it uses "
                                        + column.id().name() + " of "
                                        + Changes.table(column)
                                        + ", also by SELECT * and by INSERT without a list of columns. The"
                                        + " values are lost.",
                                Verdict.firstRelease("drop the column"))
                        .on(Changes.table(column)));
    }

    private static Stream<Verdict> renameTable(ObservedStatement statement, Release release) {
        return Changes.renamedOld(statement)
                .filter(renamed -> switch (renamed.object().kind()) {
                    case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE -> true;
                    default -> false;
                })
                .filter(renamed ->
                        release.schema().relation(renamed.object().name()).isEmpty())
                .map(renamed -> Verdict.of(
                                "The version of the application that is running does not find "
                                        + renamed.object().name() + " any more, which is "
                                        + renamed.now().name()
                                        + " now.",
                                "Leave a view with the old name until no version of the application uses it.")
                        .safer("CREATE VIEW " + renamed.object().name() + " AS SELECT * FROM "
                                + renamed.now().name()));
    }

    private static Stream<Verdict> renameColumn(ObservedStatement statement, Release release) {
        return Changes.renamedOld(statement)
                .filter(renamed -> renamed.object().kind() == ObjectKind.COLUMN)
                .filter(renamed -> renamed.object().root().kind() != ObjectKind.INDEX)
                .map(TableRules::renamedColumn);
    }

    private static Verdict renamedColumn(Renamed renamed) {
        String table = renamed.object().root().name();
        return Verdict.of(
                        "The version of the application that is running does not find the column "
                                + renamed.object().name() + " of " + table + " any more, which is "
                                + renamed.now().name() + " now.",
                        "Add a second column, let the application write both, fill the old rows, and drop the old column in a"
                                + " later release. Or keep the name in the database.")
                .on(table);
    }

    private static Stream<Verdict> typeChange(ObservedStatement statement, Release release) {
        return Changes.alteredOld(statement, Property.TYPE)
                .filter(altered -> altered.object().kind() == ObjectKind.COLUMN
                        && altered.object().root().kind() == ObjectKind.TABLE)
                .filter(altered -> !statement.rewrites(altered.object().root().name(), release))
                .filter(altered -> !ColumnType.of(altered.before()).isWithin(ColumnType.of(altered.after())))
                .map(altered -> Verdict.of(
                                "The column " + altered.object().name() + " of "
                                        + altered.object().root().name() + " was " + altered.before() + " and is "
                                        + altered.after()
                                        + ". The version of the application that is running expects the old"
                                        + " type"
                                        + (statement.oldScanned().isEmpty()
                                                ? "."
                                                : ", and all rows are read while nobody can use the table."),
                                "Add a second column with the new type, and switch over to it in a later release.")
                        .on(altered.object().root().name()));
    }

    /** Whether a type changed in any way, without writing the table anew. */
    static boolean changesType(ObservedStatement statement) {
        return Changes.alteredOld(statement, Property.TYPE).findAny().isPresent();
    }

    private static Stream<Verdict> notNull(ObservedStatement statement, Release release) {
        return Changes.createdInOld(statement, ObjectKind.COLUMN)
                .filter(column -> column.has(Property.NOT_NULL)
                        && !column.has(Property.DEFAULT)
                        && !column.has(Property.IDENTITY)
                        && !column.has(Property.GENERATED))
                .filter(column -> column.id().root().kind() == ObjectKind.TABLE)
                .map(column -> {
                    String table = Changes.table(column);
                    String add = "ALTER TABLE " + table + " ADD COLUMN "
                            + column.id().name() + " " + column.get(Property.TYPE);
                    return Verdict.of(
                                    "This fails as soon as " + table
                                            + " has a row, and the version of the application that is"
                                            + " running fails when it inserts one: "
                                            + column.id().name()
                                            + " is NOT NULL and has no default.",
                                    "Give the column a default, which is not written into each row; or add it without NOT NULL.")
                            .safer(add + " NOT NULL DEFAULT ..");
                });
    }

    private static Stream<Verdict> dropNotNull(ObservedStatement statement, Release release) {
        return Changes.alteredOld(statement, Property.NOT_NULL)
                .filter(altered -> altered.after() == null
                        && altered.object().kind() == ObjectKind.COLUMN
                        && altered.object().root().kind() == ObjectKind.TABLE)
                .filter(altered -> Changes.droppedOld(statement, ObjectKind.CONSTRAINT)
                        .noneMatch(constraint -> Changes.isConstraint(constraint, "PRIMARY KEY")))
                .map(altered -> Verdict.of(
                        "The column " + altered.object().name() + " of "
                                + altered.object().root().name()
                                + " may be null from now on, which the version of the application that is running does not"
                                + " expect.",
                        "Release a version of the application that can read null first. It must not write null before the old"
                                + " version has ended."));
    }

    private static Stream<Verdict> rowSecurity(ObservedStatement statement, Release release) {
        return statement.text().begins("ALTER", "TABLE") && statement.text().has("ENABLE", "ROW", "LEVEL", "SECURITY")
                ? statement.oldLocks(LockMode.ACCESS_EXCLUSIVE).stream()
                        .map(TableLock::table)
                        .flatMap(table -> release.schema().relation(table).stream())
                        .filter(Item::isTable)
                        .filter(table ->
                                release.schema().children(table.oid()).stream().noneMatch(item -> item.isOf("policy")))
                        .map(table -> Verdict.of(
                                "Nobody but the owner of " + table.name()
                                        + " sees a row of it any more: row level security is"
                                        + " on, and there is no policy.",
                                "Create the policies in the same transaction, before it is switched on."))
                : Stream.empty();
    }
}
