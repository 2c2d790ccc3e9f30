package dev.manticore.migrations.application;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with the settings, so that all of it is told at once. Not thread-safe. */
public final class SettingProblems {
    private final Set<SettingProblem> found = new LinkedHashSet<>();

    /**
     * Adds a problem.
     *
     * @param place the property, or the bean
     */
    public void add(String place, String message, String remedy) {
        found.add(new SettingProblem(place, message, remedy));
    }

    /** Makes a setting, and adds a problem if its value is refused with an {@link IllegalArgumentException}. */
    public void setting(String place, String remedy, Runnable setting) {
        value(place, remedy, () -> {
            setting.run();
            return true;
        });
    }

    /** What a setting stands for; empty, and a problem, if it is refused with an {@link IllegalArgumentException}. */
    public <T> Optional<T> value(String place, String remedy, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException refused) {
            add(place, sentence(String.valueOf(refused.getMessage())), remedy);
            return Optional.empty();
        }
    }

    /** Adds that a password is set without a user. */
    public void passwordWithoutUser(String passwordPlace, String userPlace) {
        add(passwordPlace, "It is set without a user.", "Set " + userPlace + " as well, or remove it.");
    }

    private static String sentence(String message) {
        String text = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }

    /** Whether there is one of a property or a bean. */
    boolean has(String place) {
        return found.stream().anyMatch(problem -> problem.place().equals(place));
    }

    /** Adds those of another collection. */
    public void addAll(SettingProblems others) {
        found.addAll(others.found);
    }

    /** In the order in which they were found. */
    List<SettingProblem> found() {
        return List.copyOf(found);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * Returns if there are none.
     *
     * @throws InvalidMigrationSettingsException with all of them
     */
    public void check() {
        if (!found.isEmpty()) {
            throw new InvalidMigrationSettingsException(found());
        }
    }
}
