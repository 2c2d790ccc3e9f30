package dev.manticore.migrations.spi;

import dev.manticore.migrations.Direction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a stepwise script has come.
 *
 * @param checksum SHA-256 over the statements that are done, in lower-case hexadecimal
 * @param done how many statements are done
 * @param running whether the next one was begun and its outcome is not known
 * @param error why the next one failed, or null
 */
public record Progress(
        long version,
        Direction direction,
        String checksum,
        int done,
        boolean running,
        @Nullable String error) {

    public Progress {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(checksum, "checksum");
    }
}
