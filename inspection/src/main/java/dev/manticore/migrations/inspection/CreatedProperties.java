package dev.manticore.migrations.inspection;

import java.util.EnumSet;
import java.util.Set;

/** Which properties of an object the statement sets that creates it; the others need statements of their own. */
final class CreatedProperties {
    private CreatedProperties() {}

    static Set<Property> of(CatalogObject object) {
        EnumSet<Property> covered =
                EnumSet.of(Property.DEFINITION, Property.INVALID, Property.INHERITED, Property.TRIGGERS);
        covered.addAll(
                switch (object.kind()) {
                    case EXTENSION -> Set.of(Property.SCHEMA, Property.VERSION);
                    case ENUM -> Set.of(Property.LABELS);
                    case DOMAIN -> Set.of(Property.TYPE, Property.COLLATION, Property.DEFAULT, Property.NOT_NULL);
                    case SEQUENCE -> Set.of(Property.PARAMETERS, Property.UNLOGGED);
                    case SERVER, FOREIGN_DATA_WRAPPER -> Set.of(Property.FOREIGN_OPTIONS);
                    case TABLE ->
                        Set.of(
                                Property.UNLOGGED,
                                Property.OF_TYPE,
                                Property.PARTITION_BY,
                                Property.INHERITS,
                                Property.ACCESS_METHOD,
                                Property.TABLESPACE,
                                Property.OPTIONS);
                    case FOREIGN_TABLE -> Set.of(Property.SERVER, Property.FOREIGN_OPTIONS, Property.INHERITS);
                    case VIEW -> Set.of(Property.OPTIONS);
                    case MATERIALIZED_VIEW ->
                        Set.of(Property.OPTIONS, Property.ACCESS_METHOD, Property.TABLESPACE, Property.POPULATED);
                    case COLUMN ->
                        Set.of(
                                Property.TYPE,
                                Property.COLLATION,
                                Property.DEFAULT,
                                Property.NOT_NULL,
                                Property.GENERATED,
                                Property.IDENTITY,
                                Property.FOREIGN_OPTIONS);
                    case POLICY ->
                        Set.of(Property.RESTRICTIVE, Property.COMMAND, Property.ROLES, Property.USING, Property.CHECK);
                    case PUBLICATION ->
                        Set.of(
                                Property.ALL_TABLES,
                                Property.PUBLISH,
                                Property.PUBLISH_VIA_PARTITION_ROOT,
                                Property.PUBLISH_GENERATED_COLUMNS);
                    case PUBLISHED_TABLE -> Set.of(Property.COLUMNS, Property.WHERE);
                    case GRANT -> Set.of(Property.PRIVILEGES);
                    case CONSTRAINT -> Set.of(Property.OPTIONS);
                    case INDEX -> Set.of(Property.ATTACHED_TO);
                    default -> Set.of();
                });
        return covered;
    }
}
