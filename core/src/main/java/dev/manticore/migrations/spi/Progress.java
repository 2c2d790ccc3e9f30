package dev.manticore.migrations.spi;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a script that runs statement by statement has come.
 *
 * @param id the migration
 * @param direction whether it is applied or reverted
 * @param checksum SHA-256 over the statements that are done, in lower-case hexadecimal
 * @param done how many statements are done
 * @param running whether the next statement was begun and its outcome is unknown, or only part of it took effect
 * @param error what happened to the next statement, or null. The two together mean:
 *     <ul>
 *       <li>not running, null: the next statement was not begun
 *       <li>not running, text: it was begun and did not complete
 *       <li>running, null: its outcome is unknown
 *       <li>running, text: it was committed, but only part of it took effect
 *     </ul>
 * @param process the server process that wrote this note, and was to execute the next statement; null if that is not known
 * @param repetitions of the next statement, if it is one that is repeated; not done as long as they are noted
 */
public record Progress(
        MigrationId id,
        Direction direction,
        String checksum,
        int done,
        boolean running,
        @Nullable String error,
        @Nullable ServerProcess process,
        Repetitions repetitions) {

    public Progress {
        Objects.requireNonNull(repetitions, "repetitions");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(checksum, "checksum");
    }

    /** A note that names no server process. */
    public Progress(
            MigrationId id, Direction direction, String checksum, int done, boolean running, @Nullable String error) {
        this(id, direction, checksum, done, running, error, null);
    }

    /** A note of a statement that is not repeated. */
    public Progress(
            MigrationId id,
            Direction direction,
            String checksum,
            int done,
            boolean running,
            @Nullable String error,
            @Nullable ServerProcess process) {
        this(id, direction, checksum, done, running, error, process, Repetitions.NONE);
    }

    /** The same note of a statement that these jobs carry out; this one if there are none. */
    public Progress by(List<String> jobs) {
        return jobs.isEmpty() ? this : by(new ServerProcess(0, null, jobs));
    }

    /** The same note of this process. */
    public Progress by(@Nullable ServerProcess writer) {
        return new Progress(id, direction, checksum, done, running, error, writer, repetitions);
    }

    /** The same note with these repetitions of the next statement. */
    public Progress with(Repetitions repeated) {
        return new Progress(id, direction, checksum, done, running, error, process, repeated);
    }
}
