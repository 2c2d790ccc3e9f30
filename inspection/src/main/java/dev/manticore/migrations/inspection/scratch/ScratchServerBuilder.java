package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes a scratch server, and opens it. Not thread-safe. */
public final class ScratchServerBuilder {
    private static final String SCHEMA = "_manticore_scratch_init";

    private final Supplier<Running> start;
    private final List<Migration> initial = new ArrayList<>();

    /**
     * A server that runs.
     *
     * @param stop stops it; null if it is the user's
     */
    record Running(DatabaseServer server, @Nullable Runnable stop) {}

    ScratchServerBuilder(Supplier<Running> start) {
        this.start = start;
    }

    /**
     * Adds a script that prepares what the migrations expect of a server: extensions, roles, schemas. All of them are executed
     * once, in order; each database then begins with what they made.
     *
     * @param name for messages, e.g. of its file
     */
    public ScratchServerBuilder init(String name, String sql) {
        Objects.requireNonNull(name, "name");
        initial.add(new Migration(initial.size() + 1L, name, sql, null));
        return this;
    }

    /**
     * Opens the server, starts it if it is an embedded one, removes what killed programs left behind, and executes the initial
     * scripts.
     *
     * @throws ScratchException if the server cannot be reached or used
     * @throws dev.manticore.migrations.embedded.EmbeddedServerException if an embedded one does not start
     * @throws dev.manticore.migrations.MigrationException if an initial script fails
     */
    public ScratchServer open() {
        Running running = start.get();
        try {
            ScratchServer server = ScratchServer.open(running.server(), running.stop());
            try {
                prepare(server);
                server.rememberRoles();
                return server;
            } catch (RuntimeException failure) {
                close(server, failure);
                throw failure;
            }
        } catch (RuntimeException failure) {
            if (running.stop() != null) {
                running.stop().run();
            }
            throw failure;
        }
    }

    private static void close(ScratchServer server, RuntimeException failure) {
        try {
            server.close();
        } catch (ScratchException second) {
            failure.addSuppressed(second);
        }
    }

    /** As migrations, whose failures name line and column. Their history is dropped, so that nobody takes it for one. */
    private void prepare(ScratchServer server) {
        if (initial.isEmpty()) {
            return;
        }
        ScratchDatabase database = server.createEmpty();
        database.prepare("CREATE SCHEMA " + SCHEMA);
        Migrator.builder(database.runner())
                .source(MigrationSource.of(initial))
                .historyStore(HistoryStore.table(SCHEMA, "_migrations"))
                .leaseStore(LeaseStore.table(SCHEMA, "_migrations"))
                .withoutFailureLog()
                .build()
                .migrate();
        database.prepare("DROP SCHEMA " + SCHEMA + " CASCADE");
        server.beginWith(database);
    }
}
