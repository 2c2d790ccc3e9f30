package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the settings, so that all of it is told at once. Not thread-safe. */
public final class Mistakes {
    private final List<ToolException> found = new ArrayList<>();

    /** Takes a mistake. */
    public void add(ToolException mistake) {
        found.add(mistake);
    }

    /** A value; null if it is not set, or refused with a {@link ToolException}. */
    public <T> @Nullable T orNull(Supplier<? extends @Nullable T> value) {
        try {
            return value.get();
        } catch (ToolException refused) {
            add(refused);
            return null;
        }
    }

    /** A value, or another one if it is refused. */
    public <T> T or(T other, Supplier<? extends T> value) {
        T accepted = orNull(value);
        return accepted == null ? other : accepted;
    }

    /**
     * Returns if nothing was refused.
     *
     * @throws ToolException with everything that was
     */
    public void check() {
        Set<String> all = found.stream()
                .map(refused -> refused.getMessage() + " " + refused.remedy())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (all.size() > 1) {
            throw ToolException.usage(
                    all.size() + " settings are wrong:\n" + String.join("\n", all), "Correct all of them.");
        }
        if (!found.isEmpty()) {
            throw found.get(0);
        }
    }
}
