package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Orders repeatable migrations by their descriptions, each after those that its header names. Adds a problem for a name that
 * does not exist, and for a cycle.
 */
final class RepeatableOrder {
    private final NavigableMap<RepeatableName, ResolvedMigration> migrations;
    private final ScriptNaming naming;
    private final UnaryOperator<String> hide;
    private final Consumer<Problem> problems;
    /** What each migration waits for. */
    private final NavigableMap<RepeatableName, Set<RepeatableName>> waiting = new TreeMap<>();

    /**
     * Prepares the order.
     *
     * @param hide takes the values of placeholders out of what a header says
     */
    RepeatableOrder(
            NavigableMap<RepeatableName, ResolvedMigration> migrations,
            ScriptNaming naming,
            UnaryOperator<String> hide,
            Consumer<Problem> problems) {
        this.migrations = migrations;
        this.naming = naming;
        this.hide = hide;
        this.problems = problems;
        migrations.forEach((name, migration) -> waiting.put(name, earlier(name, migration.up())));
    }

    private Set<RepeatableName> earlier(RepeatableName name, Script script) {
        Set<RepeatableName> earlier = new TreeSet<>();
        for (String description : script.header().after()) {
            RepeatableName before = new RepeatableName(description);
            if (migrations.containsKey(before)) {
                earlier.add(before);
            } else {
                String shown = hide.apply(description);
                problem(
                        name,
                        name.label() + " comes after " + hide.apply(before.label()) + ", which does not exist.",
                        "Correct the entry after=\"" + shown + "\" of its header, or add "
                                + naming.repeatableName(shown.replace(' ', '_')) + ".");
            }
        }
        return earlier;
    }

    /** The migrations in the order in which they are applied. */
    Map<RepeatableName, ResolvedMigration> ordered() {
        Map<RepeatableName, List<RepeatableName>> later = new TreeMap<>();
        waiting.forEach((name, earlier) -> earlier.forEach(before ->
                later.computeIfAbsent(before, first -> new ArrayList<>()).add(name)));
        PriorityQueue<RepeatableName> ready = new PriorityQueue<>();
        waiting.forEach((name, earlier) -> {
            if (earlier.isEmpty()) {
                ready.add(name);
            }
        });
        Map<RepeatableName, ResolvedMigration> ordered = new LinkedHashMap<>();
        while (!ready.isEmpty()) {
            RepeatableName next = ready.remove();
            ordered.put(next, migration(next));
            waiting.remove(next);
            for (RepeatableName name : later.getOrDefault(next, List.of())) {
                Set<RepeatableName> earlier = Objects.requireNonNull(waiting.get(name));
                earlier.remove(next);
                if (earlier.isEmpty()) {
                    ready.add(name);
                }
            }
        }
        if (!waiting.isEmpty()) {
            refuseCycle();
        }
        waiting.keySet().forEach(name -> ordered.put(name, migration(name)));
        return ordered;
    }

    /** Each of those that are left waits for another one of them: to follow them comes back to one. */
    private void refuseCycle() {
        List<RepeatableName> path = new ArrayList<>();
        RepeatableName next = waiting.firstKey();
        while (!path.contains(next)) {
            path.add(next);
            next = Objects.requireNonNull(waiting.get(next)).iterator().next();
        }
        List<RepeatableName> cycle = path.subList(path.indexOf(next), path.size());
        String named = cycle.stream().map(RepeatableName::label).collect(Collectors.joining(" comes after "));
        problem(
                cycle.get(0),
                "The repeatable migrations cannot be ordered: " + named + " comes after "
                        + cycle.get(0).label() + ".",
                "Remove one of these entries after=\"..\" from the headers.");
    }

    private ResolvedMigration migration(RepeatableName name) {
        return Objects.requireNonNull(migrations.get(name));
    }

    private void problem(RepeatableName name, String message, String remedy) {
        problems.accept(new Problem(
                Kind.REPEATABLE_ORDER,
                message,
                SourceLocation.file(migration(name).up().origin()),
                remedy));
    }
}
