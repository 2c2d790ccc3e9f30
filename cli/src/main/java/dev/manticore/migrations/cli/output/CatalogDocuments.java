package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.Difference.Changed;
import dev.manticore.migrations.inspection.Difference.Extra;
import dev.manticore.migrations.inspection.Difference.Missing;
import dev.manticore.migrations.inspection.Difference.Reordered;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.settings.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON documents of dump. */
final class CatalogDocuments {
    private CatalogDocuments() {}

    static Map<String, ?> dumped(String command, Catalog catalog) {
        return new JsonObject()
                .with("command", command)
                .with("postgresql", catalog.version())
                .with(
                        "objects",
                        catalog.objects().stream().map(CatalogDocuments::object).toList())
                .members();
    }

    static Map<String, ?> compared(String command, String file, Catalog expected, Catalog actual, CatalogDiff diff) {
        return new JsonObject()
                .with("command", command)
                .with("file", file)
                .with("postgresql", actual.version())
                .with("postgresqlOfFile", expected.version())
                .with("differences", differences(diff.differences()))
                .with("repair", diff.repair())
                .members();
    }

    static Map<String, ?> drifted(String command, Drift drift) {
        return new JsonObject()
                .with("command", command)
                .with("postgresql", drift.version())
                .with("postgresqlOfScratch", drift.scratchVersion())
                .with("differences", differences(drift.diff().differences()))
                .with("repair", drift.diff().repair())
                .with("replaced", differences(drift.replaced()))
                .with("notes", drift.notes())
                .members();
    }

    private static List<?> differences(List<Difference> differences) {
        return differences.stream().map(CatalogDocuments::difference).toList();
    }

    private static Map<String, ?> object(CatalogObject object) {
        Map<String, String> properties = new LinkedHashMap<>();
        object.properties().forEach((property, value) -> properties.put(property.toString(), value));
        return new JsonObject()
                .with("kind", object.kind().toString())
                .with("name", object.id().name())
                .with("parent", id(object.id().parent()))
                .with("properties", properties)
                .members();
    }

    private static @Nullable Map<String, ?> id(@Nullable ObjectId id) {
        return id == null
                ? null
                : new JsonObject()
                        .with("kind", id.kind().toString())
                        .with("name", id.name())
                        .with("parent", id(id.parent()))
                        .members();
    }

    static Map<String, ?> difference(Difference difference) {
        JsonObject document = new JsonObject().with("object", id(difference.object()));
        if (difference instanceof Changed changed) {
            add(document, "CHANGED", changed.property().toString(), changed.expected(), changed.actual());
        } else if (difference instanceof Reordered reordered) {
            add(
                    document,
                    "REORDERED",
                    null,
                    String.join(", ", reordered.expected()),
                    String.join(", ", reordered.actual()));
        } else if (difference instanceof Missing) {
            add(document, "MISSING", null, null, null);
        } else if (difference instanceof Extra) {
            add(document, "EXTRA", null, null, null);
        }
        return document.with("text", difference.toString())
                .with("repair", difference.repair())
                .members();
    }

    private static void add(
            JsonObject document,
            String type,
            @Nullable String property,
            @Nullable String expected,
            @Nullable String actual) {
        document.with("type", type)
                .with("property", property)
                .with("expected", expected)
                .with("actual", actual);
    }
}
