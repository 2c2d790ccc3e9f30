package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.it.colour.Connections;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;

/** What {@link ProofSet} leaves in a database where nobody disturbs it. */
final class Undisturbed {
    static final EndState UP = up();

    private Undisturbed() {}

    private static EndState up() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            ProofSet.prepare(database);
            Order order = Order.proofSet(Colour.BLOCKING, database, true);
            try (Connections connections = order.connect()) {
                order.subject(connections, builder -> {}).migrate(order.asTarget());
            }
            return EndState.of(database, Duration.ZERO);
        }
    }
}
