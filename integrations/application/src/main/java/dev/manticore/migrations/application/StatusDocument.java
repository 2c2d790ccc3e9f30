package dev.manticore.migrations.application;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The status of a database as text, numbers, lists and maps, which any version of Jackson writes without hints. */
public final class StatusDocument {
    private static final Set<State> APPLIED =
            EnumSet.of(State.APPLIED, State.CHANGED, State.MISSING, State.AHEAD, State.BASELINE);
    private static final Set<State> INCOMPLETE = EnumSet.of(State.PARTLY_DONE, State.FAILED);

    private StatusDocument() {}

    /**
     * All of it. Unknown values are null; the message of a {@code MigrationException} becomes the member {@code error}.
     *
     * @param database asks for the status
     * @param words for the remedies of problems
     */
    public static Map<String, @Nullable Object> of(Supplier<MigrationStatus> database, Remedy.Cases<String> words) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        try {
            MigrationStatus status = database.get();
            summary(document, status);
            document.put(
                    "migrations",
                    status.entries().stream().map(StatusDocument::entry).toList());
            document.put("lease", lease(status));
            document.put("leaseError", leaseError(status));
            document.put("lockWait", lockWait(status));
            document.put(
                    "problems",
                    status.problems().stream()
                            .map(problem -> problem(problem, words))
                            .toList());
            document.put("notes", status.notes());
        } catch (MigrationException failure) {
            document.put("error", failure.summary());
        }
        return document;
    }

    /** The version and the numbers alone. */
    public static Map<String, @Nullable Object> summary(MigrationStatus status) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        summary(document, status);
        return document;
    }

    private static void summary(Map<String, @Nullable Object> document, MigrationStatus status) {
        document.put("version", version(status));
        document.put("applied", count(status, APPLIED));
        document.put("pending", status.pending().isPresent() ? status.pending().getAsLong() : null);
        document.put(
                "incomplete",
                status.entries().stream()
                        .filter(entry -> INCOMPLETE.contains(entry.state()))
                        .map(entry -> entry.id().label(entry.description()))
                        .toList());
        document.put("running", status.leaseError() == null ? status.lease() != null : null);
    }

    /** Whether a migration is partially applied or in doubt, and nobody is at work on it. */
    public static boolean needsAPerson(MigrationStatus status) {
        return status.lease() == null && count(status, INCOMPLETE) > 0;
    }

    private static long count(MigrationStatus status, Set<State> states) {
        return status.entries().stream()
                .filter(entry -> states.contains(entry.state()))
                .count();
    }

    /** The highest applied version, or null. */
    private static @Nullable String version(MigrationStatus status) {
        return status.entries().stream()
                .filter(entry -> APPLIED.contains(entry.state()) && entry.id() instanceof Version)
                .map(Entry::id)
                .max(Comparator.comparing(id -> (Version) id))
                .map(MigrationId::toString)
                .orElse(null);
    }

    private static Map<String, @Nullable Object> entry(Entry entry) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("version", entry.id() instanceof Version ? entry.id().toString() : null);
        document.put(
                "repeatable", entry.id() instanceof RepeatableName ? entry.id().toString() : null);
        document.put("description", entry.description());
        document.put("state", entry.state().name());
        document.put("file", entry.origin());
        document.put("undo", entry.undo());
        document.put(
                "appliedAt",
                entry.appliedAt() == null ? null : entry.appliedAt().toString());
        document.put(
                "durationMillis",
                entry.duration() == null ? null : entry.duration().toMillis());
        document.put("appliedBy", entry.appliedBy());
        document.put("note", entry.note());
        return document;
    }

    private static @Nullable Map<String, @Nullable Object> lease(MigrationStatus status) {
        if (status.lease() == null) {
            return null;
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("owner", status.lease().owner());
        document.put("remainingMillis", status.lease().remaining().toMillis());
        return document;
    }

    /** Why the lease cannot be read, or null. Who holds it, and what is partially applied, is not known then. */
    static @Nullable String leaseError(MigrationStatus status) {
        return status.leaseError() == null ? null : status.leaseError().message();
    }

    private static @Nullable Map<String, @Nullable Object> lockWait(MigrationStatus status) {
        if (status.lockWait() == null) {
            return null;
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("waitedMillis", status.lockWait().waited().toMillis());
        document.put(
                "blockers",
                status.lockWait().blockers().stream()
                        .map(LockWait.Blocker::description)
                        .toList());
        return document;
    }

    private static Map<String, @Nullable Object> problem(Problem problem, Remedy.Cases<String> words) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("kind", problem.kind().name());
        document.put("message", problem.message());
        document.put(
                "place", problem.location() == null ? null : problem.location().toString());
        document.put("remedy", problem.remedy().sentences(words));
        return document;
    }
}
