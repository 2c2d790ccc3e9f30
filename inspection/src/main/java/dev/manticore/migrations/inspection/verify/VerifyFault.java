package dev.manticore.migrations.inspection.verify;

import dev.manticore.migrations.inspection.Difference;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong. Immutable.
 *
 * @param migration the migration; null if it is about all of them
 * @param origin the file that is to be corrected; null if it is not one file
 * @param differences in what the database consists of; empty for other kinds of faults
 * @param dataDifferences in rows and sequences; empty without seeds
 * @param failure the complete message of what failed, with its place in the file; null if nothing failed
 */
public record VerifyFault(
        Kind kind,
        @Nullable VerifiedMigration migration,
        @Nullable String origin,
        List<Difference> differences,
        List<DataDifference> dataDifferences,
        @Nullable String failure) {

    /** What is wrong. The names are stable and part of the command line's JSON. */
    public enum Kind {
        /** The migration cannot be applied. What comes behind it was not verified. */
        APPLY_FAILED("cannot be applied"),
        /** The migration has no undo, and one was required. */
        UNDO_MISSING("has no undo script"),
        UNDO_FAILED("cannot be reverted"),
        /** After it was reverted, the database is not as it was before. */
        UNDO_DIFFERS("is not undone by its undo script"),
        REAPPLY_FAILED("cannot be applied again after it was reverted"),
        /** Applied a second time, it makes something else than the first time. */
        REAPPLY_DIFFERS("makes something else when it is applied again after it was reverted"),
        REPEAT_FAILED("cannot be applied twice"),
        /** A repeatable migration, applied a second time, changes something. */
        REPEAT_DIFFERS("changes something when it is applied a second time"),
        /** When everything is applied, another run applies something. */
        SECOND_RUN_APPLIES("is applied again by a second run"),
        /** When everything is applied, another run fails. */
        SECOND_RUN_FAILED("A second run fails"),
        /** Versions and repeatable migrations can be applied one by one, but not by one run. */
        RUN_FAILED("A run of everything on an empty database fails"),
        DRY_RUN_FAILED("The SQL of a dry run cannot be executed on an empty database"),
        /** The SQL of a dry run makes another database than a run. */
        DRY_RUN_DIFFERS("The SQL of a dry run makes another database than a run");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public VerifyFault {
        Objects.requireNonNull(kind, "kind");
        differences = List.copyOf(differences);
        dataDifferences = List.copyOf(dataDifferences);
    }

    /** One sentence without details, e.g. {@code V3 add index is not undone by its undo script}. */
    public String summary() {
        return migration == null ? kind.words : migration + " " + kind.words;
    }

    /** The details, a line or more for each. */
    public List<String> details() {
        return Stream.of(
                        differences.stream().map(Difference::toString),
                        dataDifferences.stream().map(DataDifference::toString),
                        Stream.ofNullable(failure))
                .flatMap(lines -> lines)
                .toList();
    }

    /** Summary, file and details. */
    @Override
    public String toString() {
        return summary()
                + (origin == null ? "" : " (" + origin + ")")
                + (details().isEmpty() ? "" : ":\n  " + String.join("\n  ", details()));
    }
}
