package dev.manticore.migrations.inspection;

import dev.manticore.migrations.inspection.Difference.Changed;
import dev.manticore.migrations.inspection.Difference.Extra;
import dev.manticore.migrations.inspection.Difference.Missing;
import dev.manticore.migrations.inspection.Difference.Reordered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What differs in a database from what is expected, and how to undo that. Immutable.
 *
 * @param differences in the order of a catalog
 * @param repair the statements that undo all differences with a {@link Difference#repair()}, without semicolons, in an order that
 *     respects what they need of each other; all can be executed in one transaction, unless one adds a label to an enum and another
 *     one uses it
 */
public record CatalogDiff(List<Difference> differences, List<String> repair) {

    public CatalogDiff {
        differences = List.copyOf(differences);
        repair = List.copyOf(repair);
    }

    static CatalogDiff between(Catalog expected, Catalog actual) {
        if (expected.equals(actual)) {
            return new CatalogDiff(List.of(), List.of());
        }
        List<Difference> differences = new Comparison(expected, actual).differences();
        return new CatalogDiff(differences, RepairScript.of(differences, actual));
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /** One line for each difference. */
    @Override
    public String toString() {
        return String.join("\n", differences.stream().map(Object::toString).toList());
    }

    /** The search for differences. */
    private static final class Comparison {
        private static final Comparator<Difference> ORDER = Comparator.comparing(
                        (Difference difference) -> difference.object().root().kind())
                .thenComparing(difference -> difference.object().root().name());

        private final Catalog expected;
        private final Catalog actual;
        private final Repairs repairs;
        private final List<Difference> differences = new ArrayList<>();

        Comparison(Catalog expected, Catalog actual) {
            this.expected = expected;
            this.actual = actual;
            this.repairs = new Repairs(expected, actual);
        }

        List<Difference> differences() {
            for (CatalogObject object : expected.objects()) {
                actual.find(object.id()).ifPresentOrElse(other -> compare(object, other), () -> missing(object));
            }
            actual.objects().stream()
                    .filter(object -> expected.find(object.id()).isEmpty())
                    .forEach(this::extra);
            differences.sort(ORDER);
            return differences;
        }

        private void missing(CatalogObject object) {
            if (isOfItsOwn(object, actual)) {
                differences.add(new Missing(object, repairs.create(object)));
            }
        }

        private void extra(CatalogObject object) {
            if (isOfItsOwn(object, expected)) {
                differences.add(new Extra(object, repairs.drop(object)));
            }
        }

        /** Whether no other difference is the reason for which the other catalog lacks the object. */
        private boolean isOfItsOwn(CatalogObject object, Catalog other) {
            ObjectId parent = object.id().parent();
            return parent == null
                    || (other.find(parent).isPresent()
                            && !isColumnOfChangedView(object)
                            && !(object.kind() == ObjectKind.SEQUENCE && differs(parent, Property.IDENTITY)));
        }

        private boolean isColumnOfChangedView(CatalogObject object) {
            return object.kind() == ObjectKind.COLUMN && differs(object.id().owner(), Property.DEFINITION);
        }

        private boolean differs(ObjectId id, Property property) {
            return !expected.find(id)
                    .flatMap(it -> it.find(property))
                    .equals(actual.find(id).flatMap(it -> it.find(property)));
        }

        private void compare(CatalogObject wanted, CatalogObject found) {
            Set<Property> properties = EnumSet.noneOf(Property.class);
            properties.addAll(wanted.properties().keySet());
            properties.addAll(found.properties().keySet());
            for (Property property : properties) {
                boolean consequence = property == Property.TYPE && isColumnOfChangedView(wanted);
                if (!Objects.equals(wanted.get(property), found.get(property)) && !consequence) {
                    differences.add(new Changed(
                            wanted.id(),
                            property,
                            wanted.get(property),
                            found.get(property),
                            repairs.change(wanted, found, property)));
                }
            }
            List<String> wantedColumns = columns(expected, wanted, actual);
            List<String> foundColumns = columns(actual, found, expected);
            if (!wantedColumns.equals(foundColumns) && !differs(wanted.id(), Property.DEFINITION)) {
                differences.add(new Reordered(wanted.id(), wantedColumns, foundColumns));
            }
        }

        /** The names of the columns that the other catalog has as well. */
        private static List<String> columns(Catalog catalog, CatalogObject object, Catalog other) {
            return catalog.children(object.id()).stream()
                    .filter(child -> child.kind() == ObjectKind.COLUMN
                            && other.find(child.id()).isPresent())
                    .map(child -> child.id().name())
                    .toList();
        }
    }
}
