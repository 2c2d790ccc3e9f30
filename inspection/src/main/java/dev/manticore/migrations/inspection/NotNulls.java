package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Sql;
import java.util.Optional;

/** Constraints that are a NOT NULL with a name of its own, which PostgreSQL has since version 18. */
final class NotNulls {
    private NotNulls() {}

    /** The column of a constraint that is a NOT NULL with a name of its own. */
    static Optional<ObjectId> columnOf(CatalogObject constraint) {
        return constraint
                .find(Property.DEFINITION)
                .filter(it ->
                        it.startsWith("NOT NULL ") && constraint.id().owner().kind() != ObjectKind.DOMAIN)
                .map(it -> it.substring("NOT NULL ".length()).replaceFirst(" (NO INHERIT|NOT VALID).*$", ""))
                .map(column -> constraint.id().owner().child(ObjectKind.COLUMN, column));
    }

    /** A column has only one NOT NULL: one that has the usual name gets another, and the other way round. */
    static Optional<String> renamed(CatalogObject constraint, Catalog other, boolean usual) {
        return columnOf(constraint)
                .filter(column -> constraint.required(Property.DEFINITION).equals("NOT NULL " + column.name()))
                .filter(column -> other.find(column)
                        .filter(it -> it.has(Property.NOT_NULL))
                        .isPresent())
                .map(column -> {
                    String usualName = Sql.identifier(
                            Names.unquoted(Names.last(column.owner().name())) + "_" + Names.unquoted(column.name())
                                    + "_not_null");
                    String name = constraint.id().name();
                    return Targets.alterOwner(column) + " RENAME CONSTRAINT " + (usual ? name : usualName) + " TO "
                            + (usual ? usualName : name);
                });
    }
}
