package dev.manticore.migrations.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The statements that undo differences. */
final class Repairs {
    /** What can only be said when everything that belongs to a table is there. */
    private static final Set<Property> AFTER_CHILDREN =
            Set.of(Property.REPLICA_IDENTITY, Property.CLUSTERED_ON, Property.PARTITION_OF);

    private final Catalog expected;
    private final Catalog actual;
    private final Creation creation;
    private final DefaultPrivileges defaults;

    Repairs(Catalog expected, Catalog actual) {
        this.expected = expected;
        this.actual = actual;
        this.creation = new Creation(expected);
        this.defaults = new DefaultPrivileges(expected, actual);
    }

    /** Creates an object with everything that belongs to it. */
    List<String> create(CatalogObject object) {
        if (object.has(Property.INHERITED) || object.kind() == ObjectKind.GRANT) {
            return object.kind() == ObjectKind.GRANT ? granted(object) : List.of();
        }
        Optional<String> renamed = NotNulls.renamed(object, actual, false);
        if (renamed.isPresent()) {
            return List.of(renamed.get());
        }
        List<String> statements = new ArrayList<>();
        boolean whole = object.id().parent() == null;
        statements.addAll(created(object, whole));
        statements.addAll(defaults.correct(object));
        for (CatalogObject child : Creation.descendants(expected, object.id())) {
            statements.addAll(child.kind() == ObjectKind.GRANT ? granted(child) : created(child, whole));
            statements.addAll(defaults.correct(child));
        }
        AFTER_CHILDREN.stream().sorted().forEach(property -> statements.addAll(set(object, property)));
        if (object.kind() == ObjectKind.INDEX) {
            statements.addAll(set(object, Property.ATTACHED_TO));
            expected.find(object.id().owner()).ifPresent(table -> statements.addAll(uses(table, object)));
        }
        return statements;
    }

    /** What a table uses an index for. */
    private static List<String> uses(CatalogObject table, CatalogObject index) {
        String name = Names.last(index.id().name());
        return Stream.of(Property.REPLICA_IDENTITY, Property.CLUSTERED_ON)
                .filter(property -> table.find(property)
                        .filter(it -> it.replace("USING INDEX ", "").equals(name))
                        .isPresent())
                .flatMap(property -> set(table, property).stream())
                .toList();
    }

    private List<String> granted(CatalogObject grant) {
        return new Grants(expected).change(grant.id(), grant.get(Property.PRIVILEGES), null);
    }

    /** @param whole whether the table of an index is created as well: it has no partitions yet */
    private List<String> created(CatalogObject object, boolean whole) {
        Optional<String> statement = creation.of(object);
        if (statement.isEmpty() && object.kind() != ObjectKind.COLUMN && !isIdentity(object)) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        boolean partOfTable = object.kind() == ObjectKind.COLUMN && whole;
        statement
                .filter(it -> !partOfTable)
                .map(it -> whole && object.kind() == ObjectKind.INDEX ? it.replaceFirst(" ON ONLY ", " ON ") : it)
                .ifPresent(statements::add);
        Set<Property> covered = CreatedProperties.of(object);
        boolean undeclared = object.kind() == ObjectKind.COLUMN && !creation.isDeclared(object);
        for (Property property : object.properties().keySet()) {
            boolean ofItsOwn = undeclared
                    && (property == Property.DEFAULT
                            || (property == Property.NOT_NULL && !creation.inheritsNotNull(object)));
            if ((ofItsOwn || !covered.contains(property)) && !AFTER_CHILDREN.contains(property)) {
                statements.addAll(set(object, property));
            }
        }
        return statements;
    }

    private static boolean isIdentity(CatalogObject object) {
        return object.kind() == ObjectKind.SEQUENCE && object.id().parent() != null;
    }

    private static List<String> set(CatalogObject object, Property property) {
        return object.find(property)
                .map(value -> new Changes(object.id(), value, null).of(property))
                .orElse(List.of());
    }

    /** Drops an object with everything that belongs to it. */
    List<String> drop(CatalogObject object) {
        ObjectId id = object.id();
        if (object.has(Property.INHERITED) || isIdentity(object) || isDroppedWithAnother(object)) {
            return List.of();
        }
        return switch (object.kind()) {
            case GRANT -> new Grants(actual).change(id, null, object.get(Property.PRIVILEGES));
            case DEFAULT_PRIVILEGES ->
                actual.children(id).stream()
                        .flatMap(child -> drop(child).stream())
                        .toList();
            case COLUMN ->
                Targets.isView(id.owner())
                                || Creation.isTyped(actual, id.owner())
                                || Creation.isTyped(expected, id.owner())
                        ? List.of()
                        : List.of(
                                Targets.isAttribute(id)
                                        ? Targets.alterOwner(id) + " DROP ATTRIBUTE " + id.name() + " CASCADE"
                                        : Targets.alterOwner(id) + " DROP COLUMN " + id.name());
            case TABLE -> {
                // A foreign key may refer to its rows as long as it is a partition.
                List<String> detached =
                        new Changes(id, null, object.get(Property.PARTITION_OF)).of(Property.PARTITION_OF);
                yield Stream.concat(detached.stream(), Stream.of("DROP " + Targets.of(id)))
                        .toList();
            }
            case CONSTRAINT ->
                List.of(NotNulls.renamed(object, expected, true)
                        .orElse(Targets.alterOwner(id) + " DROP CONSTRAINT " + id.name()));
            case USER_MAPPING -> List.of("DROP USER MAPPING FOR " + id.name().replaceFirst(" on server ", " SERVER "));
            case PUBLISHED_TABLE -> List.of(Targets.alterOwner(id) + " DROP TABLE ONLY " + id.name());
            case PUBLISHED_SCHEMA -> List.of(Targets.alterOwner(id) + " DROP TABLES IN SCHEMA " + id.name());
            default -> List.of("DROP " + Targets.of(id));
        };
    }

    /** Whether the table of a sequence, or the partitioned index of an index, goes as well. */
    private boolean isDroppedWithAnother(CatalogObject object) {
        return object.find(Property.OWNED_BY)
                        .filter(column -> !has(expected, Names.schema(column), Names.last(column)))
                        .isPresent()
                || object.find(Property.ATTACHED_TO)
                        .filter(index -> expected.objects().stream()
                                .noneMatch(it -> it.id().name().equals(index)))
                        .isPresent();
    }

    private static boolean has(Catalog catalog, String table, String column) {
        return catalog.find(ObjectId.of(ObjectKind.TABLE, table).child(ObjectKind.COLUMN, column))
                .isPresent();
    }

    /** Gives one property the expected value. */
    List<String> change(CatalogObject wanted, CatalogObject found, Property property) {
        ObjectId id = wanted.id();
        if (wanted.has(Property.INHERITED) && found.has(Property.INHERITED) && isOfParent(property)) {
            return List.of();
        }
        if (isRecreated(wanted, found)) {
            return again(wanted, found);
        }
        return switch (id.kind()) {
            case GRANT ->
                new Grants(expected).change(id, wanted.get(Property.PRIVILEGES), found.get(Property.PRIVILEGES));
            case COLUMN -> changeColumn(wanted, found, property);
            case VIEW, MATERIALIZED_VIEW ->
                property == Property.DEFINITION
                        ? new ViewRepairs(expected, actual, this).define(wanted, found)
                        : plain(wanted, found, property);
            case CONSTRAINT ->
                property == Property.DEFINITION
                        ? List.of(Targets.alterOwner(id) + " VALIDATE CONSTRAINT " + id.name())
                        : plain(wanted, found, property);
            case FUNCTION, PROCEDURE ->
                property == Property.DEFINITION ? List.of(wanted.required(property)) : plain(wanted, found, property);
            default -> plain(wanted, found, property);
        };
    }

    /** Whether the object has to be dropped and created again. That gives all properties their values. */
    private static boolean isRecreated(CatalogObject wanted, CatalogObject found) {
        return switch (wanted.kind()) {
            case POLICY ->
                differ(
                        wanted,
                        found,
                        Property.RESTRICTIVE,
                        Property.COMMAND,
                        Property.ROLES,
                        Property.USING,
                        Property.CHECK);
            case PUBLISHED_TABLE -> differ(wanted, found, Property.COLUMNS, Property.WHERE);
            case PUBLICATION -> differ(wanted, found, Property.ALL_TABLES);
            case VIEW, MATERIALIZED_VIEW -> false;
            case FUNCTION, PROCEDURE -> !heading(wanted).equals(heading(found));
            case CONSTRAINT -> differ(wanted, found, Property.DEFINITION) && !isOnlyNotValid(wanted, found);
            default -> differ(wanted, found, Property.DEFINITION);
        };
    }

    private static boolean differ(CatalogObject wanted, CatalogObject found, Property... properties) {
        return Stream.of(properties).anyMatch(it -> !Objects.equals(wanted.get(it), found.get(it)));
    }

    private static boolean isOnlyNotValid(CatalogObject wanted, CatalogObject found) {
        return found.required(Property.DEFINITION).equals(wanted.required(Property.DEFINITION) + " NOT VALID");
    }

    private static boolean isOfParent(Property property) {
        return property == Property.DEFINITION || property == Property.TYPE || property == Property.COLLATION;
    }

    private static List<String> plain(CatalogObject wanted, CatalogObject found, Property property) {
        return new Changes(wanted.id(), wanted.get(property), found.get(property)).of(property);
    }

    /** Drops an object and creates it again, with everything that belongs to it. */
    private List<String> again(CatalogObject wanted, CatalogObject found) {
        List<String> created = create(wanted);
        return created.isEmpty()
                ? List.of()
                : Stream.concat(drop(found).stream(), created.stream()).toList();
    }

    /** The lines with name, arguments and result: with others, a function cannot be replaced. */
    private static List<String> heading(CatalogObject function) {
        return function.required(Property.DEFINITION).lines().limit(2).toList();
    }

    private List<String> changeColumn(CatalogObject wanted, CatalogObject found, Property property) {
        ObjectId id = wanted.id();
        return switch (property) {
            case TYPE, COLLATION -> changeType(wanted, found);
            case IDENTITY ->
                plain(wanted, found, property).stream()
                        .map(it -> it.endsWith(" AS IDENTITY") ? it + creation.sequence(wanted) : it)
                        .toList();
            case GENERATED -> {
                boolean replaceable = expected.version() >= 17 && wanted.has(property) && found.has(property);
                String suffix = wanted.find(property).orElse("").replaceFirst("^.*\\) ", "");
                yield replaceable && found.required(property).endsWith(suffix)
                        ? List.of(Targets.alterColumn(id) + " SET EXPRESSION AS "
                                + wanted.required(property).replaceFirst(" (STORED|VIRTUAL)$", ""))
                        : plain(wanted, found, property);
            }
            case STORAGE ->
                wanted.has(property) || actual.version() < 16
                        ? plain(wanted, found, property)
                        : List.of(Targets.alterColumn(id) + " SET STORAGE DEFAULT");
            default -> plain(wanted, found, property);
        };
    }

    /** A default of the old type may have no meaning in the new one. */
    private List<String> changeType(CatalogObject wanted, CatalogObject found) {
        ObjectId id = wanted.id();
        if (Targets.isView(id.owner())) {
            return List.of();
        }
        String type = wanted.required(Property.TYPE);
        String collation =
                wanted.find(Property.COLLATION).map(it -> " COLLATE " + it).orElse("");
        boolean table = id.owner().kind() == ObjectKind.TABLE && !wanted.has(Property.GENERATED);
        List<String> statements = new ArrayList<>();
        if (found.has(Property.DEFAULT)) {
            statements.add(Targets.alterColumn(id) + " DROP DEFAULT");
        }
        statements.add(Targets.alterColumn(id) + " TYPE " + type + collation
                + (table ? " USING " + id.name() + "::" + type : ""));
        wanted.find(Property.DEFAULT).ifPresent(it -> statements.add(Targets.alterColumn(id) + " SET DEFAULT " + it));
        return statements;
    }
}
