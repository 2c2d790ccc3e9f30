package dev.manticore.migrations.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who uses whom, by what the class files say.
 *
 * @param edges by module, a module's Dagger package apart; what it uses, java.base excepted: others of ours, the JDK's
 *     modules, and libraries by the first words of their packages
 */
record ModuleGraph(NavigableMap<String, NavigableSet<String>> edges) {
    private static final Pattern LIBRARY = Pattern.compile("dagger|picocli|\\w+\\.\\w+");

    static ModuleGraph of(JavaClasses classes) {
        NavigableMap<String, NavigableSet<String>> edges = new TreeMap<>();
        for (JavaClass type : classes) {
            NavigableSet<String> used = edges.computeIfAbsent(node(type), unused -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(ModuleGraph::node)
                    .forEach(used::add);
        }
        edges.forEach((node, used) -> used.removeAll(Set.of(node, "java.base")));
        return new ModuleGraph(edges);
    }

    private static String node(JavaClass type) {
        if (Module.isOurs(type)) {
            Module module = Module.of(type);
            return module.daggerPackage().test(type) ? module + ".dagger" : module.toString();
        }
        return ModuleLayer.boot().modules().stream()
                .filter(it -> it.getPackages().contains(type.getPackageName()))
                .map(java.lang.Module::getName)
                .findAny()
                .orElseGet(() -> library(type.getPackageName()));
    }

    private static String library(String packageName) {
        Matcher matcher = LIBRARY.matcher(packageName);
        return matcher.lookingAt() ? matcher.group() : packageName;
    }

    /** One line for each node, both sides in the order of the alphabet. */
    @Override
    public String toString() {
        return edges.entrySet().stream()
                .map(it -> it.getKey() + " -> " + String.join(", ", it.getValue()))
                .collect(joining("\n", "", "\n"));
    }
}
