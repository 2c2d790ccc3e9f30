package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that give one property of an object another value. Which statements these are, depends on kind and property alone; what
 * needs the whole catalog is in {@link Repairs}.
 *
 * @param id the object
 * @param expected the value to have; null for the usual one
 * @param actual the value that is there; null for the usual one
 */
record Changes(
        ObjectId id, @Nullable String expected, @Nullable String actual) {

    List<String> of(Property property) {
        return switch (property) {
            case OWNER -> expected == null ? List.of() : List.of(alter() + " OWNER TO " + expected);
            case COMMENT -> List.of("COMMENT ON " + Targets.of(id) + " IS " + comment());
            case INDEX_COMMENT -> List.of("COMMENT ON INDEX " + Targets.indexOf(id) + " IS " + comment());
            case TABLESPACE ->
                List.of((id.kind() == ObjectKind.CONSTRAINT ? "ALTER INDEX " + Targets.indexOf(id) : alter())
                        + " SET TABLESPACE " + or("pg_default"));
            case OPTIONS -> options();
            case FOREIGN_OPTIONS -> List.of(alterItself() + Options.changeForeign(expected, actual));
            case DEFAULT -> List.of(alterItself() + (expected == null ? " DROP DEFAULT" : " SET DEFAULT " + expected));
            case NOT_NULL -> List.of(alterItself() + (expected == null ? " DROP" : " SET") + " NOT NULL");
            case STATISTICS -> statistics();
            case ENABLED -> List.of(enabled());
            default ->
                switch (id.kind()) {
                    case COLUMN -> ofColumn(property);
                    case TABLE, FOREIGN_TABLE, MATERIALIZED_VIEW -> ofTable(property);
                    case SEQUENCE -> ofSequence(property);
                    default -> ofOther(property);
                };
        };
    }

    private List<String> ofColumn(Property property) {
        String alter = alterItself();
        return switch (property) {
            case IDENTITY ->
                List.of(
                        expected == null
                                ? alter + " DROP IDENTITY"
                                : alter + (actual == null ? " ADD" : " SET") + " GENERATED " + expected
                                        + (actual == null ? " AS IDENTITY" : ""));
            case STORAGE -> expected == null ? List.of() : List.of(alter + " SET STORAGE " + expected);
            case COMPRESSION -> List.of(alter + " SET COMPRESSION " + or("default"));
            case GENERATED ->
                expected == null && actual != null && actual.endsWith("STORED")
                        ? List.of(alter + " DROP EXPRESSION")
                        : List.of();
            default -> List.of();
        };
    }

    private List<String> ofTable(Property property) {
        String alter = alter();
        return switch (property) {
            case UNLOGGED -> List.of(alter + (expected == null ? " SET LOGGED" : " SET UNLOGGED"));
            case OF_TYPE -> List.of(alter + (expected == null ? " NOT OF" : " OF " + expected));
            case INHERITS -> inherits();
            case PARTITION_OF -> partition();
            case ACCESS_METHOD -> List.of(alter + " SET ACCESS METHOD " + or("heap"));
            case ROW_LEVEL_SECURITY ->
                List.of(alter + (expected == null ? " DISABLE" : " ENABLE") + " ROW LEVEL SECURITY");
            case FORCE_ROW_LEVEL_SECURITY ->
                List.of(alter + (expected == null ? " NO" : "") + " FORCE ROW LEVEL SECURITY");
            case REPLICA_IDENTITY -> List.of(alter + " REPLICA IDENTITY " + or("DEFAULT"));
            case CLUSTERED_ON ->
                List.of(alter + (expected == null ? " SET WITHOUT CLUSTER" : " CLUSTER ON " + expected));
            case POPULATED ->
                List.of("REFRESH MATERIALIZED VIEW " + id.name() + (expected == null ? "" : " WITH NO DATA"));
            default -> List.of();
        };
    }

    private List<String> ofSequence(Property property) {
        return switch (property) {
            case PARAMETERS -> List.of(alter() + " " + expected);
            case OWNED_BY -> List.of(alter() + " OWNED BY " + or("NONE"));
            case UNLOGGED -> List.of(alter() + (expected == null ? " SET LOGGED" : " SET UNLOGGED"));
            default -> List.of();
        };
    }

    private List<String> ofOther(Property property) {
        return switch (property) {
            case LABELS -> new EnumLabels(lines(expected), lines(actual)).additions(id);
            case VERSION -> List.of(alter() + " UPDATE TO '" + expected + "'");
            case SCHEMA -> List.of(alter() + " SET SCHEMA " + expected);
            case PUBLISH -> List.of(alter() + " SET (publish = '" + expected + "')");
            case PUBLISH_VIA_PARTITION_ROOT ->
                List.of(alter() + " SET (publish_via_partition_root = " + (expected != null) + ")");
            case PUBLISH_GENERATED_COLUMNS ->
                List.of(alter() + " SET (publish_generated_columns = " + or("none") + ")");
            case ATTACHED_TO ->
                expected == null ? List.of() : List.of("ALTER INDEX " + expected + " ATTACH PARTITION " + id.name());
            case INVALID ->
                expected == null && id.kind() == ObjectKind.INDEX ? List.of("REINDEX INDEX " + id.name()) : List.of();
            case MAPPINGS -> mappings();
            default -> List.of();
        };
    }

    private String alter() {
        return "ALTER " + Targets.of(id);
    }

    /** The beginning of a statement that alters the object, which may be a column. */
    private String alterItself() {
        return id.kind() == ObjectKind.COLUMN ? Targets.alterColumn(id) : alter();
    }

    private String or(String usual) {
        return expected == null ? usual : expected;
    }

    private String comment() {
        return Sql.literal(expected);
    }

    private List<String> options() {
        return Options.change(
                id.kind() == ObjectKind.CONSTRAINT ? "ALTER INDEX " + Targets.indexOf(id) : alterItself(),
                expected,
                actual);
    }

    private List<String> statistics() {
        if (id.kind() == ObjectKind.INDEX) {
            Stream<String> usual = lines(actual).stream()
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .filter(column -> lines(expected).stream().noneMatch(line -> line.startsWith(column + ":")))
                    .map(column -> column + ": -1");
            return Stream.concat(usual, lines(expected).stream())
                    .map(line -> alter() + " ALTER COLUMN " + line.replace(":", " SET STATISTICS"))
                    .toList();
        }
        return List.of(alterItself() + " SET STATISTICS " + or("-1"));
    }

    private String enabled() {
        String state = switch (or("")) {
            case "no" -> "DISABLE";
            case "replica" -> "ENABLE REPLICA";
            case "always" -> "ENABLE ALWAYS";
            default -> "ENABLE";
        };
        return id.kind() == ObjectKind.EVENT_TRIGGER
                ? alter() + " " + state
                : "ALTER TABLE " + id.owner().name() + " " + state + " "
                        + id.kind().keyword() + " " + id.name();
    }

    private List<String> inherits() {
        List<String> wanted = names(expected);
        List<String> found = names(actual);
        List<String> statements = new ArrayList<>();
        found.stream().filter(it -> !wanted.contains(it)).forEach(it -> statements.add(alter() + " NO INHERIT " + it));
        wanted.stream().filter(it -> !found.contains(it)).forEach(it -> statements.add(alter() + " INHERIT " + it));
        return statements;
    }

    private static List<String> names(@Nullable String list) {
        return list == null ? List.of() : List.of(list.split(", ", -1));
    }

    private List<String> partition() {
        List<String> statements = new ArrayList<>();
        if (actual != null) {
            statements.add("ALTER TABLE " + parent(actual) + " DETACH PARTITION " + id.name());
        }
        if (expected != null) {
            statements.add("ALTER TABLE " + parent(expected) + " ATTACH PARTITION " + id.name()
                    + expected.substring(parent(expected).length()));
        }
        return statements;
    }

    /** What is before the bounds. */
    private static String parent(String partitionOf) {
        int bounds = Math.max(partitionOf.indexOf(" FOR VALUES "), partitionOf.lastIndexOf(" DEFAULT"));
        return partitionOf.substring(0, bounds);
    }

    private List<String> mappings() {
        String unmapped = lines(actual).stream()
                .filter(line -> !lines(expected).contains(line))
                .map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.joining(", "));
        Stream<String> mapped = lines(expected).stream()
                .filter(line -> !lines(actual).contains(line))
                .map(line -> alter() + " ADD MAPPING FOR " + line.replace(":", " WITH"));
        return Stream.concat(
                        unmapped.isEmpty() ? Stream.of() : Stream.of(alter() + " DROP MAPPING FOR " + unmapped), mapped)
                .toList();
    }

    private static List<String> lines(@Nullable String value) {
        return value == null ? List.of() : value.lines().toList();
    }
}
