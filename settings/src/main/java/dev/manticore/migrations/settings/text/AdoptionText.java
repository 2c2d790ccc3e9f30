package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.AppliedMigration;
import java.util.List;

/** What was adopted, in sentences. */
final class AdoptionText {
    private AdoptionText() {}

    static List<String> of(Adoption adoption) {
        return adoption.isEmpty()
                ? List.of(nothingToDo(adoption))
                : List.of(
                        "Adopted " + migrations(adoption) + " from " + adoption.fromTable() + ": " + versions(adoption)
                                + ".",
                        adoption.fromTable() + " was only read. Do not run " + adoption.from()
                                + " on this database any more.");
    }

    static List<String> ofPlan(Adoption adoption) {
        return List.of(
                adoption.isEmpty()
                        ? nothingToDo(adoption)
                        : migrations(adoption) + " from " + adoption.fromTable() + ": " + versions(adoption));
    }

    private static String nothingToDo(Adoption adoption) {
        return adoption.migrations().isEmpty()
                ? "Nothing to do: " + adoption.from() + " has applied no migration."
                : "Nothing to do: " + adoption.table() + " has what " + adoption.from() + " has applied, "
                        + migrations(adoption) + ".";
    }

    private static String migrations(Adoption adoption) {
        return Words.count(adoption.migrations().size(), "migration");
    }

    private static String versions(Adoption adoption) {
        return Words.versions(
                adoption.migrations().stream().map(AppliedMigration::id).toList());
    }
}
