package dev.manticore.migrations.inspection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What default privileges give on an object that statements create: depending on who executes them, more than is expected.
 *
 * @param expected what the object is to have
 * @param actual has the default privileges that are in force, unless they are changed as well
 */
record DefaultPrivileges(Catalog expected, Catalog actual) {

    /** Gives all roles of default privileges that may apply what they are to have on a new object. */
    List<String> correct(CatalogObject created) {
        Optional<String> kind = kind(created.kind());
        if (kind.isEmpty()) {
            return List.of();
        }
        Set<String> roles = new TreeSet<>();
        Stream.of(expected, actual)
                .forEach(catalog -> catalog.objects().stream()
                        .filter(it -> it.kind() == ObjectKind.DEFAULT_PRIVILEGES)
                        .filter(it -> apply(it.id().name(), kind.get(), created))
                        .flatMap(it -> catalog.children(it.id()).stream())
                        .map(grant -> grant.id().name())
                        .forEach(roles::add));
        Grants grants = new Grants(expected);
        return roles.stream()
                .map(role -> created.id().child(ObjectKind.GRANT, role))
                .filter(grant -> !grants.isOfOwner(grant))
                .flatMap(grant -> grants
                        .change(
                                grant,
                                expected.find(grant)
                                        .map(it -> it.required(Property.PRIVILEGES))
                                        .orElse(null),
                                Grants.ALL)
                        .stream())
                .toList();
    }

    private static boolean apply(String name, String kind, CatalogObject created) {
        return name.endsWith(" ON " + kind)
                && (!name.contains(" IN SCHEMA ")
                        || name.endsWith(
                                " IN SCHEMA " + Names.schema(created.id().name()) + " ON " + kind));
    }

    private static Optional<String> kind(ObjectKind kind) {
        return switch (kind) {
            case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW -> Optional.of("TABLES");
            case SEQUENCE -> Optional.of("SEQUENCES");
            case FUNCTION, PROCEDURE, AGGREGATE -> Optional.of("FUNCTIONS");
            case DOMAIN, ENUM, COMPOSITE_TYPE, RANGE_TYPE -> Optional.of("TYPES");
            case SCHEMA -> Optional.of("SCHEMAS");
            default -> Optional.empty();
        };
    }
}
