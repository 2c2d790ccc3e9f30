package dev.manticore.migrations.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which objects of a catalog name others in their definitions. All names there are qualified, so that a search finds them. */
record Mentions(Catalog catalog) {

    /** The view, and all that read it, each behind those that it reads. */
    List<CatalogObject> viewsOver(CatalogObject view) {
        List<CatalogObject> found = new ArrayList<>(List.of(view));
        for (int i = 0; i < found.size(); i++) {
            String name = found.get(i).id().name();
            catalog.objects().stream()
                    .filter(it -> Targets.isView(it.id()) && !found.contains(it))
                    .filter(it -> isIn(it.required(Property.DEFINITION), name))
                    .forEach(found::add);
        }
        return found;
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
