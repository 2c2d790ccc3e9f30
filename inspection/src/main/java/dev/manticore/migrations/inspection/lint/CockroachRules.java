package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What CockroachDB does differently. No CockroachDB is at hand: these judge the text, and what the statement did on
 * PostgreSQL. Where the facts come from is said in docs/cockroachdb.md.
 */
final class CockroachRules {
    private static final Set<String> SCHEMA_CHANGES = Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT");

    private CockroachRules() {}

    static List<Check> all() {
        return List.of(
                Check.warning(
                        "cockroach-several-changes",
                        "A script has several schema changes, each of which commits alone on CockroachDB.",
                        CockroachRules::severalChanges),
                Check.warning(
                        "cockroach-several-actions",
                        "An ALTER TABLE has several actions, of which CockroachDB may carry out a part.",
                        CockroachRules::severalActions),
                Check.error(
                        "cockroach-type-change",
                        "CockroachDB writes a column with another type anew, and refuses that in many cases.",
                        CockroachRules::typeChange),
                Check.error(
                        "cockroach-value-in-use",
                        "A new column or value of an enum is used in the transaction that adds it.",
                        CockroachRules::valueInUse),
                Check.error(
                        "cockroach-primary-key",
                        "A primary key is dropped without another one in the same statement.",
                        CockroachRules::primaryKey),
                Check.note("cockroach-serial", "serial is no sequence on CockroachDB.", CockroachRules::serial),
                Check.note(
                        "cockroach-concurrently",
                        "CONCURRENTLY does nothing on CockroachDB.",
                        CockroachRules::concurrently),
                Check.error(
                        "cockroach-refresh-in-transaction",
                        "CockroachDB refuses REFRESH MATERIALIZED VIEW in a transaction.",
                        CockroachRules::refresh),
                Check.error(
                        "cockroach-advisory-lock",
                        "Advisory locks do nothing on CockroachDB before 26.3.",
                        CockroachRules::advisoryLock));
    }

    private static boolean changesSchema(ObservedStatement statement) {
        return SCHEMA_CHANGES.contains(statement.text().verb());
    }

    private static Stream<ObservedStatement> sameScript(ObservedStatement statement, Release release) {
        return release.statements().stream()
                .filter(it -> it.record().migration().equals(statement.record().migration()));
    }

    private static Stream<Verdict> severalChanges(ObservedStatement statement, Release release) {
        List<ObservedStatement> changes = sameScript(statement, release)
                .filter(CockroachRules::changesSchema)
                .filter(it -> !it.text().begins("CREATE", "TABLE"))
                .toList();
        return changes.size() > 1 && changes.get(1).equals(statement)
                ? Stream.of(Verdict.of(
                        "This is the second of " + changes.size()
                                + " schema changes in the script. On CockroachDB each commits alone: if one fails, those before it"
                                + " stay.",
                        "Put each schema change into a migration of its own."))
                : Stream.empty();
    }

    private static Stream<Verdict> severalActions(ObservedStatement statement, Release release) {
        return statement.text().begins("ALTER", "TABLE") && statement.text().hasOutside(",")
                ? Stream.of(Verdict.of(
                        "This ALTER TABLE has several actions. If one of them fails on CockroachDB, others may stay, or come back"
                                + " in part.",
                        "Write one action in each statement, and one statement in each migration."))
                : Stream.empty();
    }

    private static Stream<Verdict> typeChange(ObservedStatement statement, Release release) {
        return statement.record().changes().stream()
                .filter(Altered.class::isInstance)
                .map(Altered.class::cast)
                .filter(altered -> altered.property() == Property.TYPE
                        && altered.object().kind() == ObjectKind.COLUMN
                        && release
                                .schema()
                                .withPartitions(altered.object().root().name())
                                .stream()
                                .anyMatch(statement.record().rewritten()::contains))
                .limit(1)
                .map(altered -> Verdict.of(
                        "CockroachDB writes the column " + altered.object().name()
                                + " anew for this type. It refuses that in a transaction, together with other actions, and for"
                                + " columns with an index, a constraint or a view.",
                        "Add a second column, fill it in batches, and switch over to it in a later release."));
    }

    private static Stream<Verdict> valueInUse(ObservedStatement statement, Release release) {
        if (statement.migration().execution() == Execution.STEPWISE
                && !statement.record().observed()) {
            return Stream.empty();
        }
        List<ObservedStatement> before = sameScript(statement, release)
                .filter(it -> it.record().transaction() == statement.record().transaction())
                .takeWhile(it -> !it.equals(statement))
                .toList();
        return before.stream()
                .flatMap(it -> Changes.createdInOld(it, ObjectKind.COLUMN))
                .map(CatalogObject::id)
                .filter(column -> statement.text().says(column.name())
                        && statement.text().says(column.root().name()))
                .limit(1)
                .map(column -> Verdict.of(
                        "This uses the column " + column.name()
                                + " in the transaction that adds it. CockroachDB answers 42703, since the column is not there before"
                                + " the transaction has ended.",
                        "Use it in a later migration."));
    }

    private static Stream<Verdict> primaryKey(ObservedStatement statement, Release release) {
        boolean drops = Changes.droppedOld(statement, ObjectKind.CONSTRAINT)
                .anyMatch(constraint -> Changes.isConstraint(constraint, "PRIMARY KEY"));
        boolean adds = Changes.created(statement, ObjectKind.CONSTRAINT)
                .anyMatch(constraint -> Changes.isConstraint(constraint, "PRIMARY KEY"));
        return drops && !adds
                ? Stream.of(
                        Verdict.of(
                                "CockroachDB refuses to drop a primary key unless the same transaction adds another one.",
                                "Use ALTER TABLE .. ALTER PRIMARY KEY USING COLUMNS (..), which keeps the old key as an index."))
                : Stream.empty();
    }

    private static Stream<Verdict> serial(ObservedStatement statement, Release release) {
        return Stream.of("SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8")
                .filter(type -> statement.text().has(type))
                .limit(1)
                .map(type -> Verdict.of(
                        type + " is no sequence on CockroachDB: it gives large numbers with gaps, in an INT8 column.",
                        "Use uuid with gen_random_uuid(), or an identity column if the numbers must be small."));
    }

    private static Stream<Verdict> concurrently(ObservedStatement statement, Release release) {
        return statement.text().has("CONCURRENTLY")
                ? Stream.of(Verdict.of(
                        "CockroachDB accepts CONCURRENTLY and does nothing for it: its schema changes block nobody anyway.",
                        "Leave it out if the script is for CockroachDB alone."))
                : Stream.empty();
    }

    private static Stream<Verdict> refresh(ObservedStatement statement, Release release) {
        long together = sameScript(statement, release)
                .filter(it -> it.record().transaction() == statement.record().transaction())
                .count();
        return statement.text().begins("REFRESH") && together > 1
                ? Stream.of(Verdict.of(
                        "CockroachDB refuses REFRESH MATERIALIZED VIEW in a transaction (25000).",
                        "Put it into a migration of its own."))
                : Stream.empty();
    }

    private static Stream<Verdict> advisoryLock(ObservedStatement statement, Release release) {
        return statement.text().names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches("pg_(try_)?advisory_.*lock.*"))
                .limit(1)
                .map(name -> Verdict.of(
                        name + " gives everybody the lock on CockroachDB before 26.3.",
                        "Lock a row: UPDATE it, or SELECT .. FOR UPDATE."));
    }
}
