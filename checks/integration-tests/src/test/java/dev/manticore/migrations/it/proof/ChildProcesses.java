package dev.manticore.migrations.it.proof;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes of one test; none of them outlives it. */
final class ChildProcesses implements AutoCloseable {
    private final List<ChildProcess> started = new CopyOnWriteArrayList<>();

    ChildProcess start(RunRequest request) {
        ChildProcess child = ChildProcess.start(request);
        started.add(child);
        return child;
    }

    @Override
    public void close() {
        started.forEach(ChildProcess::close);
    }
}
