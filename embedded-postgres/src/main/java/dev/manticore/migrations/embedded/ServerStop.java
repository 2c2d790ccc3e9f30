package dev.manticore.migrations.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Stops a server once, and releases what belongs to it: the watchdog, a temporary directory, the lock. Thread-safe. */
final class ServerStop implements Runnable {
    private final PostgresPrograms programs;
    private final ServerDirectory directory;
    private final DirectoryLock lock;
    private final boolean temporary;
    private final @Nullable Watchdog watchdog;
    private @Nullable Thread hook;
    private boolean stopped;

    ServerStop(
            PostgresPrograms programs,
            ServerDirectory directory,
            DirectoryLock lock,
            boolean temporary,
            @Nullable Watchdog watchdog) {
        this.programs = programs;
        this.directory = directory;
        this.lock = lock;
        this.temporary = temporary;
        this.watchdog = watchdog;
    }

    /** Stops the server when the JVM ends normally or by a signal, too. */
    synchronized void runAtExit() {
        hook = new Thread(this, "stop embedded PostgreSQL");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public synchronized void run() {
        if (stopped) {
            return;
        }
        stopped = true;
        removeHook();
        try {
            programs.stop(directory);
            if (watchdog != null) {
                watchdog.dismiss();
            }
        } finally {
            lock.close();
        }
        if (temporary) {
            delete();
        }
    }

    private void removeHook() {
        if (hook != null && hook != Thread.currentThread()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException exiting) {
                // The hook runs already; it will find the server stopped.
            }
        }
    }

    private void delete() {
        try {
            Directories.delete(directory.root());
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The temporary directory " + directory.root() + " cannot be deleted", failure);
        }
    }
}
