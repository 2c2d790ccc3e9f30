package dev.manticore.migrations.it.proof;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes of one test; none of them outlives it. */
final class ChildProcesses implements AutoCloseable {
    private final List<ChildProcess> started = new CopyOnWriteArrayList<>();

    ChildProcess start(RunRequest request) {
        return added(ChildProcess.start(request));
    }

    /** Starts a program with a main method. */
    ChildProcess start(Class<?> program, List<String> arguments) {
        return added(ChildProcess.start(program, arguments));
    }

    private ChildProcess added(ChildProcess child) {
        started.add(child);
        return child;
    }

    @Override
    public void close() {
        started.forEach(ChildProcess::close);
    }
}
