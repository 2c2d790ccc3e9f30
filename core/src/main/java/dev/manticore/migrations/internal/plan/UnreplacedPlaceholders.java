package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What looks like a placeholder in scripts while placeholders are off. It may be meant as it is. */
public final class UnreplacedPlaceholders {
    private UnreplacedPlaceholders() {}

    /**
     * One note for all scripts; empty if there is no such text.
     *
     * @param scripts may have nulls
     */
    public static Optional<String> note(Stream<@Nullable Script> scripts) {
        List<Script> with = scripts.filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(script -> !script.unreplaced().isEmpty())
                .toList();
        if (with.isEmpty()) {
            return Optional.empty();
        }
        Script first = with.get(0);
        TextRange place = first.unreplaced().get(0);
        int others =
                with.stream().mapToInt(script -> script.unreplaced().size()).sum() - 1;
        return Optional.of(first.locate(place.start()) + ": " + place.text(first.text())
                + " is sent as it is, since placeholders are off"
                + (others == 0 ? "" : "; so is what looks like a placeholder in " + places(others))
                + ". If it is a placeholder, declare its value.");
    }

    private static String places(int others) {
        return others == 1 ? "1 other place" : others + " other places";
    }

    /** The first one in a statement; empty if it has none. */
    public static Optional<String> in(Script script, SqlStatement statement) {
        return script.unreplaced().stream()
                .filter(range -> range.start() >= statement.start() && range.end() <= statement.end())
                .findFirst()
                .map(range -> range.text(script.text()));
    }
}
