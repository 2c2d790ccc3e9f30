package dev.manticore.migrations.it.broken;

import dev.manticore.migrations.testkit.broken.BrokenAsyncTxRunner;
import dev.manticore.migrations.testkit.broken.BrokenHistoryStore;
import dev.manticore.migrations.testkit.broken.BrokenSource;
import dev.manticore.migrations.testkit.broken.BrokenTxRunner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something broken, who can have it, and what catches it.
 *
 * @param subject the test class, which is healthy without it
 * @param name the constant's name
 * @param caughtBy the contract's method that fails
 */
record Fault(Class<?> subject, String name, String caughtBy) {

    static List<Fault> all() {
        return Stream.of(
                        Arrays.stream(BrokenTxRunner.values())
                                .map(fault -> new Fault(RunnerSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenAsyncTxRunner.values())
                                .map(fault -> new Fault(AsyncRunnerSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenHistoryStore.values())
                                .map(fault -> new Fault(StoreSubject.class, fault.name(), fault.caughtBy())),
                        Arrays.stream(BrokenSource.values())
                                .map(fault -> new Fault(SourceSubject.class, fault.name(), fault.caughtBy())))
                .flatMap(faults -> faults)
                .toList();
    }

    @Override
    public String toString() {
        return name + " is caught by " + caughtBy;
    }
}
