package dev.manticore.migrations.inspection;

import java.util.ArrayList;
import java.util.List;

/** The statements that give a view the expected query. */
record ViewRepairs(Catalog expected, Catalog actual, Repairs repairs) {

    /**
     * Replaces the query where the columns stay, and otherwise drops the view, with the views that read it, and creates them again.
     *
     * @return all that are dropped first, if any are
     */
    List<String> define(CatalogObject wanted, CatalogObject found) {
        return isReplaced(wanted, found) ? replace(wanted) : createAgain(found);
    }

    private boolean isReplaced(CatalogObject wanted, CatalogObject found) {
        List<String> columns = columns(expected, wanted);
        List<String> before = columns(actual, found);
        return wanted.kind() == ObjectKind.VIEW
                && columns.size() >= before.size()
                && columns.subList(0, before.size()).equals(before);
    }

    private List<String> replace(CatalogObject wanted) {
        List<String> statements = new ArrayList<>();
        new Creation(expected)
                .of(wanted)
                .ifPresent(it -> statements.add(it.replaceFirst("^CREATE ", "CREATE OR REPLACE ")));
        expected.children(wanted.id()).stream()
                .filter(child -> child.kind() == ObjectKind.COLUMN
                        && actual.find(child.id()).isEmpty())
                .forEach(column -> statements.addAll(repairs.create(column)));
        return statements;
    }

    private List<String> createAgain(CatalogObject found) {
        List<String> statements = new ArrayList<>(new Mentions(actual).dropViews(List.of(found)));
        new Mentions(actual)
                .viewsOver(List.of(found))
                .forEach(view -> expected.find(view.id()).ifPresent(it -> statements.addAll(repairs.create(it))));
        return statements;
    }

    /** Names and types. */
    private static List<String> columns(Catalog catalog, CatalogObject view) {
        return catalog.children(view.id()).stream()
                .filter(child -> child.kind() == ObjectKind.COLUMN)
                .map(child -> child.id().name() + " " + child.required(Property.TYPE)
                        + child.find(Property.COLLATION).orElse(""))
                .toList();
    }
}
