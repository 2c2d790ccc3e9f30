package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import dev.manticore.migrations.inspection.lint.Change.Renamed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What breaks the version of the application that runs while the migration is applied. */
final class CompatibilityRules {
    private CompatibilityRules() {}

    static List<Check> all() {
        return List.of(
                Check.error("drop-table", "A table is dropped.", CompatibilityRules::dropTable),
                Check.error("drop-column", "A column is dropped.", CompatibilityRules::dropColumn),
                Check.error("rename-table", "A table or view is renamed or moved.", CompatibilityRules::renameTable),
                Check.error("rename-column", "A column is renamed.", CompatibilityRules::renameColumn),
                Check.error("drop-view", "A view is dropped.", CompatibilityRules::dropView),
                Check.error(
                        "view-column-removed",
                        "A view is made anew without a column that it had, or with another type.",
                        CompatibilityRules::viewColumn),
                Check.warning("drop-function", "A function is dropped.", CompatibilityRules::dropFunction),
                Check.error("drop-type", "An enum or a domain is dropped.", CompatibilityRules::dropType),
                Check.error("rename-enum-value", "A value of an enum is renamed.", CompatibilityRules::renameLabel),
                Check.warning("type-change", "A column gets another type.", CompatibilityRules::typeChange),
                Check.error(
                        "not-null-without-default",
                        "A new column is NOT NULL and has no default.",
                        CompatibilityRules::notNull),
                Check.warning("drop-not-null", "A column may be null from now on.", CompatibilityRules::dropNotNull),
                Check.warning(
                        "narrowed-domain", "A domain accepts less than before.", CompatibilityRules::narrowedDomain),
                Check.error(
                        "row-security-without-policy",
                        "Row level security is switched on, and no policy lets anybody see a row.",
                        CompatibilityRules::rowSecurity));
    }

    private static final String LATER = "Release a version of the application that does not use it first, and ";

    /** Whether the statement itself says the name, or its text cannot: what CASCADE took along is another rule's. */
    static boolean isNamed(ObservedStatement statement, CatalogObject object) {
        return statement.text().callsCode() || statement.text().says(object.id().name());
    }

    private static boolean dropsAll(StatementText text) {
        return text.begins("DROP", "SCHEMA") || text.begins("DROP", "OWNED");
    }

    private static boolean existsAgain(CatalogObject object, Release release) {
        return release.schema().all().stream()
                .filter(item -> item.name().equals(object.id().name()))
                .anyMatch(item -> release.schema().id(item).equals(object.id()));
    }

    private static Stream<Verdict> dropTable(ObservedStatement statement, Release release) {
        return Changes.droppedOld(statement, ObjectKind.TABLE)
                .filter(table -> isNamed(statement, table) || dropsAll(statement.text()))
                .map(table -> Verdict.of(
                                "The version of the application that is running fails when it uses "
                                        + table.id().name() + ", and the rows are lost.",
                                LATER + "drop the table in a later release.")
                        .on(table.id().name()));
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
                                LATER + "drop the column in a later release.")
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
                .map(CompatibilityRules::renamedColumn);
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

    private static Stream<CatalogObject> goneViews(ObservedStatement statement) {
        return Stream.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
                .flatMap(kind -> Changes.droppedOld(statement, kind))
                .filter(view -> isNamed(statement, view));
    }

    private static Stream<Verdict> dropView(ObservedStatement statement, Release release) {
        return goneViews(statement)
                .filter(view -> release.schema().relation(view.id().name()).isEmpty())
                .map(view -> Verdict.of(
                        "The version of the application that is running fails when it uses "
                                + view.id().name() + ".",
                        LATER + "drop the view in a later release."));
    }

    private static Stream<Verdict> viewColumn(ObservedStatement statement, Release release) {
        return goneViews(statement)
                .flatMap(view -> release.schema().relation(view.id().name()).stream()
                        .flatMap(now -> lost(statement.columnsOf(view.id().name()), now, release).stream())
                        .map(what -> Verdict.of(
                                "The view " + view.id().name() + " is made anew " + what
                                        + ". The version of the application that is running may use that.",
                                "Keep the old columns of a view, and add new ones at its end, until no version of the"
                                        + " application uses the old ones.")));
    }

    /** What a view no longer has, in words. */
    private static Optional<String> lost(List<Item> before, Item now, Release release) {
        for (Item column : before) {
            Optional<Item> after = release.schema().column(now.oid(), column.name());
            if (after.isEmpty()) {
                return Optional.of("without its column " + column.name());
            }
            if (!String.valueOf(column.value(1)).equals(after.get().value(1))) {
                return Optional.of("with another type of its column " + column.name() + ", which was " + column.value(1)
                        + " and is " + after.get().value(1));
            }
        }
        return Optional.empty();
    }

    private static Stream<Verdict> dropFunction(ObservedStatement statement, Release release) {
        return Stream.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE)
                .flatMap(kind -> Changes.droppedOld(statement, kind))
                .filter(function -> isNamed(statement, function) && !existsAgain(function, release))
                .map(function -> Verdict.of(
                        "The version of the application that is running fails when it calls "
                                + function.id().name() + ".",
                        LATER + "drop the function in a later release."));
    }

    private static Stream<Verdict> dropType(ObservedStatement statement, Release release) {
        return Stream.of(ObjectKind.ENUM, ObjectKind.DOMAIN, ObjectKind.COMPOSITE_TYPE)
                .flatMap(kind -> Changes.droppedOld(statement, kind))
                .filter(type -> isNamed(statement, type) && !existsAgain(type, release))
                .map(type -> Verdict.of(
                        "The version of the application that is running fails when it uses the type "
                                + type.id().name() + ".",
                        LATER + "drop the type in a later release."));
    }

    private static Stream<Verdict> renameLabel(ObservedStatement statement, Release release) {
        return Changes.alteredOld(statement, Property.LABELS)
                .filter(altered -> !lines(altered.after()).containsAll(lines(altered.before())))
                .map(altered -> Verdict.of(
                        "The version of the application that is running does not know the new name of a value of "
                                + altered.object().name() + ", and fails with the old one.",
                        "Add a second value, change the rows when every version of the application knows it, and leave the old"
                                + " value unused."));
    }

    private static Set<String> lines(@Nullable String text) {
        return text == null ? Set.of() : Arrays.stream(text.split("\n")).collect(Collectors.toSet());
    }

    /** Whether a type changed in any way, without writing the table anew. */
    static boolean changesType(ObservedStatement statement) {
        return Changes.alteredOld(statement, Property.TYPE).findAny().isPresent();
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

    private static Stream<Verdict> narrowedDomain(ObservedStatement statement, Release release) {
        Stream<ObjectId> checked = Changes.created(statement, ObjectKind.CONSTRAINT)
                .filter(constraint -> constraint.id().root().kind() == ObjectKind.DOMAIN
                        && statement.isOld(constraint.id().root().name())
                        && Changes.isValid(constraint))
                .map(CatalogObject::id);
        Stream<ObjectId> notNull = Changes.alteredOld(statement, Property.NOT_NULL)
                .filter(altered -> altered.object().kind() == ObjectKind.DOMAIN && altered.after() != null)
                .map(Altered::object);
        return Stream.concat(checked, notNull)
                .map(ObjectId::root)
                .distinct()
                .map(domain -> Verdict.of(
                                "The domain " + domain.name()
                                        + " accepts less than before. All tables that use it are read while"
                                        + " nobody can write to them, and the version of the application that is running fails when"
                                        + " it writes other values.",
                                "Add the constraint with NOT VALID when every version of the application keeps to it, and validate"
                                        + " it in a later migration.")
                        .safer(
                                "ALTER DOMAIN " + domain.name() + " ADD CONSTRAINT narrower CHECK (..) NOT VALID",
                                "ALTER DOMAIN " + domain.name() + " VALIDATE CONSTRAINT narrower")
                        .on(statement.oldScanned()));
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
