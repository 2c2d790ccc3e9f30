package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.Property;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a statement changed in the catalog. Its text is one line. */
public sealed interface Change {

    /** What was changed, with the name that it had before. */
    ObjectId object();

    /** An object that was not there before. */
    record Created(CatalogObject created) implements Change {
        @Override
        public ObjectId object() {
            return created.id();
        }

        @Override
        public String toString() {
            return object() + " created";
        }
    }

    /** An object that is gone, also because {@code CASCADE} or the object that it belonged to took it along. */
    record Dropped(CatalogObject dropped) implements Change {
        @Override
        public ObjectId object() {
            return dropped.id();
        }

        @Override
        public String toString() {
            return object() + " dropped";
        }
    }

    /** An object with another name or in another schema. */
    record Renamed(ObjectId object, ObjectId now) implements Change {
        @Override
        public String toString() {
            return object + " renamed to " + now.name();
        }
    }

    /**
     * A property with another value.
     *
     * @param before null for PostgreSQL's usual value
     * @param after null for the usual value
     */
    record Altered(
            ObjectId object,
            Property property,
            @Nullable String before,
            @Nullable String after) implements Change {
        public Altered {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(property, "property");
        }

        @Override
        public String toString() {
            return object + ": " + property + " was " + before + ", is " + after;
        }
    }
}
