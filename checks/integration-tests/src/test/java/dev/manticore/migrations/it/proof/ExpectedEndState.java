package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;

/** What {@link ProofSet} leaves in a database after a run without faults. */
final class ExpectedEndState {
    static final EndState UP = up();

    private ExpectedEndState() {}

    private static EndState up() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            ProofSet.prepare(database);
            RunRequest request = RunRequest.proofSet(Api.BLOCKING, database, true);
            try (Connections connections = request.connect()) {
                request.subject(connections, builder -> {}).migrate(request.asTarget());
            }
            return EndState.of(database, Duration.ZERO);
        }
    }
}
