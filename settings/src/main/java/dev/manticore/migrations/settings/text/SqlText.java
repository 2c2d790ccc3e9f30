package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Printable;

/** Prints what a dry run of an adoption shows as SQL that psql can run. */
final class SqlText {
    private SqlText() {}

    static String of(Adoption adoption) {
        StringBuilder text = new StringBuilder();
        adoption.notes().forEach(note -> comment(text, "note: " + note));
        AdoptionText.ofPlan(adoption).forEach(line -> comment(text, line));
        adoption.statements().forEach(statement -> text.append(Plan.terminated(statement)));
        return text.toString();
    }

    private static void comment(StringBuilder text, String comment) {
        Printable.text(comment)
                .lines()
                .forEach(line -> text.append("-- ").append(line).append('\n'));
    }
}
