package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.SqlToken;
import dev.manticore.migrations.SqlToken.Kind;
import dev.manticore.migrations.inspection.ObjectKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What people regret when there are many rows, or another time zone. */
final class DesignRules {
    private static final int LONGEST_NAME = 63;
    private static final Set<String> SMALL = Set.of("integer", "smallint");
    private static final Map<String, String> LIMITS = Map.of("integer", "2,147,483,647", "smallint", "32,767");

    private DesignRules() {}

    static List<Check> all() {
        return Stream.of(
                        Check.warning("small-key", "A key runs out of numbers.", DesignRules::smallKey),
                        Check.warning("missing-primary-key", "A table has no primary key.", DesignRules::primaryKey),
                        type(
                                "timestamp-without-zone",
                                "A timestamp does not say which moment it is.",
                                (column, type) -> type.startsWith("timestamp") && type.endsWith("without time zone"),
                                "does not say which moment it is: sessions with other time zones read it differently",
                                "Use timestamptz, which is as large."),
                        type(
                                "time-with-zone",
                                "A time of day with a time zone has no date that tells the zone's offset.",
                                (column, type) -> type.startsWith("time")
                                        && !type.startsWith("timestamp")
                                        && type.endsWith("with time zone"),
                                "has no date that would tell the offset of its time zone",
                                "Use timestamptz, or time and a column with the name of the zone."),
                        type(
                                "json-column",
                                "json is kept as text and has no equality.",
                                (column, type) -> type.equals("json") || type.equals("json[]"),
                                "is kept as text: it has no equality, so that DISTINCT and GROUP BY fail, and no index",
                                "Use jsonb, unless the exact text matters."),
                        type(
                                "char-column",
                                "char(n) is filled with blanks.",
                                (column, type) -> type.startsWith("character(") || type.equals("character"),
                                "is filled with blanks, which comparisons ignore and other functions do not",
                                "Use text, or varchar(n), with a CHECK if the length must be exact."),
                        type(
                                "money-column",
                                "money has the currency of the session.",
                                (column, type) -> type.equals("money"),
                                "has the currency and the number of decimals of whichever session reads it",
                                "Use numeric, and a column with the currency."),
                        Check.error("identifier-cut", "A name is longer than 63 bytes.", DesignRules::cutName),
                        Check.note("unlogged-table", "A table is empty after a crash.", DesignRules::unlogged))
                .map(Check::whenAllIsDone)
                .toList();
    }

    private static Check type(
            String name, String summary, BiPredicate<Item, String> matches, String message, String advice) {
        return Check.warning(
                name,
                summary,
                (statement, release) -> newColumns(statement, release)
                        .filter(column -> matches.test(column, String.valueOf(column.value(1))))
                        .map(column -> Verdict.of(
                                "The column " + column.name() + " of " + table(column, release) + " is "
                                        + column.value(1) + ": it " + message + ".",
                                advice)));
    }

    /** The columns that a statement added to tables, also together with their table, as they are after the release. */
    private static Stream<Item> newColumns(ObservedStatement statement, Release release) {
        Schema schema = release.schema();
        Stream<Item> added = Changes.created(statement, ObjectKind.COLUMN)
                .flatMap(
                        column -> Changes.table(column, release)
                                .flatMap(table ->
                                        schema.column(table.oid(), column.id().name()))
                                .stream());
        Stream<Item> withTable = newTables(statement, release).flatMap(table -> schema.columns(table.oid()).stream());
        return Stream.concat(added, withTable)
                // A later statement may have added one to the same table.
                .filter(column -> statement.created().contains(column.key()))
                .filter(column -> schema.relation(column.parent())
                        .filter(table -> table.isTable() && !table.isPartition())
                        .isPresent());
    }

    /** The tables that a statement made, but for partitions. */
    private static Stream<Item> newTables(ObservedStatement statement, Release release) {
        return statement.createdStill(release).filter(table -> table.isTable() && !table.isPartition());
    }

    private static String table(Item column, Release release) {
        return release.schema().relation(column.parent()).map(Item::name).orElse("");
    }

    /** Numbers that a sequence gives. */
    private static Stream<Verdict> smallKey(ObservedStatement statement, Release release) {
        return newColumns(statement, release)
                .filter(column -> SMALL.contains(String.valueOf(column.value(1))))
                .filter(column -> isNumbered(column))
                .map(column -> Verdict.of(
                                "The column " + column.name() + " of " + table(column, release) + " is "
                                        + column.value(1)
                                        + " and takes its values from a sequence: after " + LIMITS.get(column.value(1))
                                        + " rows, also deleted ones, every INSERT fails.",
                                "Use bigint. Another type later writes the table anew.")
                        .safer(column.name() + " bigint GENERATED ALWAYS AS IDENTITY"));
    }

    private static boolean isNumbered(Item column) {
        return column.value(4) != null || String.valueOf(column.value(3)).startsWith("nextval(");
    }

    private static Stream<Verdict> primaryKey(ObservedStatement statement, Release release) {
        return newTables(statement, release)
                .filter(table -> table.value(4) == null)
                .filter(table -> release.schema().constraints(table.oid()).stream()
                        .noneMatch(constraint -> constraint.isConstraint("p")))
                .map(table -> Verdict.of(
                        "The table " + table.name()
                                + " has no primary key: logical replication cannot carry UPDATE and DELETE,"
                                + " and nothing prevents equal rows.",
                        "Give it a primary key."));
    }

    private static Stream<Verdict> cutName(ObservedStatement statement, Release release) {
        Optional<SqlToken> cut = statement.text().tokens().stream()
                .filter(token -> token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_NAME)
                .filter(token -> name(token).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME)
                .findFirst();
        return cut.stream()
                .map(token -> Verdict.of(
                        "The name " + token.text()
                                + " has more than 63 bytes. PostgreSQL cuts it without an error, and two"
                                + " names that begin alike become one.",
                        "Choose a shorter name."));
    }

    private static String name(SqlToken token) {
        return token.kind() == Kind.WORD
                ? token.text()
                : token.text().substring(1, token.text().length() - 1).replace("\"\"", "\"");
    }

    private static Stream<Verdict> unlogged(ObservedStatement statement, Release release) {
        return newTables(statement, release)
                .filter(table -> "u".equals(table.value(3)))
                .map(table -> Verdict.of(
                        "The table " + table.name()
                                + " is empty after a crash of the server, and replicas do not have its rows.",
                        "Leave out UNLOGGED, unless the rows can be computed anew."));
    }
}
