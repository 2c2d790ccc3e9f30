package dev.manticore.migrations.inspection;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what of a history cannot be made again, and what that means.
 *
 * @param touched what each migration whose file was changed since it was applied makes or changes now
 */
record DriftNotes(MigrationStatus status, Map<MigrationId, Set<ObjectId>> touched) {

    /** What the next run makes anew. */
    Set<ObjectId> replaced() {
        return status.entries().stream()
                .filter(entry -> entry.state() == State.OUTDATED)
                .flatMap(entry -> touched.getOrDefault(entry.id(), Set.of()).stream())
                .collect(Collectors.toSet());
    }

    /** One for each cause, in the order of the migrations. */
    List<String> sentences(List<Difference> drift) {
        List<String> sentences = new ArrayList<>();
        if (status.lease() != null) {
            sentences.add("A run is under way (" + status.lease().owner()
                    + "): what it has done and not yet recorded is among the differences.");
        }
        if (status.entries().stream().allMatch(entry -> entry.appliedAt() == null)) {
            sentences.add("The database has no history: it was compared with an empty one.");
        }
        for (Entry entry : status.entries()) {
            sentence(entry, drift).ifPresent(sentence -> sentences.add(label(entry) + " " + sentence));
        }
        if (drift.stream().anyMatch(Difference.Reordered.class::isInstance)) {
            late().stream()
                    .map(entry -> label(entry)
                            + " was applied after higher versions, and was made again before them: an order of"
                            + " columns may come from that.")
                    .forEach(sentences::add);
        }
        return sentences;
    }

    /** The versions that were applied after a higher one. */
    private List<Entry> late() {
        List<Entry> late = new ArrayList<>();
        Instant earliest = Instant.MAX;
        List<Entry> entries = new ArrayList<>(status.entries());
        Collections.reverse(entries);
        for (Entry entry : entries) {
            Instant at = entry.appliedAt();
            if (at == null || !(entry.id() instanceof Version)) {
                continue;
            }
            if (at.isAfter(earliest)) {
                late.add(0, entry);
            } else {
                earliest = at;
            }
        }
        return late;
    }

    private static String label(Entry entry) {
        return entry.id().label(entry.description());
    }

    private Optional<String> sentence(Entry entry, List<Difference> drift) {
        return switch (entry.state()) {
            case CHANGED -> Optional.of(changed(entry, drift));
            case OUTDATED ->
                Optional.of(
                        "has changed since it was applied, and the next run applies it again. Differences in what it makes"
                                + " are listed apart.");
            case MISSING ->
                Optional.of(
                        "is applied, and its file is gone: what it made is among the differences. Restore the file.");
            case AHEAD ->
                Optional.of(
                        "is applied, and is higher than every file: what it made is among the differences. Use the files"
                                + " with which the database was migrated.");
            case FAILED, PARTLY_DONE ->
                Optional.of("is partially applied: what its statements have done is among the differences.");
            case BASELINE ->
                entry.kind() == AppliedMigration.Kind.BASELINE
                        ? Optional.of(
                                "is a baseline without a script: of what the database had then, only what the files up to it"
                                        + " make was made again. Prepare the scratch server with a script that makes the rest.")
                        : Optional.empty();
            case APPLIED ->
                entry.origin() == null
                        ? Optional.of("is applied and has no file: what it made is among the differences.")
                        : Optional.empty();
            case SKIPPED ->
                entry.appliedAt() == null
                        ? Optional.empty()
                        : Optional.of(
                                "was applied, and its settings say that it is not executed: what it made is among the"
                                        + " differences.");
            case PENDING, LATE, BELOW_BASELINE -> Optional.empty();
        };
    }

    private String changed(Entry entry, List<Difference> drift) {
        Set<ObjectId> effects = touched.getOrDefault(entry.id(), Set.of());
        String suspects = drift.stream()
                .map(difference -> difference.object().root())
                .filter(effects::contains)
                .distinct()
                .map(ObjectId::toString)
                .collect(Collectors.joining(", "));
        return "was changed after it was applied, and was made again as it is now. "
                + (suspects.isEmpty()
                        ? "No difference is in what it makes."
                        : "Differences in what it makes may come from that: " + suspects + ".");
    }
}
