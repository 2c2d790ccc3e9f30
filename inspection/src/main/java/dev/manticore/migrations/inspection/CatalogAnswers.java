package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers to {@link CatalogQueries} together, and keeps those about relations that were not asked for again. For one thread.
 *
 * <p>Objects are in trees: below a table is what belongs to it. An answer about what belongs to no object of the catalog is about the
 * system's objects, or an extension's.
 */
final class CatalogAnswers {
    /** In the answers, columns are in the order of their tables: a stable sort leaves them there. */
    private static final Comparator<Answer> ORDER = Comparator.comparing(Answer::kind)
            .thenComparing(answer -> answer.kind() == ObjectKind.COLUMN ? "" : answer.name());

    private Map<String, Tree> trees = Map.of();

    /**
     * An answer about one object.
     *
     * @param parent the id of the answer about its parent; empty for none
     */
    private record Answer(String id, ObjectKind kind, String name, String parent, Map<Property, String> properties) {

        static Answer of(Row row, List<Property> columns) {
            String label = row.required("kind");
            return new Answer(
                    row.required("id"),
                    ObjectKind.labelled(label)
                            .orElseThrow(() -> new IllegalStateException("catalog.sql has no such kind: " + label)),
                    row.required("name"),
                    Objects.requireNonNullElse(row.text("parent"), ""),
                    propertiesOf(row, columns));
        }
    }

    /**
     * An object with all that belongs to it.
     *
     * @param objects in the order of a catalog, with the comments
     */
    private record Tree(List<Answer> answers, Map<String, String> comments, List<CatalogObject> objects) {

        Answer root() {
            return answers.get(0);
        }

        /** The same objects with the comments that they have now. */
        Tree commented(Map<String, String> all) {
            return commentsOn(answers, all).equals(comments) ? this : Tree.of(answers, all);
        }

        /**
         * @param answers that about the root first, the others in any order
         * @param all the comments on all objects, by their ids
         */
        static Tree of(List<Answer> answers, Map<String, String> all) {
            Map<String, String> comments = commentsOn(answers, all);
            Map<String, List<Answer>> byParent = new HashMap<>();
            answers.forEach(answer -> byParent.computeIfAbsent(answer.parent(), id -> new ArrayList<>())
                    .add(answer));
            List<CatalogObject> objects = new ArrayList<>(answers.size());
            add(answers.get(0), null, byParent, comments, objects);
            return new Tree(answers, comments, objects);
        }

        private static void add(
                Answer answer,
                @Nullable ObjectId parent,
                Map<String, List<Answer>> byParent,
                Map<String, String> comments,
                List<CatalogObject> objects) {
            ObjectId id = new ObjectId(answer.kind(), answer.name(), parent);
            CatalogObject object = new CatalogObject(id, answer.properties());
            String comment = comments.get(answer.id());
            objects.add(comment == null ? object : object.with(Property.COMMENT, comment));
            byParent.getOrDefault(answer.id(), List.of()).stream()
                    .sorted(ORDER)
                    .forEach(child -> add(child, id, byParent, comments, objects));
        }

        private static Map<String, String> commentsOn(List<Answer> answers, Map<String, String> all) {
            Map<String, String> own = new HashMap<>();
            for (Answer answer : answers) {
                String comment = all.get(answer.id());
                if (comment != null) {
                    own.put(answer.id(), comment);
                }
            }
            return own;
        }
    }

    /** The objects of a whole catalog, in its order. */
    List<CatalogObject> whole(List<Rows> answers) {
        trees = Map.of();
        return some(answers, Set.of());
    }

    /**
     * The objects of a whole catalog, in its order.
     *
     * @param answers about all that are no relations, and about some relations
     * @param relations the OIDs of these, and of relations that are gone; of all others the former answers hold
     */
    List<CatalogObject> some(List<Rows> answers, Set<String> relations) {
        Map<String, Answer> byId = new LinkedHashMap<>();
        Map<String, String> comments = new HashMap<>();
        for (Rows rows : answers) {
            List<Property> columns = Arrays.stream(Property.values())
                    .filter(property -> rows.columns().contains(property.column()))
                    .toList();
            rows.stream().forEach(row -> {
                String id = row.required("id");
                if (row.has("kind")) {
                    byId.put(id, Answer.of(row, columns));
                } else {
                    comments.put(id, row.required(Property.COMMENT.column()));
                }
            });
        }
        Map<String, Tree> now = new LinkedHashMap<>();
        trees.forEach((id, tree) -> {
            if (isKept(id, relations)) {
                now.put(id, tree.commented(comments));
            }
        });
        byRoot(byId).forEach((id, all) -> now.put(id, Tree.of(all, comments)));
        trees = now;
        return now.values().stream()
                .sorted(Comparator.comparing(Tree::root, ORDER))
                .flatMap(tree -> tree.objects().stream())
                .toList();
    }

    private static boolean isKept(String root, Set<String> relations) {
        String[] parts = root.split("/", -1);
        return parts[0].equals("pg_class") && !relations.contains(parts[1]);
    }

    /** The answers about each root and what belongs to it: that about the root first, since queries about what has others come first. */
    private static Map<String, List<Answer>> byRoot(Map<String, Answer> byId) {
        Map<String, List<Answer>> byRoot = new LinkedHashMap<>();
        for (Answer answer : byId.values()) {
            Answer root = answer;
            while (root != null && !root.parent().isEmpty()) {
                root = byId.get(root.parent());
            }
            if (root != null) {
                byRoot.computeIfAbsent(root.id(), id -> new ArrayList<>()).add(answer);
            }
        }
        return byRoot;
    }

    private static Map<Property, String> propertiesOf(Row row, List<Property> columns) {
        Map<Property, String> properties = new EnumMap<>(Property.class);
        for (Property property : columns) {
            String value = row.text(property.column());
            if (value != null) {
                properties.put(property, value);
            }
        }
        return properties;
    }
}
