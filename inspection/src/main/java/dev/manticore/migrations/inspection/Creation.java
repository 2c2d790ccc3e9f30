package dev.manticore.migrations.inspection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statement that creates an object, and what it does not create needs statements of its own. */
final class Creation {
    private static final Pattern SEQUENCE_TYPE = Pattern.compile("^AS \\S+ ");

    private final Catalog catalog;

    /** @param catalog what is created */
    Creation(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The statement; nothing if another one creates the object, or if nobody knows how to. */
    Optional<String> of(CatalogObject object) {
        String name = object.id().name();
        return switch (object.kind()) {
            case SCHEMA -> Optional.of("CREATE SCHEMA " + name);
            case EXTENSION ->
                Optional.of("CREATE EXTENSION " + name + " SCHEMA " + object.required(Property.SCHEMA) + " VERSION '"
                        + object.required(Property.VERSION) + "'");
            case ENUM ->
                Optional.of("CREATE TYPE " + name + " AS ENUM ("
                        + object.find(Property.LABELS).orElse("").replace("\n", ", ") + ")");
            case DOMAIN ->
                Optional.of("CREATE DOMAIN " + name + " AS " + object.required(Property.TYPE)
                        + clause(object, " COLLATE ", Property.COLLATION)
                        + clause(object, " DEFAULT ", Property.DEFAULT)
                        + notNull(object));
            case COMPOSITE_TYPE -> Optional.of("CREATE TYPE " + name + " AS " + columns(object));
            case SEQUENCE ->
                object.id().parent() == null
                        ? Optional.of("CREATE " + unlogged(object) + "SEQUENCE " + name + " "
                                + object.required(Property.PARAMETERS))
                        : Optional.empty();
            case TABLE -> Optional.of(table(object));
            case FOREIGN_TABLE ->
                Optional.of("CREATE FOREIGN TABLE " + name + " " + columns(object) + inherits(object) + " SERVER "
                        + object.required(Property.SERVER)
                        + Options.foreign(object.get(Property.FOREIGN_OPTIONS)));
            case VIEW -> Optional.of("CREATE VIEW " + view(object));
            case MATERIALIZED_VIEW ->
                Optional.of("CREATE MATERIALIZED VIEW " + view(object)
                        + (object.has(Property.POPULATED) ? "\nWITH NO DATA" : ""));
            case FUNCTION,
                    PROCEDURE,
                    AGGREGATE,
                    OPERATOR,
                    CAST,
                    COLLATION,
                    RANGE_TYPE,
                    EVENT_TRIGGER,
                    STATISTICS,
                    TRIGGER,
                    RULE -> object.find(Property.DEFINITION).filter(it -> !object.has(Property.INHERITED));
            case TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION -> object.find(Property.DEFINITION);
            case SERVER, FOREIGN_DATA_WRAPPER ->
                object.find(Property.DEFINITION).map(it -> it + Options.foreign(object.get(Property.FOREIGN_OPTIONS)));
            case INDEX -> object.find(Property.DEFINITION);
            case COLUMN -> column(object);
            case CONSTRAINT -> constraint(object);
            case POLICY -> Optional.of(policy(object));
            case PUBLICATION -> Optional.of(publication(object));
            case PUBLISHED_TABLE ->
                Optional.of(Targets.alterOwner(object.id()) + " ADD TABLE ONLY " + name
                        + object.find(Property.COLUMNS)
                                .map(it -> " (" + it + ")")
                                .orElse("")
                        + object.find(Property.WHERE)
                                .map(it -> " WHERE (" + it + ")")
                                .orElse(""));
            case PUBLISHED_SCHEMA -> Optional.of(Targets.alterOwner(object.id()) + " ADD TABLES IN SCHEMA " + name);
            default -> Optional.empty();
        };
    }

    private String table(CatalogObject table) {
        String columns = table.has(Property.OF_TYPE) ? "OF " + table.required(Property.OF_TYPE) : columns(table);
        return "CREATE " + unlogged(table) + "TABLE " + table.id().name() + " " + columns + inherits(table)
                + clause(table, " PARTITION BY ", Property.PARTITION_BY) + storage(table);
    }

    private static String unlogged(CatalogObject object) {
        return object.has(Property.UNLOGGED) ? "UNLOGGED " : "";
    }

    private static String inherits(CatalogObject table) {
        return table.find(Property.INHERITS).map(it -> " INHERITS (" + it + ")").orElse("");
    }

    private static String storage(CatalogObject object) {
        return clause(object, " USING ", Property.ACCESS_METHOD)
                + object.find(Property.OPTIONS)
                        .map(it -> " WITH " + Options.storage(it))
                        .orElse("")
                + clause(object, " TABLESPACE ", Property.TABLESPACE);
    }

    private static String view(CatalogObject view) {
        return view.id().name() + storage(view) + " AS\n" + view.required(Property.DEFINITION);
    }

    /** Those that do not come from a table that this one inherits from. A partition has them before it becomes one. */
    private String columns(CatalogObject table) {
        return catalog.children(table.id()).stream()
                .filter(child -> child.kind() == ObjectKind.COLUMN)
                .filter(this::isDeclared)
                .map(this::columnDefinition)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Whether the statement that creates the table has the column: it may come from a query, a type or another table. */
    boolean isDeclared(CatalogObject column) {
        ObjectId table = column.id().owner();
        boolean partition =
                catalog.find(table).filter(it -> it.has(Property.PARTITION_OF)).isPresent();
        return !Targets.isView(table) && !isTyped(catalog, table) && (partition || !column.has(Property.INHERITED));
    }

    /** Whether a column is NOT NULL because the one of a parent is. */
    boolean inheritsNotNull(CatalogObject column) {
        return catalog
                .find(column.id().owner())
                .flatMap(table -> table.find(Property.INHERITS))
                .map(parents -> List.of(parents.split(", ", -1)))
                .orElse(List.of())
                .stream()
                .map(parent -> ObjectId.of(ObjectKind.TABLE, parent)
                        .child(ObjectKind.COLUMN, column.id().name()))
                .anyMatch(parent -> catalog.find(parent)
                        .filter(it -> it.has(Property.NOT_NULL))
                        .isPresent());
    }

    private String columnDefinition(CatalogObject column) {
        return column.id().name() + " " + column.required(Property.TYPE)
                + clause(column, " COLLATE ", Property.COLLATION)
                + Options.foreign(column.get(Property.FOREIGN_OPTIONS))
                + (hasNamedNotNull(column) ? "" : notNull(column))
                + clause(column, " DEFAULT ", Property.DEFAULT)
                + clause(column, " GENERATED ALWAYS AS ", Property.GENERATED)
                + clause(column, " GENERATED ", Property.IDENTITY)
                + (column.has(Property.IDENTITY) ? " AS IDENTITY" + sequence(column) : "");
    }

    /** Whether the NOT NULL of a column is a constraint with a name of its own. */
    private boolean hasNamedNotNull(CatalogObject column) {
        return catalog.children(column.id().owner()).stream()
                .filter(child -> child.kind() == ObjectKind.CONSTRAINT)
                .anyMatch(constraint -> NotNulls.columnOf(constraint)
                        .filter(column.id()::equals)
                        .isPresent());
    }

    /** The sequence of an identity column, whose type is that of the column. */
    String sequence(CatalogObject column) {
        return catalog.children(column.id()).stream()
                .filter(child -> child.kind() == ObjectKind.SEQUENCE)
                .map(child -> " (SEQUENCE NAME " + child.id().name() + " "
                        + SEQUENCE_TYPE
                                .matcher(child.required(Property.PARAMETERS))
                                .replaceFirst("") + ")")
                .collect(Collectors.joining());
    }

    private static String notNull(CatalogObject object) {
        return object.has(Property.NOT_NULL) ? " NOT NULL" : "";
    }

    private Optional<String> column(CatalogObject column) {
        ObjectId id = column.id();
        if (column.has(Property.INHERITED) || Targets.isView(id.owner()) || isTyped(catalog, id.owner())) {
            return Optional.empty();
        }
        return Optional.of(
                Targets.isAttribute(id)
                        ? Targets.alterOwner(id) + " ADD ATTRIBUTE " + columnDefinition(column) + " CASCADE"
                        : Targets.alterOwner(id) + " ADD COLUMN " + columnDefinition(column));
    }

    /** Whether the columns of a table are those of a composite type. */
    static boolean isTyped(Catalog catalog, ObjectId table) {
        return catalog.find(table).filter(it -> it.has(Property.OF_TYPE)).isPresent();
    }

    private Optional<String> constraint(CatalogObject constraint) {
        boolean ofPartition = catalog.find(constraint.id().owner())
                .filter(table -> table.has(Property.PARTITION_OF))
                .isPresent();
        if (constraint.has(Property.INHERITED) && !ofPartition) {
            return Optional.empty();
        }
        String options = constraint
                .find(Property.OPTIONS)
                .map(it -> " WITH " + Options.storage(it))
                .orElse("");
        return Optional.of(Targets.alterOwner(constraint.id()) + " ADD CONSTRAINT "
                + constraint.id().name() + " " + withOptions(constraint.required(Property.DEFINITION), options));
    }

    /** Storage parameters come before DEFERRABLE and WHERE. */
    private static String withOptions(String definition, String options) {
        return options.isEmpty() ? definition : definition.replaceFirst("( DEFERRABLE| WHERE |$)", options + "$1");
    }

    private static String policy(CatalogObject policy) {
        return "CREATE " + Targets.of(policy.id()) + (policy.has(Property.RESTRICTIVE) ? " AS RESTRICTIVE" : "")
                + " FOR "
                + policy.required(Property.COMMAND) + " TO " + policy.required(Property.ROLES)
                + policy.find(Property.USING).map(it -> " USING (" + it + ")").orElse("")
                + policy.find(Property.CHECK)
                        .map(it -> " WITH CHECK (" + it + ")")
                        .orElse("");
    }

    private static String publication(CatalogObject publication) {
        return "CREATE PUBLICATION " + publication.id().name()
                + (publication.has(Property.ALL_TABLES) ? " FOR ALL TABLES" : "") + " WITH ("
                + publicationOptions(publication).collect(Collectors.joining(", ")) + ")";
    }

    private static Stream<String> publicationOptions(CatalogObject publication) {
        return Stream.of(
                        Optional.of("publish = '"
                                + publication.find(Property.PUBLISH).orElse("") + "'"),
                        publication
                                .find(Property.PUBLISH_VIA_PARTITION_ROOT)
                                .map(it -> "publish_via_partition_root = true"),
                        publication
                                .find(Property.PUBLISH_GENERATED_COLUMNS)
                                .map(it -> "publish_generated_columns = " + it))
                .flatMap(Optional::stream);
    }

    private static String clause(CatalogObject object, String words, Property property) {
        return object.find(property).map(it -> words + it).orElse("");
    }

    /** All objects that belong to this one, each behind what it belongs to. */
    static List<CatalogObject> descendants(Catalog catalog, ObjectId id) {
        return catalog.children(id).stream()
                .flatMap(child -> Stream.concat(Stream.of(child), descendants(catalog, child.id()).stream()))
                .toList();
    }
}
