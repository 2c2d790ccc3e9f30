package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.ScriptNaming;

/** What the name of a class says about a migration in Java code, as a file name says it about a script. */
public record ClassName(MigrationId id, String description) {

    /**
     * Reads it from the simple name.
     *
     * @throws IllegalStateException if the class is not named so
     */
    public static ClassName of(Class<?> type) {
        return ScriptName.parse(ScriptNaming.DEFAULT, type.getSimpleName() + ".sql")
                .match(new ScriptName.Cases<>() {
                    @Override
                    public ClassName versioned(ScriptName.Versioned name) {
                        if (name.direction() == Direction.REVERT) {
                            throw unclear(type);
                        }
                        return new ClassName(name.version(), name.description());
                    }

                    @Override
                    public ClassName repeatable(ScriptName.Repeatable name) {
                        return new ClassName(name.name(), name.name().name());
                    }

                    @Override
                    public ClassName baseline(ScriptName.Baseline name) {
                        throw unclear(type);
                    }

                    @Override
                    public ClassName callback(ScriptName.Callback name) {
                        throw unclear(type);
                    }

                    @Override
                    public ClassName unusedCallback(ScriptName.UnusedCallback name) {
                        throw unclear(type);
                    }

                    @Override
                    public ClassName invalid(ScriptName.Invalid name) {
                        throw unclear(type);
                    }
                });
    }

    private static IllegalStateException unclear(Class<?> type) {
        return new IllegalStateException("the class name " + type.getName() + " does not say which migration it is");
    }
}
