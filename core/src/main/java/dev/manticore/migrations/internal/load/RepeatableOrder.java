package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

/**
 * Orders repeatable migrations by their descriptions, each after those that its header names. Adds a problem for a name that
 * does not exist, and for a cycle.
 */
final class RepeatableOrder {
    private static final int MOST_NAMED = 8;

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
        while (!waiting.isEmpty()) {
            if (ready.isEmpty()) {
                ready.addAll(brokenCycle());
            }
            RepeatableName next = ready.remove();
            ordered.put(next, migration(next));
            waiting.remove(next);
            for (RepeatableName name : later.getOrDefault(next, List.of())) {
                Set<RepeatableName> earlier = waiting.get(name);
                if (earlier != null && earlier.remove(next) && earlier.isEmpty()) {
                    ready.add(name);
                }
            }
        }
        return ordered;
    }

    /**
     * Refuses a cycle, and lets its migrations wait for nothing, so that the others can be looked at. Each of those that are
     * left waits for another one of them: to follow them comes back to one.
     */
    private List<RepeatableName> brokenCycle() {
        Set<RepeatableName> path = new LinkedHashSet<>();
        RepeatableName next = waiting.firstKey();
        while (path.add(next)) {
            next = Objects.requireNonNull(waiting.get(next)).iterator().next();
        }
        List<RepeatableName> all = List.copyOf(path);
        List<RepeatableName> cycle = all.subList(all.indexOf(next), all.size());
        problem(
                cycle.get(0),
                "The repeatable migrations cannot be ordered: " + described(cycle) + ".",
                "Remove one of these entries after=\"..\" from the headers.");
        cycle.forEach(name -> Objects.requireNonNull(waiting.get(name)).clear());
        return cycle;
    }

    private static String described(List<RepeatableName> cycle) {
        String first = cycle.get(0).label();
        List<String> others = new ArrayList<>();
        cycle.stream()
                .skip(1)
                .limit(cycle.size() > MOST_NAMED ? MOST_NAMED - 2 : MOST_NAMED)
                .forEach(name -> others.add(name.label()));
        if (cycle.size() > MOST_NAMED) {
            others.add((cycle.size() - others.size() - 2) + " more, the last of which comes after "
                    + cycle.get(cycle.size() - 1).label());
        }
        others.add(first);
        return first + " comes after " + String.join(", which comes after ", others);
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
