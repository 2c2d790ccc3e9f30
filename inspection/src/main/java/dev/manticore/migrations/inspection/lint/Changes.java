package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import dev.manticore.migrations.inspection.lint.Change.Created;
import dev.manticore.migrations.inspection.lint.Change.Dropped;
import dev.manticore.migrations.inspection.lint.Change.Renamed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What rules ask about the changes of a statement. */
final class Changes {
    private Changes() {}

    /** What was created in a table, a view or a domain that was there before the release. */
    static Stream<CatalogObject> createdInOld(ObservedStatement statement, ObjectKind kind) {
        return created(statement, kind)
                .filter(object -> object.id().parent() != null
                        && statement.isOld(object.id().root().name()));
    }

    static Stream<CatalogObject> created(ObservedStatement statement, ObjectKind kind) {
        return statement.record().changes().stream()
                .filter(Created.class::isInstance)
                .map(change -> ((Created) change).created())
                .filter(object -> object.kind() == kind);
    }

    static Stream<CatalogObject> droppedOld(ObservedStatement statement, ObjectKind kind) {
        return droppedOld(statement).filter(object -> object.kind() == kind);
    }

    static Stream<CatalogObject> droppedOld(ObservedStatement statement) {
        return statement.oldChanges().stream()
                .filter(Dropped.class::isInstance)
                .map(change -> ((Dropped) change).dropped());
    }

    static Stream<Renamed> renamedOld(ObservedStatement statement) {
        return statement.oldChanges().stream().filter(Renamed.class::isInstance).map(Renamed.class::cast);
    }

    static Stream<Altered> alteredOld(ObservedStatement statement, Property property) {
        return altered(statement.oldChanges(), property);
    }

    /** Also of what is new. */
    static Stream<Altered> altered(ObservedStatement statement, Property property) {
        return altered(statement.record().changes(), property);
    }

    private static Stream<Altered> altered(List<Change> changes, Property property) {
        return changes.stream()
                .filter(Altered.class::isInstance)
                .map(Altered.class::cast)
                .filter(altered -> altered.property() == property);
    }

    static String definition(CatalogObject object) {
        return Objects.requireNonNullElse(object.get(Property.DEFINITION), "");
    }

    static boolean isConstraint(CatalogObject object, String definition) {
        return object.kind() == ObjectKind.CONSTRAINT && definition(object).startsWith(definition);
    }

    static boolean isValid(CatalogObject constraint) {
        return !definition(constraint).endsWith("NOT VALID");
    }

    static String table(CatalogObject object) {
        return object.id().root().name();
    }

    /** The item of a table that an object is or belongs to, as it is at the end of the release. */
    static Optional<Item> table(CatalogObject object, Release release) {
        return release.schema().relation(table(object));
    }
}
