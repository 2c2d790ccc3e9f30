package dev.manticore.migrations.inspection;

import dev.manticore.migrations.inspection.Difference.Changed;
import dev.manticore.migrations.inspection.Difference.Extra;
import dev.manticore.migrations.inspection.Difference.Missing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of all differences in an order. First goes what may hinder changes, such as views; then comes what is missing or different;
 * then goes the rest. What names another object in its definition is created behind it, and dropped before it.
 */
final class RepairScript {
    private static final Set<ObjectKind> DROPPED_FIRST = EnumSet.of(
            ObjectKind.EVENT_TRIGGER,
            ObjectKind.PUBLICATION,
            ObjectKind.DEFAULT_PRIVILEGES,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.CONSTRAINT,
            ObjectKind.INDEX,
            ObjectKind.STATISTICS,
            ObjectKind.TRIGGER,
            ObjectKind.RULE,
            ObjectKind.POLICY,
            ObjectKind.PUBLISHED_TABLE,
            ObjectKind.PUBLISHED_SCHEMA,
            ObjectKind.GRANT);

    private static final Pattern FOREIGN_KEY =
            Pattern.compile("^ALTER (?:FOREIGN )?TABLE (.+?) ADD CONSTRAINT (.+?) FOREIGN KEY \\(");
    private static final Pattern OWNED_BY = Pattern.compile("^ALTER SEQUENCE .+ OWNED BY ");
    private static final Pattern FUNCTION = Pattern.compile("^CREATE OR REPLACE (FUNCTION|PROCEDURE) ");

    private final Mentions found;
    /** In this order, and then those that refer to what others create. */
    private final List<String> statements = new ArrayList<>();

    private final List<String> references = new ArrayList<>();

    private RepairScript(Mentions found) {
        this.found = found;
    }

    /** @param actual the catalog that differs */
    static List<String> of(List<Difference> differences, Catalog actual) {
        List<Difference> repaired =
                differences.stream().filter(it -> !it.repair().isEmpty()).toList();
        RepairScript script = new RepairScript(new Mentions(actual));
        script.drop(repaired.stream().filter(RepairScript::isDroppedFirst));
        script.dropChangedViews(repaired);
        script.create(repaired.stream().filter(it -> !(it instanceof Extra)));
        script.drop(repaired.stream().filter(it -> it instanceof Extra && !isDroppedFirst(it)));
        return withoutRepetitions(script.statements);
    }

    /** Several differences may be undone by the same statements, e.g. create the same view: they follow what all of them need. */
    private static List<String> withoutRepetitions(List<String> statements) {
        List<String> reversed = new ArrayList<>(statements);
        Collections.reverse(reversed);
        List<String> last = new ArrayList<>(new LinkedHashSet<>(reversed));
        Collections.reverse(last);
        return List.copyOf(last);
    }

    /** All views that are created again go before any of them is created: one may read several. */
    private void dropChangedViews(List<Difference> differences) {
        statements.addAll(found.dropViews(differences.stream()
                .filter(RepairScript::isViewCreatedAgain)
                .flatMap(it -> found.catalog().find(it.object()).stream())
                .toList()));
    }

    private static boolean isViewCreatedAgain(Difference difference) {
        return difference instanceof Changed changed
                && changed.property() == Property.DEFINITION
                && Targets.isView(changed.object())
                && isDrop(changed.repair().get(0));
    }

    private static boolean isDrop(String statement) {
        return statement.startsWith("DROP ");
    }

    private static boolean isDroppedFirst(Difference difference) {
        // A generated column hinders changes of the columns that it is made of.
        return difference instanceof Extra extra
                && (DROPPED_FIRST.contains(extra.actual().kind())
                        || extra.actual().has(Property.GENERATED));
    }

    private void drop(Stream<Difference> differences) {
        List<Difference> inOrder = inOrder(differences);
        Collections.reverse(inOrder);
        inOrder.forEach(difference -> statements.addAll(difference.repair()));
    }

    private void create(Stream<Difference> differences) {
        List<Difference> inOrder = inOrder(differences);
        if (inOrder.stream()
                .flatMap(it -> it.repair().stream())
                .anyMatch(it -> FUNCTION.matcher(it).find())) {
            // The body of a function may name what is created behind it.
            statements.add("SET LOCAL check_function_bodies = off");
        }
        inOrder.forEach(this::create);
        statements.addAll(references);
    }

    /** Tables may refer to each other, and a sequence belongs to the column whose default names it. */
    private void create(Difference difference) {
        boolean partition =
                difference instanceof Missing missing && missing.expected().has(Property.PARTITION_OF);
        Set<String> comments = new HashSet<>();
        boolean dropped = isViewCreatedAgain(difference);
        for (String statement : difference.repair()) {
            if (dropped && isDrop(statement)) {
                continue;
            }
            Matcher key = FOREIGN_KEY.matcher(statement);
            if (key.find()) {
                comments.add("COMMENT ON CONSTRAINT " + key.group(2) + " ON " + key.group(1) + " IS ");
            }
            boolean last = isReference(statement)
                    || isAboutIndex(difference)
                    || comments.stream().anyMatch(statement::startsWith);
            (last && !partition ? references : statements).add(statement);
        }
    }

    /** Whether it is a property of a table that names an index, which may be created for it. */
    private static boolean isAboutIndex(Difference difference) {
        return difference instanceof Changed changed
                && (changed.property() == Property.REPLICA_IDENTITY || changed.property() == Property.CLUSTERED_ON);
    }

    private static boolean isReference(String statement) {
        return FOREIGN_KEY.matcher(statement).find()
                || OWNED_BY.matcher(statement).find();
    }

    /** As they are, but each behind those whose objects it names. */
    private List<Difference> inOrder(Stream<Difference> differences) {
        List<Step> steps =
                differences.map(it -> new Step(it, names(it), text(it))).toList();
        Set<Step> ordered = new LinkedHashSet<>();
        steps.forEach(step -> add(step, steps, new LinkedHashSet<>(), ordered));
        return new ArrayList<>(ordered.stream().map(Step::difference).toList());
    }

    /** A difference, with the names under which others know its object, and the text in which it names others. */
    private record Step(Difference difference, List<String> names, String text) {
        boolean needs(Step other) {
            return !other.difference.object().root().equals(difference.object().root())
                    && other.names.stream().anyMatch(name -> Mentions.isIn(text, name));
        }
    }

    /** @param waiting those that are needed on the way to this one; some may need each other */
    private static void add(Step step, List<Step> steps, Set<Step> waiting, Set<Step> ordered) {
        if (!ordered.contains(step) && waiting.add(step)) {
            steps.stream().filter(step::needs).forEach(needed -> add(needed, steps, waiting, ordered));
            ordered.add(step);
        }
    }

    private List<String> names(Difference difference) {
        ObjectId object = difference.object();
        Stream<ObjectId> readers = isViewCreatedAgain(difference)
                ? found.viewsOver(found.catalog().find(object).stream().toList()).stream()
                        .map(CatalogObject::id)
                : Stream.of();
        return Stream.concat(Stream.of(object, object.root()), readers)
                .filter(it -> it.parent() == null || it.kind() == ObjectKind.INDEX)
                .map(it -> it.name().replaceFirst(" ?\\(.*", ""))
                // A cast has no name.
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The body of a function is checked when it is called, unless it is in the form of the SQL standard. */
    private String text(Difference difference) {
        if (difference instanceof Extra extra) {
            return found.textOf(extra.actual());
        }
        String text = difference.repair().stream()
                .filter(statement -> !isReference(statement))
                .collect(Collectors.joining("\n"));
        boolean body = text.contains("\nBEGIN ATOMIC") || text.contains("\nRETURN ");
        return FUNCTION.matcher(text).find() && !body
                ? String.join("\n", text.lines().limit(2).toList())
                : text;
    }
}
