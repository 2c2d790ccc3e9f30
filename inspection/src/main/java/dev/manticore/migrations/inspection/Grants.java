package dev.manticore.migrations.inspection;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements that give a role other privileges on an object. */
final class Grants {
    private static final String GRANTABLE = " WITH GRANT OPTION";
    private static final String NONE = "none";
    /** All privileges on an object. */
    static final String ALL = "ALL";

    private final Catalog catalog;

    /** @param catalog says who owns what */
    Grants(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The statements.
     *
     * @param grant which role and object
     * @param expected the privileges to have; null for those on a new object
     * @param actual the privileges that are there; null for those on a new object
     */
    List<String> change(ObjectId grant, @Nullable String expected, @Nullable String actual) {
        if (grant.name().contains(" by ")) {
            // Only the role that granted it can take it back.
            return List.of();
        }
        Set<String> wanted = privileges(expected == null ? usual(grant) : expected);
        Set<String> found = privileges(actual == null ? usual(grant) : actual);
        if (wanted.contains(ALL) || found.contains(ALL)) {
            // Which privileges these are, depends on the version.
            return Stream.concat(
                            Stream.of(revoke(grant, "", Set.of(ALL))),
                            Stream.of(grant(grant, plain(wanted), ""), grant(grant, grantable(wanted), GRANTABLE)))
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
        Set<String> taken = without(all(found), all(wanted));
        Set<String> limited = without(without(grantable(found), grantable(wanted)), taken);
        Set<String> given = without(plain(wanted), all(found));
        Set<String> widened = without(grantable(wanted), grantable(found));
        return Stream.of(
                        revoke(grant, "", taken),
                        revoke(grant, "GRANT OPTION FOR ", limited),
                        grant(grant, given, ""),
                        grant(grant, widened, GRANTABLE))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static Set<String> privileges(String text) {
        return text.equals(NONE) ? Set.of() : new TreeSet<>(List.of(text.split(", ", -1)));
    }

    /** Those without the grant option. */
    private static Set<String> plain(Set<String> privileges) {
        return privileges.stream().filter(it -> !it.endsWith(GRANTABLE)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of those with the grant option. */
    private static Set<String> grantable(Set<String> privileges) {
        return privileges.stream()
                .filter(it -> it.endsWith(GRANTABLE))
                .map(it -> it.substring(0, it.length() - GRANTABLE.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all. */
    private static Set<String> all(Set<String> privileges) {
        Set<String> all = plain(privileges);
        all.addAll(grantable(privileges));
        return all;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String grant(ObjectId grant, Set<String> privileges, String option) {
        return privileges.isEmpty() ? "" : statement(grant, "GRANT ", privileges, " TO ") + option;
    }

    private static String revoke(ObjectId grant, String option, Set<String> privileges) {
        return privileges.isEmpty() ? "" : statement(grant, "REVOKE " + option, privileges, " FROM ");
    }

    private static String statement(ObjectId grant, String verb, Collection<String> privileges, String direction) {
        ObjectId object = grant.owner();
        String list = String.join(", ", privileges);
        return switch (object.kind()) {
            case COLUMN ->
                verb
                        + privileges.stream()
                                .map(it -> it + " (" + object.name() + ")")
                                .collect(Collectors.joining(", "))
                        + " ON " + object.owner().name() + direction + grant.name();
            case DEFAULT_PRIVILEGES -> {
                int on = object.name().lastIndexOf(" ON ");
                yield "ALTER DEFAULT PRIVILEGES " + object.name().substring(0, on) + " " + verb + list
                        + object.name().substring(on) + direction + grant.name();
            }
            default -> verb + list + " ON " + target(object) + direction + grant.name();
        };
    }

    private static String target(ObjectId object) {
        return switch (object.kind()) {
            case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW -> "TABLE " + object.name();
            case AGGREGATE -> "FUNCTION " + object.name();
            case SERVER -> "FOREIGN SERVER " + object.name();
            case DOMAIN, ENUM, COMPOSITE_TYPE, RANGE_TYPE, BASE_TYPE -> "TYPE " + object.name();
            default -> Targets.of(object);
        };
    }

    /** What PostgreSQL grants on a new object, see its documentation, table 5.2. */
    private String usual(ObjectId grant) {
        ObjectId object = grant.owner();
        if (object.kind() == ObjectKind.COLUMN) {
            return NONE;
        }
        if (object.kind() == ObjectKind.DEFAULT_PRIVILEGES) {
            return usualOnNew(object.name(), grant.name());
        }
        if (isOfOwner(grant)) {
            return ALL;
        }
        return grant.name().equals("PUBLIC")
                ? switch (object.kind()) {
                    case FUNCTION, PROCEDURE, AGGREGATE -> "EXECUTE";
                    case DOMAIN, ENUM, COMPOSITE_TYPE, RANGE_TYPE, BASE_TYPE, LANGUAGE -> "USAGE";
                    default -> NONE;
                }
                : NONE;
    }

    /** Default privileges of one schema come on top of the others. */
    private static String usualOnNew(String name, String role) {
        if (name.contains(" IN SCHEMA ")) {
            return NONE;
        }
        if (name.startsWith("FOR ROLE " + role + " ON ")) {
            return ALL;
        }
        return !role.equals("PUBLIC")
                ? NONE
                : name.endsWith(" ON FUNCTIONS") ? "EXECUTE" : name.endsWith(" ON TYPES") ? "USAGE" : NONE;
    }

    /** Whether the role owns the object. */
    boolean isOfOwner(ObjectId grant) {
        return grant.name().equals(owner(grant.owner()));
    }

    /** The role that owns an object; the one of the table for the sequence of a column. */
    private String owner(ObjectId object) {
        return catalog.find(object.root())
                .flatMap(it -> it.find(Property.OWNER))
                .orElse("");
    }
}
