package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.support.WireProxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that a transaction that is still under way on the server, after its client has lost the connection, is refused by
 * its fence: the run goes on with a new token.
 */
@PostgresOnly(value = "It ends what a closed connection executes.", alsoSimulated = true)
class FencedTransactionScenario extends Scenario {
    private static final String PROCESS = "INSERT INTO a SELECT pg_backend_pid() FROM ";

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void ofAMigration(String header) {
        assertOnlyTheSecondCommits(up(2, header + PROCESS + gate()), Target.latest());
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void ofAnUndo(String header) {
        Migration migration = both(2, "SELECT 1", header + PROCESS + gate());
        over(table(1), migration).migrate();
        assertOnlyTheSecondCommits(migration, Target.version(1));
        assertThat(sql.history()).containsExactly("1");
    }

    private void assertOnlyTheSecondCommits(Migration migration, Target target) {
        sql.run("CREATE TABLE a (process INT)");
        Events events = new Events();
        try (WireProxy proxy = WireProxy.before(database);
                Gate gate = closedGate()) {
            var run = Background.run(() -> through(
                            open(proxy.through(database)), builder -> builder.listener(events), table(1), migration)
                    .migrate(target));
            String first = gate.awaitWaiting(1).get(0);
            proxy.cutConnections();
            List<String> processes = new ArrayList<>(gate.awaitWaiting(2));
            gate.open();

            assertThat(run.result().steps()).extracting(StepReport::id).contains(Version.of(2));
            // The first one was served first: it keeps the lock of the gate until its transaction ends.
            assertThat(processes.remove(first)).isTrue();
            assertThat(sql.rows("SELECT process FROM a")).isEqualTo(processes);
        }
        assertThat(events.of(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
        assertThat(sql.leaseIsFree()).isTrue();
    }
}
