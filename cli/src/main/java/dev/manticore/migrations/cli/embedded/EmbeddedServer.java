package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.cli.embedded.ServerStart.Started;
import dev.manticore.migrations.cli.environment.ShutdownActions;

/** A running server with the lock on its directory. Closing it stops the server and releases the lock. */
public final class EmbeddedServer implements AutoCloseable {
    /** The only interface on which it listens. */
    public static final String HOST = "127.0.0.1";

    private final PostgresPrograms programs;
    private final ServerDirectory directory;
    private final DirectoryLock lock;
    private final ShutdownActions shutdown;
    private final Started started;
    private final Runnable emergencyStop = this::stop;
    private boolean stopped;

    EmbeddedServer(
            PostgresPrograms programs,
            ServerDirectory directory,
            DirectoryLock lock,
            ShutdownActions shutdown,
            Started started) {
        this.programs = programs;
        this.directory = directory;
        this.lock = lock;
        this.shutdown = shutdown;
        this.started = started;
        shutdown.add(emergencyStop);
    }

    public int port() {
        return started.port();
    }

    /** The password of this start's role. Nothing else holds it. */
    public String password() {
        return started.password();
    }

    @Override
    public void close() {
        shutdown.remove(emergencyStop);
        stop();
    }

    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            try {
                programs.stop(directory);
            } finally {
                lock.close();
            }
        }
    }
}
