package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.StepStarted;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.ScriptStatement;
import dev.manticore.migrations.inspection.lint.Observation.Seen;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the observations of a run. It is told of the step that is under way, and recognizes its statements in what the
 * engine sends by their text. Used by one thread at a time.
 */
final class Recorder implements MigrationListener {
    /** What takes no lock, and must come before anything that reads. */
    private static final Set<String> SETTINGS = Set.of("SET", "RESET");

    private final Map<MigrationId, PlanStep> steps;
    private final Map<MigrationId, MigrationFacts> facts;
    private final boolean eachIsRelease;
    private final Consumer<Release> releases;

    private final Schema schema = new Schema();
    private final List<ObservedStatement> statements = new ArrayList<>();
    /** What was there before the release; null before anything was observed. */
    private @Nullable Set<Item.Key> old;

    private @Nullable PlanStep step;
    /** The statements of the step, by their text. */
    private final Map<String, List<ScriptStatement>> expected = new HashMap<>();

    private int transaction;
    private final Map<Long, LockMode> held = new LinkedHashMap<>();
    private Map<Long, LockMode> known = new HashMap<>();
    private final Map<Long, Long> scans = new HashMap<>();

    /**
     * A recorder of one run.
     *
     * @param steps what is recorded
     * @param facts of each of these
     * @param eachIsRelease whether each migration is deployed by itself; otherwise all are deployed at once
     * @param releases takes each release as soon as it is complete
     */
    Recorder(
            Map<MigrationId, PlanStep> steps,
            Map<MigrationId, MigrationFacts> facts,
            boolean eachIsRelease,
            Consumer<Release> releases) {
        this.steps = steps;
        this.facts = facts;
        this.eachIsRelease = eachIsRelease;
        this.releases = releases;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof StepStarted started) {
            if (eachIsRelease) {
                endRelease();
            }
            expected.clear();
            step = steps.get(started.step().id());
            if (step != null) {
                step.scriptStatements()
                        .forEach(statement -> expected.computeIfAbsent(statement.sql(), sql -> new ArrayList<>())
                                .add(statement));
            }
        }
    }

    /** Ends what is deployed at once. */
    void endRelease() {
        if (!statements.isEmpty()) {
            releases.accept(new Release(statements, schema));
            statements.clear();
        }
        old = null;
    }

    /** Which of these statements are to be observed. One with the text of others counts once for each of them. */
    List<Optional<ScriptStatement>> match(List<TxStatement> sent) {
        Map<String, Integer> used = new HashMap<>();
        List<Optional<ScriptStatement>> matches = new ArrayList<>(sent.size());
        for (TxStatement statement : sent) {
            List<ScriptStatement> candidates = expected.getOrDefault(statement.sql(), List.of());
            int next = used.merge(statement.sql(), 1, Integer::sum) - 1;
            matches.add(
                    next < candidates.size()
                            ? Optional.of(candidates.get(next))
                                    .filter(it -> !SETTINGS.contains(new StatementText(it.tokens()).verb()))
                            : Optional.empty());
        }
        return matches;
    }

    /** A transaction begins. */
    void begin() {
        transaction++;
        held.clear();
        known.clear();
        scans.clear();
    }

    /** What is there before a statement. */
    void baseline(Observation observation) {
        SchemaUpdate update = new SchemaUpdate(schema);
        update.apply(observation);
        known = new HashMap<>(known);
        known.putAll(locks(observation));
        scans(observation);
        if (old == null) {
            old = schema.all().stream().map(Item::key).collect(Collectors.toCollection(HashSet::new));
        } else {
            // What steps in between have made, which are not judged.
            old.addAll(update.created());
        }
    }

    /** What is there behind a statement of a transaction. */
    void ran(ScriptStatement statement, Observation observation) {
        record(statement, observation, true);
    }

    /** What is there behind a statement that refuses a transaction. */
    void ranAlone(ScriptStatement statement, Observation observation) {
        record(statement, observation, false);
    }

    private void record(ScriptStatement statement, Observation observation, boolean observed) {
        expected.getOrDefault(statement.sql(), new ArrayList<>()).remove(statement);
        StatementText text = new StatementText(statement.tokens());
        Relations before = Relations.of(schema);
        Map<Long, LockMode> earlier = new LinkedHashMap<>(held);
        // The text of code does not tell. What writes a table anew makes another relation meanwhile, TRUNCATE does not.
        boolean codeTruncates = text.callsCode() && observed && !observation.hasPassing(schema);
        SchemaUpdate update = new SchemaUpdate(schema);
        List<SchemaUpdate.Step> changes = update.apply(observation);
        Map<Long, LockMode> locks = observed ? newLocks(locks(observation)) : Map.of();
        Set<Long> scanned = observed ? scans(observation) : Set.of();
        Set<Long> truncated = text.begins("TRUNCATE") || codeTruncates ? before.replacedInPlaceIn(schema) : Set.of();
        Set<Long> rewritten = before.replacedIn(schema);
        rewritten.removeAll(truncated);
        locks.forEach((oid, mode) -> held.merge(oid, mode, Recorder::stronger));
        StatementRecord record = new StatementRecord(
                Objects.requireNonNull(step).id(),
                statement.location(),
                statement.sql(),
                transaction,
                observed,
                before.locks(locks),
                before.locks(earlier),
                before.names(rewritten),
                before.names(scanned),
                changes.stream().map(SchemaUpdate.Step::change).toList(),
                statement.allowances());
        Set<Long> concerned = new HashSet<>(locks.keySet());
        concerned.addAll(earlier.keySet());
        concerned.addAll(rewritten);
        concerned.addAll(truncated);
        concerned.addAll(scanned);
        statements.add(new ObservedStatement(
                record,
                statement,
                text,
                Objects.requireNonNull(facts.get(step.id())),
                older(before, concerned, changes),
                Set.copyOf(before.names(truncated)),
                Set.copyOf(before.names(
                        concerned.stream().filter(before.others()::contains).toList())),
                changes.stream()
                        .filter(change -> isOld(change.key()))
                        .map(SchemaUpdate.Step::change)
                        .toList(),
                update.created(),
                changes.stream()
                        .filter(change -> !change.columns().isEmpty())
                        .collect(Collectors.toMap(
                                change -> change.change().object().name(), SchemaUpdate.Step::columns, (a, b) -> a)),
                observation.lockTimeout()));
    }

    private boolean isOld(Item.Key key) {
        // A column is old if its table is: what is created in an old table has a key of its own.
        return Objects.requireNonNull(old).contains(key);
    }

    /** The names of those that were there before the release: relations, and what a change belongs to. */
    private Set<String> older(Relations before, Set<Long> concerned, List<SchemaUpdate.Step> changes) {
        Set<String> older = new HashSet<>();
        for (Long oid : concerned) {
            if (isOld(new Item.Key("class", oid, 0))) {
                older.addAll(before.names(Set.of(oid)));
            }
        }
        for (SchemaUpdate.Step step : changes) {
            Item item = schema.find(step.key());
            Item root = item == null ? null : schema.parent(item);
            if (root != null && isOld(root.key())) {
                older.add(root.name());
            } else if (isOld(step.key())) {
                older.add(step.change().object().root().name());
            }
        }
        return older;
    }

    private Map<Long, LockMode> locks(Observation observation) {
        Map<Long, LockMode> locks = new LinkedHashMap<>();
        for (Seen seen : observation.rows()) {
            if (seen.is("lock")) {
                locks.merge(seen.oid(), LockMode.ofView(seen.name()), Recorder::stronger);
            }
        }
        return locks;
    }

    /** Those that are stronger than what the transaction held before. */
    private Map<Long, LockMode> newLocks(Map<Long, LockMode> locks) {
        Map<Long, LockMode> fresh = new LinkedHashMap<>();
        locks.forEach((oid, mode) -> {
            LockMode before = known.get(oid);
            if (before == null || before.compareTo(mode) < 0) {
                fresh.put(oid, mode);
                known.put(oid, mode);
            }
        });
        return fresh;
    }

    private static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The relations that were scanned since the last observation. */
    private Set<Long> scans(Observation observation) {
        Set<Long> scanned = new LinkedHashSet<>();
        for (Seen seen : observation.rows()) {
            if (seen.is("scan")) {
                Long count = Long.valueOf(seen.name());
                if (!count.equals(scans.put(seen.oid(), count))) {
                    scanned.add(seen.oid());
                }
            }
        }
        return scanned;
    }
}
