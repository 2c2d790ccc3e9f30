package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.spi.ReadableHistory;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tools whose history can be adopted. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum AdoptedTool {
    FLYWAY("flyway", () -> FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE), FlywayHistory::table),
    GOLANG_MIGRATE("golang-migrate", ReadableHistory::golangMigrate, ReadableHistory::golangMigrate),
    GOOSE("goose", ReadableHistory::goose, ReadableHistory::goose),
    DBMATE("dbmate", ReadableHistory::dbmate, ReadableHistory::dbmate);

    private final String label;
    private final Supplier<ReadableHistory> usual;
    private final BiFunction<@Nullable String, String, ReadableHistory> named;

    /**
     * Creates a tool.
     *
     * @param usual its history in the table that the tool uses unless it is told another one
     * @param named its history in a table of this schema, which may be null, and this name
     */
    AdoptedTool(
            String label,
            Supplier<ReadableHistory> usual,
            BiFunction<@Nullable String, String, ReadableHistory> named) {
        this.label = label;
        this.usual = usual;
        this.named = named;
    }

    /** The tool of this name, in any case. */
    static AdoptedTool named(String name) {
        return Arrays.stream(values())
                .filter(tool -> tool.label.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> CliException.usage(
                        "--from: '" + name + "' is not a tool whose history can be adopted.",
                        "Use one of " + names() + "."));
    }

    private static String names() {
        return Arrays.stream(values()).map(tool -> tool.label).collect(Collectors.joining(", "));
    }

    /**
     * Its history.
     *
     * @param table NAME or SCHEMA.NAME, as goose and dbmate have it; null for the usual one
     */
    ReadableHistory history(@Nullable String table) {
        if (table == null) {
            return usual.get();
        }
        if (table.isBlank()) {
            throw CliException.usage("--table is empty.", "Name the table of " + label + ", or leave the option out.");
        }
        Matcher qualified = Names.QUALIFIED.matcher(table);
        try {
            return qualified.matches()
                    ? named.apply(Names.unquoted(qualified.group(1)), Names.unquoted(qualified.group(2)))
                    : named.apply(null, Names.unquoted(table));
        } catch (IllegalArgumentException refused) {
            throw CliException.usage("--table: " + refused.getMessage() + ".", "Correct the name.");
        }
    }
}
