package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Dropped;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lost rows, and what a script does beside its purpose. */
final class DataRules {
    private DataRules() {}

    static List<Check> all() {
        return List.of(
                Check.error("truncate-table", "All rows of a table are deleted.", DataRules::truncate),
                Check.warning(
                        "data-change-without-where",
                        "UPDATE or DELETE without WHERE changes all rows of a table in one transaction.",
                        DataRules::withoutWhere),
                Check.error(
                        "cascade-dropped-more",
                        "CASCADE drops objects that the statement does not name.",
                        DataRules::cascade),
                Check.warning(
                        "undo-missing",
                        "A migration drops or changes something, has no undo, and others have one.",
                        DataRules::withoutUndo),
                Check.note(
                        "stepwise-not-repeatable",
                        "A statement that commits alone cannot be executed a second time.",
                        DataRules::notRepeatable));
    }

    private static Stream<Verdict> truncate(ObservedStatement statement, Release release) {
        List<String> tables = statement.oldLocks(LockMode.ACCESS_EXCLUSIVE).stream()
                .map(TableLock::table)
                .filter(name -> statement.text().begins("TRUNCATE")
                        ? release.schema().relation(name).filter(Item::isTable).isPresent()
                        : statement.truncated().contains(name))
                .toList();
        return !tables.isEmpty()
                ? Stream.of(Verdict.of(
                                "This deletes all rows of " + String.join(", ", tables)
                                        + ". Nobody can use the table until the transaction ends (ACCESS EXCLUSIVE lock), and no undo"
                                        + " brings the rows back.",
                                "Delete the rows that are not needed, in batches.")
                        .on(tables))
                : Stream.empty();
    }

    private static Stream<Verdict> withoutWhere(ObservedStatement statement, Release release) {
        boolean changes = statement.text().verbIsAny("UPDATE", "DELETE")
                && !statement.text().hasOutside("WHERE");
        List<String> tables = statement.oldLocks(LockMode.ROW_EXCLUSIVE).stream()
                .map(TableLock::table)
                .filter(table -> !statement.indexesAndSequences().contains(table))
                .limit(1)
                .toList();
        return changes && !tables.isEmpty()
                ? Stream.of(Verdict.of(
                                "This changes all rows of " + tables.get(0)
                                        + " in one transaction: each of them stays locked until it ends, and the table grows to"
                                        + " twice its size.",
                                "Change them in batches: a script with the header line repeat=until-empty executes a statement"
                                        + " until it changes no row.")
                        .safer("-- manticore: repeat=until-empty\n"
                                + statement.text().verb() + " .. WHERE id IN (SELECT id FROM " + tables.get(0)
                                + " WHERE .. LIMIT 1000)")
                        .on(tables))
                : Stream.empty();
    }

    private static Stream<Verdict> cascade(ObservedStatement statement, Release release) {
        if (!statement.text().has("CASCADE")) {
            return Stream.empty();
        }
        List<ObjectId> named = dropped(statement)
                .filter(statement::names)
                .map(CatalogObject::id)
                .toList();
        String more = dropped(statement)
                .map(CatalogObject::id)
                .filter(id -> !named.contains(id) && named.stream().noneMatch(id::isWithin))
                // The sequence of a column goes with the column, also without CASCADE.
                .filter(id -> id.kind() != ObjectKind.SEQUENCE || id.parent() == null)
                .map(ObjectId::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return more.isEmpty()
                ? Stream.empty()
                : Stream.of(Verdict.of(
                        "CASCADE also drops what the statement does not name: " + more + ".",
                        "Drop each of them by a statement of its own, without CASCADE, so that nothing is lost that nobody"
                                + " thought of."));
    }

    private static Stream<CatalogObject> dropped(ObservedStatement statement) {
        return Changes.droppedOld(statement);
    }

    private static Stream<Verdict> withoutUndo(ObservedStatement statement, Release release) {
        if (statement.migration().undo() || !statement.migration().othersHaveUndo()) {
            return Stream.empty();
        }
        return statement.oldChanges().stream()
                .filter(change -> change instanceof Dropped
                        || (change instanceof Change.Altered altered && altered.property() == Property.TYPE))
                .limit(1)
                .map(change -> Verdict.of(
                        "This changes something that was there before (" + change
                                + "), and the migration has no undo, though others have one.",
                        "Add an undo that makes again what was there."));
    }

    private static Stream<Verdict> notRepeatable(ObservedStatement statement, Release release) {
        return !statement.record().observed() && !statement.statement().repeatable()
                ? Stream.of(Verdict.of(
                        "This commits alone. If the connection is lost while it runs, nobody knows whether it was carried out,"
                                + " and the next run stops.",
                        "Write it so that it can be executed a second time, e.g. with IF NOT EXISTS or IF EXISTS."))
                : Stream.empty();
    }
}
