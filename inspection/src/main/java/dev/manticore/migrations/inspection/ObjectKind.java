package dev.manticore.migrations.inspection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of objects, in the order in which a catalog has them. Objects that belong to others are in the second half. */
public enum ObjectKind {
    SCHEMA,
    EXTENSION,
    LANGUAGE,
    ACCESS_METHOD,
    FOREIGN_DATA_WRAPPER("foreign-data wrapper", "FOREIGN DATA WRAPPER"),
    SERVER,
    USER_MAPPING,
    COLLATION,
    CONVERSION,
    ENUM("enum", "TYPE"),
    DOMAIN,
    COMPOSITE_TYPE("composite type", "TYPE"),
    RANGE_TYPE("range type", "TYPE"),
    BASE_TYPE("base type", "TYPE"),
    SEQUENCE,
    TABLE,
    FOREIGN_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    OPERATOR,
    OPERATOR_FAMILY,
    OPERATOR_CLASS,
    CAST,
    TRANSFORM,
    TEXT_SEARCH_PARSER,
    TEXT_SEARCH_TEMPLATE,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    EVENT_TRIGGER,
    PUBLICATION,
    /**
     * What is granted on new objects. The name says on which: {@code FOR ROLE app IN SCHEMA public ON TABLES}, without a schema for
     * all.
     */
    DEFAULT_PRIVILEGES,

    /** A column, or an attribute of a composite type. Columns are in their order in the table, not in that of their names. */
    COLUMN,
    CONSTRAINT,
    /** An index that is not part of a constraint. */
    INDEX,
    /** An object of CREATE STATISTICS. */
    STATISTICS,
    TRIGGER,
    RULE,
    POLICY,
    PUBLISHED_TABLE,
    PUBLISHED_SCHEMA,
    /** The privileges of one role that differ from those that it has on a new object; the name is the role's. */
    GRANT;

    private final String label;
    private final String keyword;

    ObjectKind() {
        this.keyword = name().replace('_', ' ');
        this.label = keyword.toLowerCase(Locale.ROOT);
    }

    ObjectKind(String label, String keyword) {
        this.label = label;
        this.keyword = keyword;
    }

    /** What SQL calls it, e.g. in {@code COMMENT ON .. IS}. */
    String keyword() {
        return keyword;
    }

    /** The property that a text has beside the object's name, or null. */
    @Nullable
    Property main() {
        return switch (this) {
            case COLUMN, DOMAIN -> Property.TYPE;
            case SEQUENCE -> Property.PARAMETERS;
            case GRANT -> Property.PRIVILEGES;
            case CONSTRAINT, INDEX, STATISTICS, TRIGGER, RULE -> Property.DEFINITION;
            default -> null;
        };
    }

    static Optional<ObjectKind> labelled(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** In words, e.g. {@code materialized view}. */
    @Override
    public String toString() {
        return label;
    }
}
