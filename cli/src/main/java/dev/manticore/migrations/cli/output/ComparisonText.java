package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.settings.text.DifferencesText;
import dev.manticore.migrations.settings.text.Words;

/** What dump --check says: each difference, and the statements that undo them. */
final class ComparisonText {
    private ComparisonText() {}

    /** @param file as the user named it */
    static String of(String file, Catalog expected, Catalog actual, CatalogDiff diff) {
        if (diff.isEmpty()) {
            return "The database is as " + file + " says.\n";
        }
        StringBuilder text = new StringBuilder();
        if (expected.version() != actual.version()) {
            text.append("note: the file is of PostgreSQL " + expected.version() + " and the server of "
                    + actual.version() + ", which may word definitions differently.\n");
        }
        int count = diff.differences().size();
        text.append("The database differs from " + file + " in " + Words.count(count, "place") + ":\n");
        DifferencesText.differences(diff.differences())
                .forEach(line -> text.append(line).append('\n'));
        if (!diff.repair().isEmpty()) {
            text.append("\nIf the file is right, these statements change the database:\n");
            DifferencesText.statements(diff.repair())
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.append("\nIf the database is right, write the file again: manticore dump > " + file + "\n")
                .toString();
    }
}
