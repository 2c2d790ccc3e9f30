package dev.manticore.migrations.architecture;

import java.nio.file.Path;

/**
 * A class that breaks a rule.
 *
 * @param rule the name of the rule that has to catch it
 * @param culprit its full name
 * @param uses the full name of what it must not use
 */
record Planted(String rule, String culprit, String uses) {

    /** Source text of the class: one field is enough of a dependency. */
    String source() {
        int dot = culprit.lastIndexOf('.');
        return "package %s; public class %s { public %s field; }"
                .formatted(culprit.substring(0, dot), culprit.substring(dot + 1), uses);
    }

    /** Its class file below the compiler's output directory. */
    Path in(Path classes) {
        return classes.resolve(culprit.replace('.', '/') + ".class");
    }

    @Override
    public String toString() {
        return "%s: %s uses %s".formatted(rule, culprit, uses);
    }
}
