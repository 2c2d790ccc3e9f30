package dev.manticore.migrations.inspection.lint;

import static dev.manticore.migrations.inspection.lint.LockMode.ACCESS_EXCLUSIVE;
import static dev.manticore.migrations.inspection.lint.LockMode.SHARE;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Locks of tables, whatever they are for. */
final class LockRules {
    private LockRules() {}

    static List<Check> all() {
        return List.of(
                Check.warning(
                        "strong-lock-without-lock-timeout",
                        "A lock that blocks others is waited for without a limit.",
                        LockRules::withoutTimeout),
                Check.warning(
                        "statement-under-strong-lock",
                        "A slow statement runs while an earlier one of its transaction blocks a table.",
                        LockRules::underLock),
                Check.warning(
                        "several-tables-locked",
                        "One transaction blocks several tables, which it locks one after the other.",
                        LockRules::severalTables),
                Check.warning(
                        "lock-table", "LOCK TABLE blocks others until the transaction ends.", LockRules::lockTable));
    }

    /** Those on tables and views; locks on indexes and sequences come along with them. */
    private static List<TableLock> strong(ObservedStatement statement, LockMode least, Release release) {
        return statement.oldLocks(least).stream()
                .filter(lock -> release.schema()
                        .relation(lock.table())
                        .map(item -> item.isRelation("rpvmf"))
                        .orElse(true))
                .filter(lock -> !isIndexOrSequence(statement, lock.table()))
                .toList();
    }

    /** Whether a relation that is gone was an index or a sequence. */
    private static boolean isIndexOrSequence(ObservedStatement statement, String name) {
        return statement.indexesAndSequences().contains(name);
    }

    private static Stream<Verdict> withoutTimeout(ObservedStatement statement, Release release) {
        List<TableLock> locks = strong(statement, SHARE, release);
        if (locks.isEmpty()
                || !statement.lockTimeout().equals("0")
                || !first(statement, release, it -> !strong(it, SHARE, release).isEmpty())
                        .equals(statement)) {
            return Stream.empty();
        }
        TableLock lock = locks.get(0);
        boolean inHeader = statement.migration().script().limitsLocks();
        return Stream.of(Verdict.of(
                        "This takes a lock (" + lock.mode() + ") on " + lock.table()
                                + ", and waits for it without a limit. "
                                + (lock.mode().blocksReads()
                                        ? "Everything that uses it later waits behind it, also queries,"
                                        : "Everything that writes to it later waits behind it,")
                                + " as long as a single older transaction goes on.",
                        (inHeader ? "Limit the wait: change lock_timeout in the script's header." : "Limit the wait.")
                                + " The statement is tried again later, and others can work in between.")
                .safer("-- manticore: lock_timeout=5s")
                .on(locks.stream().map(TableLock::table).toList())
                .fixed(inHeader ? Optional.empty() : Fixes.header("lock_timeout=5s")));
    }

    /** The first statement of the same migration of which something is true. */
    private static ObservedStatement first(
            ObservedStatement statement, Release release, Predicate<ObservedStatement> condition) {
        return release.statements().stream()
                .filter(it -> it.record().migration().equals(statement.record().migration()))
                .filter(condition)
                .findFirst()
                .orElse(statement);
    }

    private static Stream<Verdict> underLock(ObservedStatement statement, Release release) {
        Optional<TableLock> held = statement.oldHeld(SHARE).stream()
                .filter(lock -> !isIndexOrSequence(statement, lock.table()))
                .filter(lock -> release.schema()
                        .relation(lock.table())
                        .map(item -> item.isRelation("rpvmf"))
                        .orElse(false))
                .findFirst();
        List<String> slow = Stream.concat(statement.oldScanned().stream(), statement.oldRewritten().stream())
                .filter(table -> !statement.changesRows() || statement.text().says(table))
                .distinct()
                .toList();
        if (held.isEmpty() || slow.isEmpty()) {
            return Stream.empty();
        }
        TableLock lock = held.get();
        return Stream.of(Verdict.of(
                        "This reads or writes all rows of " + String.join(", ", slow) + " while " + lock.table()
                                + " is still locked (" + lock.mode() + ") by an earlier statement of the transaction.",
                        "Put it into a migration of its own, before or after the one that takes the lock.")
                .on(slow));
    }

    private static Stream<Verdict> severalTables(ObservedStatement statement, Release release) {
        List<String> tables = addedToLocked(statement, release);
        boolean said = release.statements().stream()
                .filter(it -> it.record().transaction() == statement.record().transaction())
                .takeWhile(it -> !it.record().equals(statement.record()))
                .anyMatch(it -> !addedToLocked(it, release).isEmpty());
        return tables.isEmpty() || said
                ? Stream.empty()
                : Stream.of(Verdict.of(
                                "The transaction now blocks " + String.join(" and ", tables)
                                        + ". All are blocked until it ends, and a transaction that uses them in another order"
                                        + " deadlocks with it.",
                                "Change one table in each migration, or in each transaction of a script (BEGIN and COMMIT).")
                        .on(tables));
    }

    /** The tables that are blocked since a statement, if some were before and it adds others; otherwise nothing. */
    private static List<String> addedToLocked(ObservedStatement statement, Release release) {
        Set<String> before = new LinkedHashSet<>();
        statement.oldHeld(ACCESS_EXCLUSIVE).stream()
                .map(TableLock::table)
                .filter(table -> isLivingTable(table, release))
                .forEach(before::add);
        List<String> now = statement.oldLocks(ACCESS_EXCLUSIVE).stream()
                .map(TableLock::table)
                .filter(table -> isLivingTable(table, release) && !before.contains(table))
                .toList();
        if (before.isEmpty() || now.isEmpty()) {
            return List.of();
        }
        List<String> tables = new ArrayList<>(before);
        tables.addAll(now);
        return tables;
    }

    private static boolean isLivingTable(String name, Release release) {
        return release.schema()
                .relation(name)
                .filter(item -> item.isTable() && !item.isPartition())
                .isPresent();
    }

    private static Stream<Verdict> lockTable(ObservedStatement statement, Release release) {
        List<TableLock> locks = strong(statement, SHARE, release);
        return statement.text().begins("LOCK") && !locks.isEmpty()
                ? Stream.of(Verdict.of(
                                "LOCK TABLE blocks " + locks.get(0).table() + " ("
                                        + locks.get(0).mode() + ") until the transaction ends.",
                                "Let each statement take the lock that it needs. To keep others from writing the same rows,"
                                        + " lock the rows: SELECT .. FOR UPDATE.")
                        .on(locks.stream().map(TableLock::table).toList()))
                : Stream.empty();
    }
}
