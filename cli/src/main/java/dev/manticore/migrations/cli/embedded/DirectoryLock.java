package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock on an embedded server's directory. The operating system releases it when the process dies. Only one run at a
 * time holds it; otherwise one run could stop a server that another one uses.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock acquire(ServerDirectory directory, Duration patience, Consumer<String> notices)
            throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                notices.accept("waiting for another run that uses " + directory.root());
                await(directory, channel, patience);
            }
            return new DirectoryLock(channel);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static void await(ServerDirectory directory, FileChannel channel, Duration patience)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        do {
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw new ToolException(
                        ErrorCode.EMBEDDED_SERVER_BUSY,
                        "Another run has used the embedded PostgreSQL in " + directory.root() + " for "
                                + patience.toMillis() + " ms.",
                        "Wait for it, increase --lock-wait, or choose another directory with --embedded=DIR.",
                        null);
            }
            Thread.sleep(PAUSE.toMillis());
        } while (tryLock(channel) == null);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // Another thread of this process holds it.
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
