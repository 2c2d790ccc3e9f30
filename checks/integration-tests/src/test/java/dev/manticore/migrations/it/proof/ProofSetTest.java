package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that the migrations of the proof have the properties that the proof relies on, and that the oracle detects a
 * statement that is executed twice or not at all.
 */
class ProofSetTest {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Pattern CHANGES_DATA = Pattern.compile("INSERT|UPDATE|DELETE");

    private final TestDatabase database = Databases.take(Place.POSTGRESQL);
    private final Sql sql = new Sql(database.dataSource());
    private final Connections connections = Api.BLOCKING.open(Access.to(database));
    private final Subject subject = connections.subject(builder -> ProofSet.addTo(builder, Api.BLOCKING));

    @BeforeEach
    void prepare() {
        ProofSet.prepare(database);
        subject.initialize();
    }

    @AfterEach
    void drop() {
        connections.close();
        Databases.drop(database);
    }

    @Test
    void itIsAtomicAndStepwiseInTurnAndThenOnlyAtomic() {
        Plan up = subject.plan(Oracle.target(true));
        subject.migrate();
        Plan down = subject.plan(Oracle.target(false));

        assertThat(up.steps())
                .extracting(PlanStep::execution)
                .containsExactly(
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC);
        assertThat(down.steps())
                .extracting(PlanStep::execution)
                .containsExactly(
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.ATOMIC);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLastOnesShareMessages(boolean up) {
        try (FaultInjector injector = FaultInjector.of(Api.BLOCKING, up)) {
            assertThat(injector.messages().stream().filter(SentMessage::followed))
                    .as("transactions with another one behind them")
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void itGoesUpAndDown() {
        EndState nothing = stateAfter(false);
        EndState everything = stateAfter(true);

        assertThat(everything.differencesFrom(nothing)).hasSizeGreaterThan(50);
        sql.run("TRUNCATE trace");
        assertThat(stateAfter(false).differencesFrom(nothing))
                .as("nothing but the traces")
                .allMatch(line -> line.startsWith("+ row of trace (U") || line.startsWith("+ row of trace (\"U"));
    }

    /** Of each statement that changes data: left out, and carried out twice, in runs by hand. */
    @ParameterizedTest
    @EnumSource(Direction.class)
    void whatIsDoneTwiceOrNotAtAllMakesADifference(Direction direction) {
        if (direction == Direction.REVERT) {
            subject.migrate();
            sql.run("TRUNCATE _migrations");
        }
        List<String> statements = statements(direction);
        Optional<EndState> once = byHand(statements);
        assertThat(once).isPresent();
        for (int i = 0; i < statements.size(); i++) {
            if (CHANGES_DATA.matcher(statements.get(i)).lookingAt()) {
                List<String> without = new ArrayList<>(statements);
                without.remove(i);
                List<String> twice = new ArrayList<>(statements);
                twice.add(i, statements.get(i));

                assertThat(byHand(without)).as("without " + statements.get(i)).isNotEqualTo(once);
                assertThat(byHand(twice)).as("twice " + statements.get(i)).isNotEqualTo(once);
            }
        }
    }

    private static List<String> statements(Direction direction) {
        List<ProofMigration> migrations = new ArrayList<>(ProofSet.ALL);
        if (direction == Direction.REVERT) {
            Collections.reverse(migrations);
        }
        return migrations.stream()
                .flatMap(migration -> migration.script(direction).lines().stream())
                .map(ProofScript.Line::sql)
                .toList();
    }

    /** Empty if the server refuses the statements, which the test then reports. */
    private Optional<EndState> byHand(List<String> statements) {
        try (TestDatabase copy = PostgresServer.shared().copyOf(database);
                Connection connection = copy.dataSource().getConnection()) {
            // An index that is built in a transaction is the same index.
            Sql.run(connection, String.join(";", statements).replace("CONCURRENTLY", ""));
            return Optional.of(EndState.of(copy, LEASE));
        } catch (SQLException refused) {
            return Optional.empty();
        }
    }

    private EndState stateAfter(boolean up) {
        subject.migrate(Oracle.target(up));
        return EndState.of(database, LEASE);
    }
}
