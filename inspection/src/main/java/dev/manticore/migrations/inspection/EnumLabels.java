package dev.manticore.migrations.inspection;

import java.util.ArrayList;
import java.util.List;

/**
 * The labels of an enum, as literals in order.
 *
 * @param expected those to have
 * @param actual those that are there
 */
record EnumLabels(List<String> expected, List<String> actual) {

    /** The statements that add labels; none if the others are in another order, or if there are too many: that cannot be undone. */
    List<String> additions(ObjectId type) {
        List<String> known = expected.stream().filter(actual::contains).toList();
        if (!known.equals(actual)) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            String label = expected.get(i);
            if (!actual.contains(label)) {
                statements.add("ALTER TYPE " + type.name() + " ADD VALUE " + label + place(i));
            }
        }
        return statements;
    }

    private String place(int index) {
        if (index > 0) {
            return " AFTER " + expected.get(index - 1);
        }
        return actual.isEmpty() ? "" : " BEFORE " + actual.get(0);
    }
}
