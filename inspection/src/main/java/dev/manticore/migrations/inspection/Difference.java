package dev.manticore.migrations.inspection;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thing in which a database is not as expected. Its text is one line. */
public sealed interface Difference {

    /** What it is about. */
    ObjectId object();

    /**
     * The statements that undo it, in order, without semicolons; empty if there is no mechanical way, or if what undoes another
     * difference undoes this one. They do not look at rows: dropping a table loses them.
     */
    List<String> repair();

    /** An object that is not there. What belongs to it is not there either, and is no difference of its own. */
    record Missing(CatalogObject expected, List<String> repair) implements Difference {
        public Missing {
            repair = List.copyOf(repair);
        }

        @Override
        public ObjectId object() {
            return expected.id();
        }

        @Override
        public String toString() {
            return object() + " is missing" + DifferenceText.summary(expected);
        }
    }

    /** An object that is not expected. What belongs to it is no difference of its own. */
    record Extra(CatalogObject actual, List<String> repair) implements Difference {
        public Extra {
            repair = List.copyOf(repair);
        }

        @Override
        public ObjectId object() {
            return actual.id();
        }

        @Override
        public String toString() {
            return object() + " is not expected" + DifferenceText.summary(actual);
        }
    }

    /**
     * A property with another value.
     *
     * @param expected null for the usual value
     * @param actual null for the usual value
     */
    record Changed(
            ObjectId object,
            Property property,
            @Nullable String expected,
            @Nullable String actual,
            List<String> repair) implements Difference {
        public Changed {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(property, "property");
            repair = List.copyOf(repair);
        }

        @Override
        public String toString() {
            return object() + ": " + property + " is " + DifferenceText.values(expected, actual);
        }
    }

    /**
     * Columns in another order. It cannot be undone without a new table.
     *
     * @param expected the names of the columns that both have
     * @param actual the same names
     */
    record Reordered(ObjectId object, List<String> expected, List<String> actual) implements Difference {
        public Reordered {
            expected = List.copyOf(expected);
            actual = List.copyOf(actual);
        }

        @Override
        public List<String> repair() {
            return List.of();
        }

        @Override
        public String toString() {
            return object() + ": order of columns is "
                    + DifferenceText.values(String.join(", ", expected), String.join(", ", actual));
        }
    }
}
