package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How many rows tables have, by which findings weigh more or less. What takes milliseconds for a small table can stop an
 * application for an hour where the table is large. Immutable.
 */
public final class TableSizes {
    /** From this number of rows on, a finding is one level worse than its rule says. */
    public static final long LARGE = 1_000_000;

    /** Below this number of rows, a finding is one level milder. */
    public static final long SMALL = 10_000;

    /** Nothing is known; findings keep their levels. */
    public static final TableSizes UNKNOWN = of(Map.of());

    private final Function<String, OptionalLong> rows;

    private TableSizes(Function<String, OptionalLong> rows) {
        this.rows = rows;
    }

    /**
     * Tables with their numbers of rows.
     *
     * @param rows by name as SQL writes it, with or without the schema. A name without a schema is that of each table of this name
     */
    public static TableSizes of(Map<String, Long> rows) {
        Map<String, Long> copy = Map.copyOf(rows);
        return new TableSizes(table -> {
            Long known = copy.getOrDefault(table, copy.get(SqlName.of(table).text()));
            return known == null ? OptionalLong.empty() : OptionalLong.of(known);
        });
    }

    /** These sizes, and those of others for tables of which these say nothing. */
    public TableSizes or(TableSizes others) {
        return new TableSizes(table -> {
            OptionalLong own = rows(table);
            return own.isPresent() ? own : others.rows(table);
        });
    }

    /** The rows of a table, whose name has its schema; empty if nobody knows. */
    public OptionalLong rows(String table) {
        return rows.apply(table);
    }

    /**
     * What a finding becomes: nothing if all its tables are empty, otherwise one whose level follows from the largest of them.
     * It stays as it is where it is about no table, or where the size of a table is unknown and the others are not large.
     */
    List<Finding> weigh(Finding finding) {
        List<OptionalLong> sizes = finding.tables().stream().map(this::rows).toList();
        long largest = sizes.stream().mapToLong(size -> size.orElse(-1)).max().orElse(-1);
        boolean complete = sizes.stream().allMatch(OptionalLong::isPresent);
        if (largest >= LARGE) {
            return List.of(finding.withLevel(worse(finding.level())));
        }
        if (largest < 0 || !complete || largest >= SMALL) {
            return List.of(finding);
        }
        return largest == 0 ? List.of() : List.of(finding.withLevel(milder(finding.level())));
    }

    private static Level worse(Level level) {
        return level == Level.NOTE ? Level.WARNING : level == Level.WARNING ? Level.ERROR : level;
    }

    private static Level milder(Level level) {
        return level == Level.ERROR ? Level.WARNING : level == Level.WARNING ? Level.NOTE : level;
    }
}
