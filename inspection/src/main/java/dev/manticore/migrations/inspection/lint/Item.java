package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object of the scratch database as it was last seen.
 *
 * @param parent the OID of what it belongs to, or 0
 * @param name as SQL has it; with its schema unless its parent says where it is
 * @param values what {@code observe.sql} says of objects of its catalog
 */
record Item(Key key, long parent, String name, List<@Nullable String> values) {

    /**
     * What it is found by.
     *
     * @param catalog without {@code pg_}
     * @param sub the number of a column, otherwise 0
     */
    record Key(String catalog, long oid, int sub) {}

    static Item of(Observation.Seen seen) {
        return new Item(seen.key(), seen.parent(), seen.name(), seen.values());
    }

    long oid() {
        return key.oid();
    }

    boolean isOf(String catalog) {
        return key.catalog().equals(catalog);
    }

    @Nullable
    String value(int number) {
        return values.get(number - 1);
    }

    private String kindLetter() {
        return Objects.requireNonNullElse(value(1), "");
    }

    /** Whether it is a relation of one of these kinds of {@code pg_class.relkind}. */
    boolean isRelation(String kinds) {
        return isOf("class") && kinds.contains(kindLetter());
    }

    boolean isTable() {
        return isRelation("rp");
    }

    boolean isIndex() {
        return isRelation("iI");
    }

    boolean isPartition() {
        return isOf("class") && value(4) != null;
    }

    /** Whether it is a constraint of one of these kinds of {@code pg_constraint.contype}. */
    boolean isConstraint(String kinds) {
        return isOf("constraint") && kinds.contains(kindLetter());
    }

    /** Whether it exists only because the parent of its table has it. */
    boolean isInheritedConstraint() {
        return isOf("constraint") && (value(6) != null || !"0".equals(value(7)));
    }

    /** The file that has the rows of a relation. */
    String file() {
        return Objects.requireNonNullElse(value(2), "");
    }

    /** The OID of the tablespace of a relation; 0 for that of the database. */
    String tablespace() {
        return Objects.requireNonNullElse(value(11), "");
    }

    /** The numbers of the columns of a constraint or an index, in its order; 0 for an expression. */
    List<Integer> columns() {
        String numbers = value(isIndex() ? 8 : 3);
        return numbers == null || numbers.isEmpty()
                ? List.of()
                : Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();
    }

    boolean isNotNull() {
        return "true".equals(value(2));
    }

    ObjectKind kind() {
        return switch (key.catalog()) {
            case "attribute" -> ObjectKind.COLUMN;
            case "constraint" -> ObjectKind.CONSTRAINT;
            case "trigger" -> ObjectKind.TRIGGER;
            case "policy" -> ObjectKind.POLICY;
            case "type" -> kindLetter().equals("e") ? ObjectKind.ENUM : ObjectKind.DOMAIN;
            case "proc" ->
                switch (kindLetter()) {
                    case "p" -> ObjectKind.PROCEDURE;
                    case "a" -> ObjectKind.AGGREGATE;
                    default -> ObjectKind.FUNCTION;
                };
            default ->
                switch (kindLetter()) {
                    case "v" -> ObjectKind.VIEW;
                    case "m" -> ObjectKind.MATERIALIZED_VIEW;
                    case "f" -> ObjectKind.FOREIGN_TABLE;
                    case "S" -> ObjectKind.SEQUENCE;
                    case "i", "I" -> ObjectKind.INDEX;
                    case "c" -> ObjectKind.COMPOSITE_TYPE;
                    default -> ObjectKind.TABLE;
                };
        };
    }

    /** What of it is compared. */
    Map<Property, String> properties() {
        Map<Property, String> properties = new EnumMap<>(Property.class);
        switch (kind()) {
            case COLUMN -> {
                put(properties, Property.TYPE, value(1));
                put(properties, Property.NOT_NULL, isNotNull() ? "" : null);
                put(properties, value(5) == null ? Property.DEFAULT : Property.GENERATED, value(3));
                put(properties, Property.IDENTITY, identity());
            }
            case CONSTRAINT -> put(properties, Property.DEFINITION, value(2));
            case INDEX -> {
                put(properties, Property.DEFINITION, value(5));
                put(properties, Property.INVALID, value(7) == null ? null : "");
            }
            case DOMAIN -> {
                put(properties, Property.TYPE, value(2));
                put(properties, Property.NOT_NULL, "true".equals(value(3)) ? "" : null);
            }
            case FUNCTION, PROCEDURE, AGGREGATE -> put(properties, Property.TYPE, value(2));
            case SEQUENCE -> put(properties, Property.TYPE, value(10));
            case TABLE -> put(properties, Property.UNLOGGED, "u".equals(value(3)) ? "" : null);
            default -> {}
        }
        return properties;
    }

    private @Nullable String identity() {
        String letter = value(4);
        return letter == null ? null : letter.equals("a") ? "ALWAYS" : "BY DEFAULT";
    }

    private static void put(Map<Property, String> properties, Property property, @Nullable String value) {
        if (value != null) {
            properties.put(property, value);
        }
    }
}
