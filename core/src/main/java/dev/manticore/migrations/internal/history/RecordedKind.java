package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.AppliedMigration.Kind;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The column that tells what a row stands for. */
final class RecordedKind {
    private RecordedKind() {}

    static String written(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Reads the column.
     *
     * @param written null in a row of the client for Python
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
