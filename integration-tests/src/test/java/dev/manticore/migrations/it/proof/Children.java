package dev.manticore.migrations.it.proof;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes of one test; none of them outlives it. */
final class Children implements AutoCloseable {
    private final List<Child> started = new CopyOnWriteArrayList<>();

    Child start(Order order) {
        Child child = Child.start(order);
        started.add(child);
        return child;
    }

    @Override
    public void close() {
        started.forEach(Child::close);
    }
}
