package dev.manticore.migrations.it.broken;

import dev.manticore.migrations.testkit.broken.BrokenAsyncTxRunner;
import dev.manticore.migrations.testkit.broken.BrokenHistoryStore;
import dev.manticore.migrations.testkit.broken.BrokenLeaseStore;
import dev.manticore.migrations.testkit.broken.BrokenSource;
import dev.manticore.migrations.testkit.broken.BrokenTxRunner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A deliberately broken adapter or source, and the contract method that detects it.
 *
 * @param subject the test class, which is healthy without it
 * @param name the constant's name
 * @param caughtBy the contract's method that fails
 */
record BrokenAdapter(Class<?> subject, String name, String caughtBy) {

    static List<BrokenAdapter> all() {
        return Stream.of(
                        Arrays.stream(BrokenTxRunner.values())
                                .map(fault -> new BrokenAdapter(RunnerSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenAsyncTxRunner.values())
                                .map(fault ->
                                        new BrokenAdapter(AsyncRunnerSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenHistoryStore.values())
                                .map(fault -> new BrokenAdapter(StoresSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenLeaseStore.values())
                                .map(fault -> new BrokenAdapter(StoresSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenSource.values())
                                .map(fault -> new BrokenAdapter(SourceSubject.class, fault.name(), fault.caughtBy())))
                .flatMap(faults -> faults)
                .toList();
    }

    @Override
    public String toString() {
        return name + " is caught by " + caughtBy;
    }
}
