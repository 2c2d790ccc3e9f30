package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.AppliedMigration.Kind;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The column {@code kind}, which says what was recorded: a script, code, a baseline. */
final class RecordedKind {
    private RecordedKind() {}

    static String written(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Returns what a value of the column means; a value of a later version is {@link Kind#OTHER}.
     *
     * @param written null in a row that the client for Python or an earlier version wrote, which is a script's
     */
    static Kind of(@Nullable String written) {
        return written == null
                ? Kind.SCRIPT
                : Stream.of(Kind.values())
                        .filter(kind -> written(kind).equals(written))
                        .findFirst()
                        .orElse(Kind.OTHER);
    }
}
