package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.ObjectId;
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

    /** A column that the migration has dropped and the undo has added is the last one. */
    private Optional<VerifyNote> position(Difference.Reordered difference) {
        List<String> kept = new ArrayList<>(difference.expected());
        kept.removeIf(column -> isDropped(difference.object(), column));
        List<String> found = new ArrayList<>(difference.actual());
        found.removeIf(column -> isDropped(difference.object(), column));
        if (kept.size() == difference.expected().size() || !kept.equals(found)) {
            return Optional.empty();
        }
        return Optional.of(new VerifyNote(
                Rule.COLUMN_POSITION,
                migration,
                "the undo cannot give a dropped column of " + difference.object() + " its old position"));
    }

    private boolean isDropped(ObjectId table, String column) {
        return applied.find(table).isPresent()
                && applied.find(table.child(ObjectKind.COLUMN, column)).isEmpty();
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
