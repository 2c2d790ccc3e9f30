package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.plan.HighestVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What our history has already. Either nothing, or the rows that would be written: then the other history was adopted
 * before. Whatever was applied since has a higher version, or is repeatable.
 *
 * @param adopted the rows that would be written; at least one
 * @param own the rows of our history
 */
public record ExistingRows(List<AppliedMigration> adopted, List<AppliedMigration> own) {

    /** Whether the rows were written before; see {@link #obstacle} for one that has others. */
    public boolean areAdopted() {
        return !own.isEmpty() && obstacle("", "").isEmpty();
    }

    /**
     * Why nothing can be written beside rows that are not those of the other history.
     *
     * @param table of our history
     * @param other who keeps the other one
     */
    public Optional<Problem> obstacle(String table, String other) {
        Map<MigrationId, AppliedMigration> expected = byId(adopted);
        Map<MigrationId, AppliedMigration> found = byId(own);
        Version highest = HighestVersion.of(adopted.stream());
        List<AppliedMigration> missing =
                adopted.stream().filter(row -> !found.containsKey(row.id())).toList();
        List<AppliedMigration> foreign = own.stream()
                .filter(row -> !expected.containsKey(row.id()) && row.id().compareTo(highest) < 0)
                .toList();
        List<AppliedMigration> different = own.stream()
                .filter(row -> expected.containsKey(row.id()) && differs(row, expected.get(row.id())))
                .toList();
        if (own.isEmpty() || (missing.isEmpty() && foreign.isEmpty() && different.isEmpty())) {
            return Optional.empty();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(table + " has rows already, and they are not those of " + other + ".");
        name(sentences, foreign, "Not applied by " + other + ": ");
        name(sentences, different, "Another migration of the same version: ");
        name(sentences, missing, "Applied by " + other + " only: ");
        return Optional.of(new Problem(
                Problem.Kind.HISTORY_NOT_EMPTY,
                String.join(" ", sentences),
                null,
                "If " + table
                        + " is the history of these files, go on with it: there is nothing to adopt. If it is that of"
                        + " another application, use another schema or table. If it is left from a trial, drop it."));
    }

    private static Map<MigrationId, AppliedMigration> byId(List<AppliedMigration> rows) {
        Map<MigrationId, AppliedMigration> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.id(), row));
        return map;
    }

    /** A file may have been renamed or changed since: one of the two is the same. */
    private static boolean differs(AppliedMigration row, AppliedMigration expected) {
        boolean sameText = row.checksum() != null && row.checksum().equals(expected.checksum());
        return !sameText && !row.description().equals(expected.description());
    }

    private static void name(List<String> sentences, Collection<AppliedMigration> rows, String what) {
        if (!rows.isEmpty()) {
            sentences.add(rows.stream()
                    .map(row -> row.id().label(row.description()))
                    .collect(Collectors.joining(", ", what, ".")));
        }
    }
}
