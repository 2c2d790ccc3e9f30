package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyNote.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what no undo can restore from what an undo should have restored.
 *
 * @param applied the catalog after the migration
 */
record NaturalLimits(VerifiedMigration migration, Catalog applied) {

    /** Why a difference that an undo has left is no fault; empty if it is one. */
    Optional<VerifyNote> noteOn(Difference difference) {
        if (difference instanceof Difference.Reordered reordered) {
            return position(reordered);
        } else if (difference instanceof Difference.Changed changed && changed.property() == Property.LABELS) {
            return label(changed);
        }
        return Optional.empty();
    }

    /** A column that is dropped and added again, by the migration or its undo, is the last one. */
    private Optional<VerifyNote> position(Difference.Reordered difference) {
        List<String> unmoved = unmoved(difference);
        List<String> found = new ArrayList<>(difference.actual());
        found.retainAll(unmoved);
        if (unmoved.size() == difference.expected().size() || !unmoved.equals(found)) {
            return Optional.empty();
        }
        return Optional.of(new VerifyNote(
                Rule.COLUMN_POSITION,
                migration,
                "the undo cannot give a dropped column of " + difference.object() + " its old position"));
    }

    /** The columns that the migration has left where they were: those it has moved are behind all of them. */
    private List<String> unmoved(Difference.Reordered difference) {
        List<String> before = difference.expected();
        List<String> unmoved = new ArrayList<>();
        if (applied.find(difference.object()).isEmpty()) {
            return before;
        }
        for (CatalogObject column : applied.children(difference.object())) {
            int place = before.indexOf(column.id().name());
            if (column.kind() == ObjectKind.COLUMN && place >= 0) {
                if (!unmoved.isEmpty() && place < before.indexOf(unmoved.get(unmoved.size() - 1))) {
                    break;
                }
                unmoved.add(column.id().name());
            }
        }
        return unmoved;
    }

    /** Labels that the migration has added stay. */
    private Optional<VerifyNote> label(Difference.Changed difference) {
        List<String> expected = lines(difference.expected());
        List<String> added = lines(applied.find(difference.object())
                .map(CatalogObject::properties)
                .map(properties -> properties.get(Property.LABELS))
                .orElse(null));
        added.removeAll(expected);
        List<String> kept = lines(difference.actual());
        kept.removeAll(added);
        if (!kept.equals(expected)) {
            return Optional.empty();
        }
        return Optional.of(new VerifyNote(
                Rule.ENUM_LABEL,
                migration,
                "the undo cannot remove a label from " + difference.object() + ": " + String.join(", ", added)));
    }

    private static List<String> lines(@Nullable String value) {
        return value == null ? new ArrayList<>() : new ArrayList<>(value.lines().toList());
    }
}
