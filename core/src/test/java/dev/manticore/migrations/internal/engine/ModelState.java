package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link ModelDatabase} holds; a transaction works on a copy. */
final class ModelState {

    record HistoryRow(String description, String checksum, String appliedBy) {}

    record LeaseRow(long token, String owner, long expires, Progress progress) {}

    boolean schema;
    boolean historyTable;
    boolean leaseTable;
    boolean narrow;
    /** How often schema jobs are still to be seen under way. */
    int jobs;

    /** What a CREATE INDEX CONCURRENTLY that failed has left, or null. */
    String invalidIndex;

    LeaseRow lease;
    final TreeMap<Long, HistoryRow> history = new TreeMap<>();
    /** What scripts made and did not take away again. */
    final TreeSet<String> objects = new TreeSet<>();
    /** What must never happen. */
    final List<String> violations = new ArrayList<>();

    ModelState() {}

    ModelState(ModelState other) {
        schema = other.schema;
        historyTable = other.historyTable;
        leaseTable = other.leaseTable;
        narrow = other.narrow;
        jobs = other.jobs;
        invalidIndex = other.invalidIndex;
        lease = other.lease;
        history.putAll(other.history);
        objects.addAll(other.objects);
        violations.addAll(other.violations);
    }

    @Override
    public String toString() {
        return Map.of("history", history.keySet(), "objects", objects, "lease", String.valueOf(lease)) + " "
                + violations;
    }
}
