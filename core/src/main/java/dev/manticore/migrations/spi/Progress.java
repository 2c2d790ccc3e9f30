package dev.manticore.migrations.spi;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a script that runs statement by statement has come.
 *
 * @param id the migration
 * @param direction whether it is applied or reverted
 * @param checksum SHA-256 over the statements that are done, in lower-case hexadecimal
 * @param done how many statements are done
 * @param running whether the next statement was begun and its outcome is unknown
 * @param error why the next statement failed, or null
 * @param process the server process that wrote this note, and was to execute the next statement; null if that is not known
 */
public record Progress(
        MigrationId id,
        Direction direction,
        String checksum,
        int done,
        boolean running,
        @Nullable String error,
        @Nullable ServerProcess process) {

    public Progress {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(checksum, "checksum");
    }

    /** A note that names no server process. */
    public Progress(
            MigrationId id, Direction direction, String checksum, int done, boolean running, @Nullable String error) {
        this(id, direction, checksum, done, running, error, null);
    }
}
