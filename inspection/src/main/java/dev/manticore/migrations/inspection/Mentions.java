package dev.manticore.migrations.inspection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which objects of a catalog name others in their definitions. All names there are qualified, so that a search finds them. */
record Mentions(Catalog catalog) {

    /** The views, and all that read them, each behind those that it reads. */
    List<CatalogObject> viewsOver(Collection<CatalogObject> views) {
        Set<CatalogObject> found = new LinkedHashSet<>(views);
        Deque<CatalogObject> read = new ArrayDeque<>(views);
        while (!read.isEmpty()) {
            CatalogObject view = read.remove();
            catalog.objects().stream()
                    .filter(it -> Targets.isView(it.id()) && reads(it, view) && found.add(it))
                    .forEach(read::add);
        }
        Set<CatalogObject> ordered = new LinkedHashSet<>();
        found.forEach(view -> addBehind(view, found, ordered));
        return List.copyOf(ordered);
    }

    private static void addBehind(CatalogObject view, Set<CatalogObject> views, Set<CatalogObject> ordered) {
        views.stream()
                .filter(it -> !it.equals(view) && !ordered.contains(it) && reads(view, it))
                .forEach(it -> addBehind(it, views, ordered));
        ordered.add(view);
    }

    private static boolean reads(CatalogObject view, CatalogObject other) {
        return isIn(view.required(Property.DEFINITION), other.id().name());
    }

    /** Drops the views, and before each of them those that read it. */
    List<String> dropViews(Collection<CatalogObject> views) {
        List<String> statements = new ArrayList<>();
        viewsOver(views).forEach(view -> statements.add(0, "DROP " + Targets.of(view.id())));
        return statements;
    }

    /** All values of an object and of what belongs to it. */
    String textOf(CatalogObject object) {
        return Stream.concat(Stream.of(object), Creation.descendants(catalog, object.id()).stream())
                .flatMap(it -> it.properties().values().stream())
                .collect(Collectors.joining("\n"));
    }

    /** Whether a text has a name, and not as a part of a longer one. */
    static boolean isIn(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            if (isEdge(text, at - 1) && isEdge(text, end)) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private static boolean isEdge(String text, int index) {
        return index < 0
                || index >= text.length()
                || !(Character.isUnicodeIdentifierPart(text.charAt(index)) || text.charAt(index) == '"');
    }
}
