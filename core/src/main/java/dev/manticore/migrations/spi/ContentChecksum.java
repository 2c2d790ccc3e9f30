package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of a script's content, as it is kept in a table of its own.
 *
 * @param checksum the one that was written into the history with it. If the history has another one now, another tool has
 *     written it since, and {@code content} says nothing about what is applied
 * @param content see {@link HistoryEntry#contentChecksum()}
 */
public record ContentChecksum(@Nullable String checksum, String content) {

    public ContentChecksum {
        Objects.requireNonNull(content, "content");
    }
}
