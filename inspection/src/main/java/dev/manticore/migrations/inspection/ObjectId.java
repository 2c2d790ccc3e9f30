package dev.manticore.migrations.inspection;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which object of a database is meant, by its name. Immutable.
 *
 * @param name as SQL has it: quoted where necessary, and qualified with its schema unless the parent says where it is. A function's
 *     has the types of its arguments
 * @param parent what the object belongs to, e.g. the table of a column; null for none
 */
public record ObjectId(
        ObjectKind kind, String name, @Nullable ObjectId parent) {

    public ObjectId {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** An object that belongs to no other. */
    public static ObjectId of(ObjectKind kind, String name) {
        return new ObjectId(kind, name, null);
    }

    /** An object that belongs to this one. */
    public ObjectId child(ObjectKind childKind, String childName) {
        return new ObjectId(childKind, childName, this);
    }

    /** The object that this one belongs to in the end: itself, if it belongs to none. */
    public ObjectId root() {
        return parent == null ? this : parent.root();
    }

    /** Whether this object belongs to the other one, or to one that does. */
    public boolean isWithin(ObjectId other) {
        return Optional.ofNullable(parent)
                .filter(it -> it.equals(other) || it.isWithin(other))
                .isPresent();
    }

    /** The parent of an object whose kind always has one. */
    ObjectId owner() {
        return Objects.requireNonNull(parent, () -> this + " belongs to nothing");
    }

    /** In words, e.g. {@code column total of table public.orders}. */
    @Override
    public String toString() {
        if (parent == null) {
            return kind + " " + name;
        }
        return kind == ObjectKind.GRANT ? "grant to " + name + " on " + parent : kind + " " + name + " of " + parent;
    }
}
