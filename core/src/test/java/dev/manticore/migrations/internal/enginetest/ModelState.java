package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.spi.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link ModelDatabase} holds; a transaction works on a copy. */
public final class ModelState {

    public record HistoryRow(String description, String checksum, String appliedBy, String kind, String content) {
        public HistoryRow(String description, String checksum, String appliedBy) {
            this(description, checksum, appliedBy, "script", null);
        }
    }

    public record LeaseRow(long token, String owner, long expires, Progress progress) {}

    public boolean schema;
    public boolean historyTable;
    public boolean leaseTable;
    /** Created with the history table by this library, and missing beside one of the client for Python. */
    public boolean repeatableTable;

    public boolean narrow;
    /** What a server that accepts no changes says of itself: in_hot_standby, the default of its sessions, its origin. */
    public List<String> readOnly;

    /** Whether a trigger swallows what is written to the lease. */
    public boolean leaseSwallowed;
    /** How often schema jobs of this database are still to be seen under way. */
    public int jobs;

    /** What they do. */
    public String jobStatus = "running";

    /** What other jobs do, which never end, by the time when they were created. */
    public final TreeMap<Long, String> stuckJobs = new TreeMap<>();

    /** Whether a connection pooler hides which process executes what. */
    public boolean pooled;

    /** How often a process is still to be seen executing what was noted; until it is terminated. */
    public int processLooks;

    /** Its number; 0 for the one that the note names. */
    public int process;

    /** What a CREATE INDEX CONCURRENTLY that failed has left, or null. */
    public String invalidIndex;

    /** The schemas of other histories, and what their leases note; empty text where there is no lease. */
    public final TreeMap<String, String> others = new TreeMap<>();

    /** What goose has applied, by version and in the order of its rows; null without its table. */
    public List<Long> goose;

    /** How many rows a statement that is repeated has to change, and how many are in its table. */
    public long backlog;

    public long tableRows = 1_000_000;
    /** How many of them others have locked: they are passed over for so many repetitions. */
    public long lockedRepetitions;
    /** How many rows a repetition changes. */
    public long batch = 10;
    /** Whether a row is changed again and again. */
    public boolean endless;

    public long changedRows;

    /** What the server says of its replicas and of waits for locks. */
    public List<String> load = Arrays.asList(null, null, "1000", null);

    long changeBacklog() {
        if (lockedRepetitions > 0 && backlog <= batch) {
            lockedRepetitions--;
            return 0;
        }
        long changed = endless ? batch : Math.min(batch, backlog);
        backlog -= Math.min(changed, backlog);
        changedRows += changed;
        return changed;
    }

    public LeaseRow lease;
    /** The schema that the lease notes. */
    public String home;

    public final TreeMap<Long, HistoryRow> history = new TreeMap<>();

    public final TreeMap<String, HistoryRow> repeatables = new TreeMap<>();
    /** What scripts made and did not take away again. */
    public final TreeSet<String> objects = new TreeSet<>();
    /** What must never happen. */
    public final List<String> violations = new ArrayList<>();

    public ModelState() {}

    public ModelState(ModelState other) {
        schema = other.schema;
        historyTable = other.historyTable;
        leaseTable = other.leaseTable;
        repeatableTable = other.repeatableTable;
        narrow = other.narrow;
        leaseSwallowed = other.leaseSwallowed;
        jobs = other.jobs;
        jobStatus = other.jobStatus;
        stuckJobs.putAll(other.stuckJobs);
        readOnly = other.readOnly;
        pooled = other.pooled;
        processLooks = other.processLooks;
        process = other.process;
        invalidIndex = other.invalidIndex;
        others.putAll(other.others);
        goose = other.goose;
        lease = other.lease;
        backlog = other.backlog;
        tableRows = other.tableRows;
        lockedRepetitions = other.lockedRepetitions;
        batch = other.batch;
        endless = other.endless;
        changedRows = other.changedRows;
        load = other.load;
        home = other.home;
        history.putAll(other.history);
        repeatables.putAll(other.repeatables);
        objects.addAll(other.objects);
        violations.addAll(other.violations);
    }

    @Override
    public String toString() {
        return Map.of("history", history.keySet(), "objects", objects, "lease", String.valueOf(lease)) + " "
                + violations;
    }
}
