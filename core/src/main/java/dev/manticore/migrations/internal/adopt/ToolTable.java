package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.internal.history.TableName;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of another tool.
 *
 * @param schema not quoted; null for the connection's current one
 * @param name not quoted
 */
public record ToolTable(@Nullable String schema, String name) {

    public ToolTable {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || (schema != null && schema.isEmpty())) {
            throw new IllegalArgumentException("the names of a table and its schema must not be empty");
        }
    }

    /** This table, or that of the given schema if this one has none. */
    ToolTable in(String other) {
        return schema == null ? new ToolTable(other, name) : this;
    }

    /** Both names, quoted. */
    String qualified() {
        return TableName.qualified(schema, name);
    }

    /**
     * Reads all rows.
     *
     * @param columns what is selected
     * @param order the column by which the rows are ordered, ascending
     */
    <T> Query<T> read(String columns, String order, Function<Rows, T> reader) {
        List<String> statements = new ArrayList<>();
        if (schema == null) {
            statements.add(TableName.requireInCurrentSchema(name));
        }
        statements.add("SELECT " + columns + " FROM " + qualified() + " ORDER BY " + order);
        return new Query<>(statements, answers -> reader.apply(answers.get(statements.size() - 1)));
    }
}
