package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of views, functions and types that the running version of the application uses. */
final class ViewAndTypeRules {
    private ViewAndTypeRules() {}

    static List<Check> all() {
        return List.of(
                Check.error("drop-view", "A view is dropped.", ViewAndTypeRules::dropView),
                Check.error(
                        "view-column-removed",
                        "A view is made anew without a column that it had, or with another type.",
                        ViewAndTypeRules::viewColumn),
                Check.warning("drop-function", "A function is dropped.", ViewAndTypeRules::dropFunction),
                Check.error("drop-type", "An enum or a domain is dropped.", ViewAndTypeRules::dropType),
                Check.error("rename-enum-value", "A value of an enum is renamed.", ViewAndTypeRules::renameLabel),
                Check.warning(
                        "narrowed-domain", "A domain accepts less than before.", ViewAndTypeRules::narrowedDomain));
    }

    private static Stream<Verdict> dropView(ObservedStatement statement, Release release) {
        return goneViews(statement)
                .filter(view -> release.schema().relation(view.id().name()).isEmpty())
                .map(view -> Verdict.of(
                        "The version of the application that is running fails when it uses "
                                + view.id().name() + ".",
                        Verdict.firstRelease("drop the view")));
    }

    private static Stream<CatalogObject> goneViews(ObservedStatement statement) {
        return Stream.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
                .flatMap(kind -> Changes.droppedOld(statement, kind))
                .filter(view -> statement.names(view));
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
                .filter(function -> statement.names(function) && !existsAgain(function, release))
                .map(function -> Verdict.of(
                        "The version of the application that is running fails when it calls "
                                + function.id().name() + ".",
                        Verdict.firstRelease("drop the function")));
    }

    private static Stream<Verdict> dropType(ObservedStatement statement, Release release) {
        return Stream.of(ObjectKind.ENUM, ObjectKind.DOMAIN, ObjectKind.COMPOSITE_TYPE)
                .flatMap(kind -> Changes.droppedOld(statement, kind))
                .filter(type -> statement.names(type) && !existsAgain(type, release))
                .map(type -> Verdict.of(
                        "The version of the application that is running fails when it uses the type "
                                + type.id().name() + ".",
                        Verdict.firstRelease("drop the type")));
    }

    private static boolean existsAgain(CatalogObject object, Release release) {
        return release.schema().all().stream()
                .filter(item -> item.name().equals(object.id().name()))
                .anyMatch(item -> release.schema().id(item).equals(object.id()));
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
}
