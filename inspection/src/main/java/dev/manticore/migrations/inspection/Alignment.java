package dev.manticore.migrations.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes out what differs between two servers without anybody's doing. */
final class Alignment {
    private final Catalog actual;
    private final ServerFacts live;
    private final ServerFacts scratch;
    private final List<String> notes = new ArrayList<>();

    Alignment(Catalog actual, ServerFacts live, ServerFacts scratch) {
        this.actual = actual;
        this.live = live;
        this.scratch = scratch;
    }

    /** What is expected of the database, in terms of its own server. */
    Catalog of(Catalog expected) {
        return expected.with(this::aligned);
    }

    /** What was not compared. */
    List<String> notes() {
        return notes;
    }

    private CatalogObject aligned(CatalogObject object) {
        Optional<CatalogObject> found = actual.find(object.id());
        if (found.isEmpty()) {
            return object;
        }
        if (has(object, Property.OWNER, scratch.firstUser()) && has(found.get(), Property.OWNER, live.firstUser())) {
            // Both came with their servers.
            return object.with(Property.OWNER, found.get().required(Property.OWNER));
        }
        if (object.kind() == ObjectKind.EXTENSION && !hasSameDefault(object)) {
            return withVersionOf(object, found.get());
        }
        return object;
    }

    private static boolean has(CatalogObject object, Property property, String role) {
        String value = object.get(property);
        return value != null && Names.unquoted(value).equals(role);
    }

    private boolean hasSameDefault(CatalogObject extension) {
        String name = Names.unquoted(extension.id().name());
        return Objects.equals(live.extensions().get(name), scratch.extensions().get(name));
    }

    private CatalogObject withVersionOf(CatalogObject expected, CatalogObject found) {
        String version = found.required(Property.VERSION);
        if (!version.equals(expected.required(Property.VERSION))) {
            notes.add("The extension " + expected.id().name() + " has version " + version + " in the database and "
                    + expected.required(Property.VERSION) + " on the scratch server. This was not compared, since a new"
                    + " one gets another version on each of these servers.");
        }
        return expected.with(Property.VERSION, version);
    }
}
