package dev.manticore.migrations;

/**
 * The identity of a repeatable migration: its description. It is applied after all versions, and again whenever its script
 * has changed.
 *
 * @param name not blank
 */
public record RepeatableName(String name) implements MigrationId {

    public RepeatableName {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a repeatable migration must not be blank");
        }
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.repeatable(this);
    }

    @Override
    public String label() {
        return "R " + name;
    }

    @Override
    public String label(String description) {
        return label();
    }

    /** After every version; among each other by name. */
    @Override
    public int compareTo(MigrationId other) {
        return other instanceof RepeatableName repeatable ? name.compareTo(repeatable.name) : 1;
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
