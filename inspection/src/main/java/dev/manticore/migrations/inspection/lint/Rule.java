package dev.manticore.migrations.inspection.lint;

import java.util.Objects;

/**
 * A rule of the linter.
 *
 * @param name in lower case with hyphens; it never changes
 * @param level the level of its findings, unless somebody wants another one
 * @param summary what it finds, in one sentence
 */
public record Rule(String name, Level level, String summary) {

    public Rule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(summary, "summary");
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
