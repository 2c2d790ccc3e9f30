package dev.manticore.migrations.inspection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of an object, in the order in which a catalog has it. An object has no property where PostgreSQL's usual value holds:
 * {@code yes} stands for what is usually not so. Names in values are quoted and qualified as in SQL. Lists have one line for each
 * entry, unless they are parts of a definition.
 */
public enum Property {
    OWNER,
    /** Of a column, a domain: with length or precision, e.g. {@code numeric(10,2)}. */
    TYPE,
    COLLATION,
    NOT_NULL,
    DEFAULT,
    /** The expression of a generated column, with {@code STORED} or {@code VIRTUAL}. */
    GENERATED,
    /** {@code ALWAYS} or {@code BY DEFAULT}. */
    IDENTITY,
    /** Of a column or trigger that exists because the table's parent has it. */
    INHERITED,
    /** The labels of an enum as SQL literals, in their order, one in a line. */
    LABELS,
    /** Of an extension. */
    SCHEMA,
    /** Of an extension. */
    VERSION,
    /** Of a sequence, all of them: from {@code AS bigint} to {@code NO CYCLE}. */
    PARAMETERS,
    /** The column that a sequence is dropped with. */
    OWNED_BY,
    UNLOGGED,
    OF_TYPE,
    PARTITION_BY,
    /** The partitioned table and the bounds. */
    PARTITION_OF,
    /** The tables of {@code INHERITS}, in their order. */
    INHERITS,
    ACCESS_METHOD,
    TABLESPACE,
    /** Storage parameters, and the options of a view, one in a line. */
    OPTIONS,
    SERVER,
    /** Options of foreign tables, their columns, servers and wrappers, one in a line. */
    FOREIGN_OPTIONS,
    /** A column's way of storing long values. */
    STORAGE,
    COMPRESSION,
    /** The statistics target. */
    STATISTICS,
    ROW_LEVEL_SECURITY,
    FORCE_ROW_LEVEL_SECURITY,
    REPLICA_IDENTITY,
    CLUSTERED_ON,
    /** {@code no} for a materialized view that was never refreshed. */
    POPULATED,
    /** The query of a view, what follows a constraint's name, and the whole statement for other objects. */
    DEFINITION,
    /** The dictionaries for each type of token of a text search configuration. */
    MAPPINGS,
    /** The index of the partitioned table that this index is part of. */
    ATTACHED_TO,
    /** Of an index that a failed {@code CREATE INDEX CONCURRENTLY} left behind, or one that lacks partitions. */
    INVALID,
    /** {@code no}, {@code replica} or {@code always}, for triggers and rules. */
    ENABLED,
    /** Whether the triggers that enforce a constraint are {@code disabled}, {@code replica} or {@code always}. */
    TRIGGERS,
    /** Of a policy. */
    RESTRICTIVE,
    /** Of a policy. */
    COMMAND,
    /** Of a policy. */
    ROLES,
    /** Of a policy. */
    USING,
    /** Of a policy. */
    CHECK,
    ALL_TABLES,
    /** The operations that are published. */
    PUBLISH,
    PUBLISH_VIA_PARTITION_ROOT,
    PUBLISH_GENERATED_COLUMNS,
    /** The columns that are published. */
    COLUMNS,
    /** The rows that are published. */
    WHERE,
    /** Of a grant; {@code none} where a role lacks what it has on a new object. */
    PRIVILEGES,
    COMMENT,
    /** The comment on the index of a constraint. */
    INDEX_COMMENT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    static Optional<Property> labelled(String label) {
        return Arrays.stream(values())
                .filter(property -> property.label.equals(label))
                .findFirst();
    }

    /** As the queries name it. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words, e.g. {@code not null}. */
    @Override
    public String toString() {
        return label;
    }
}
