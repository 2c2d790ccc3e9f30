package dev.manticore.migrations.it.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of runs with faults; several run at a time, since they mostly wait. */
final class OutcomeCounts {
    private static final int AT_ONCE = 4;

    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Integer> doubts = new TreeMap<>();
    private final List<String> others = new ArrayList<>();
    private int missed;

    /** A run to be disturbed, and what to call it. The supplier gives null where the disturbance did not happen. */
    record Trial(String name, Supplier<FaultInjector.@Nullable Outcome> run) {}

    /**
     * Carries them out, and reports what came of them.
     *
     * @param what was done, as "BLOCKING migrate, seed 1: cuts"
     */
    static OutcomeCounts of(Class<?> test, String what, List<Trial> trials) throws InterruptedException {
        long start = System.nanoTime();
        OutcomeCounts counts = new OutcomeCounts();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> ended = new ArrayList<>();
            for (Trial trial : trials) {
                ended.add(threads.submit(() -> counts.count(trial)));
            }
            for (Future<?> future : ended) {
                future.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        } finally {
            threads.shutdownNow();
        }
        ProofRun.report(
                test,
                "%s %s in %d s; in doubt: %s"
                        .formatted(
                                what,
                                counts,
                                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                                counts.doubts));
        return counts;
    }

    private void count(Trial trial) {
        try {
            FaultInjector.Outcome outcome = trial.run().get();
            synchronized (this) {
                if (outcome == null) {
                    missed++;
                } else {
                    verdicts.merge(outcome.verdict(), 1, Integer::sum);
                    outcome.doubts().forEach(doubt -> doubts.merge(doubt.sql(), 1, Integer::sum));
                }
            }
        } catch (RuntimeException | AssertionError failure) {
            String other = trial.name() + ": " + failure.getMessage();
            System.out.println("[proof] other: " + other);
            synchronized (this) {
                others.add(other);
            }
        }
    }

    int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    int total() {
        return verdicts.values().stream().mapToInt(Integer::intValue).sum() + others.size();
    }

    /** How many were to be disturbed and were not. */
    int missed() {
        return missed;
    }

    /** What came to an end in any other way. */
    List<String> others() {
        return others;
    }

    @Override
    public String toString() {
        return total() + ": " + count(Verdict.BY_ITSELF) + " by itself, " + count(Verdict.BY_THE_NEXT_RUN)
                + " by the next run, " + count(Verdict.IN_DOUBT) + " in doubt, " + count(Verdict.IN_PART) + " in part, "
                + others.size() + " other (" + missed
                + " not reached)";
    }
}
