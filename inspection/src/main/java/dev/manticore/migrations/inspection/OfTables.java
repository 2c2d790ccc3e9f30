package dev.manticore.migrations.inspection;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Tables of some names in any schema, and what goes with them but belongs to others: sequences of their columns, their publication. */
final class OfTables {
    private final List<String> endings;

    /** @param tables not quoted */
    OfTables(Collection<String> tables) {
        this.endings = tables.stream()
                .flatMap(table -> Stream.of("." + table, ".\"" + table.replace("\"", "\"\"") + "\""))
                .toList();
    }

    boolean test(CatalogObject object) {
        return switch (object.kind()) {
            case TABLE, PUBLISHED_TABLE -> isOne(object.id().name());
            case SEQUENCE ->
                object.find(Property.OWNED_BY)
                        .map(column -> column.substring(0, Names.lastDot(column)))
                        .filter(this::isOne)
                        .isPresent();
            default -> false;
        };
    }

    private boolean isOne(String name) {
        return endings.stream().anyMatch(name::endsWith);
    }
}
