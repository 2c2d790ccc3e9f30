package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.it.colour.Access;
import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.it.colour.Connections;
import dev.manticore.migrations.it.colour.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The migrations of the proof are what the proof takes them for, and the oracle sees what it has to see. */
class ProofSetTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final TestDatabase database = Databases.take();
    private final Sql sql = new Sql(database.dataSource());
    private final Connections connections = Colour.BLOCKING.open(Access.to(database));
    private final Subject subject =
            connections.subject(builder -> builder.source(MigrationSource.of(ProofSet.migrations())));

    @BeforeEach
    void prepare() {
        ProofSet.prepare(database);
    }

    @AfterEach
    void drop() {
        connections.close();
        Databases.drop(database);
    }

    @Test
    void halfOfItIsAtomicAndHalfStepwise() {
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
                        PlanStep.Execution.ATOMIC);
        assertThat(down.steps())
                .extracting(PlanStep::execution)
                .containsExactly(
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.ATOMIC,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.STEPWISE,
                        PlanStep.Execution.ATOMIC);
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

    /** Whatever is done twice, or not at all, makes a difference. */
    @Test
    void everyStatementLeavesATrace() {
        for (Direction direction : Direction.values()) {
            EndState whole = stateAfter(direction == Direction.APPLY);
            assertThat(whole.state().lines()).anyMatch(line -> line.startsWith("row of trace"));
        }
    }

    private EndState stateAfter(boolean up) {
        subject.migrate(Oracle.target(up));
        return EndState.of(database, LEASE);
    }
}
