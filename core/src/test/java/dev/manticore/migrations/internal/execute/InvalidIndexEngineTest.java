package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import org.junit.jupiter.api.Test;

/** Shows what a run does about an invalid index that a failed CREATE INDEX CONCURRENTLY left. */
class InvalidIndexEngineTest {
    private static final String NOTE = "has to be dropped first";
    private static final Migration IF_NOT_EXISTS = new Migration(
            1,
            "indexes",
            "CREATE INDEX CONCURRENTLY i1_1 ON t (a);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i1_2 ON t (a);\n",
            null);

    /** A run that failed at the second statement, and left an invalid index. */
    private static ModelDatabase failed() {
        ModelDatabase database = Trial.of(concurrent(1, 2))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX CONCURRENTLY i1_2", Fault.refused("23505", "CREATE INDEX")))
                .migrate()
                .database();
        database.state.invalidIndex = "i1_2";
        return database;
    }

    private static Outcome<MigrationReport> goOn(Faults.Script faults) {
        return Trial.of(concurrent(1, 2)).faults(faults).blockingOn(failed(), new Migrate(Target.latest()));
    }

    @Test
    void isDroppedAndThatIsTold() {
        Outcome<MigrationReport> outcome = goOn(Faults.script());

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("DROP INDEX CONCURRENTLY IF EXISTS i1_2")).isEqualTo(1);
        assertThat(outcome.events(MigrationEvent.InvalidIndexDropped.class)).hasSize(1);
    }

    /** Which may have built it in the meantime. */
    @Test
    void isNotDroppedOnceAnotherRunnerHasTheLease() {
        Outcome<MigrationReport> outcome =
                goOn(Faults.script().at("SELECT i.indexrelid", Fault.meanwhile(Rival::takeLease)));

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.count("DROP INDEX")).isZero();
        assertThat(outcome.count("CREATE INDEX")).isZero();
    }

    @Test
    void isNotDroppedWhereItsNoteTookAsLongAsTheLease() {
        Outcome<MigrationReport> outcome =
                goOn(Faults.script().at(NOTE, 100, Fault.meanwhile(database -> database.pass(60_000))));

        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("could not keep its lease");
        assertThat(outcome.count("DROP INDEX")).isZero();
    }

    @Test
    void isStillThisScriptsWhereDroppingItFails() {
        Outcome<MigrationReport> refused = goOn(Faults.script().at("DROP INDEX", Fault.refused("55P03", "DROP INDEX")));
        assertThat(refused.failure()).isInstanceOf(StatementFailedException.class);

        Outcome<MigrationReport> later = Trial.of(concurrent(1, 2)).afterwards(refused.database());

        assertThat(later.result().steps()).hasSize(1);
        assertThat(later.database().state.invalidIndex).isNull();
    }

    @Test
    void isStillThisScriptsWhereTheRunIsInterruptedBefore() {
        Outcome<MigrationReport> interrupted = Trial.of(concurrent(1, 2))
                .faults(Faults.script()
                        .at(
                                NOTE,
                                new Fault.Meanwhile(
                                        database -> Thread.currentThread().interrupt(), Fault.refused("40001", NOTE))))
                .blockingOn(failed(), new Migrate(Target.latest()));
        Thread.interrupted();
        assertThat(interrupted.failure()).isInstanceOf(RunInterruptedException.class);

        Outcome<MigrationReport> later = Trial.of(concurrent(1, 2)).afterwards(interrupted.database());

        assertThat(later.result().steps()).hasSize(1);
        assertThat(later.count("DROP INDEX")).isEqualTo(1);
    }

    @Test
    void ofSomebodyElseIsNamedAndWhatIsDoneIsNoted() {
        Outcome<MigrationReport> outcome = Trial.of(IF_NOT_EXISTS)
                .initialized()
                .given(database -> database.state.invalidIndex = "public.i1_2")
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("An invalid index public.i1_2 exists");
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(false, Progress::running)
                .returns(null, Progress::error);

        outcome.database().state.invalidIndex = null;
        assertThat(Trial.of(IF_NOT_EXISTS)
                        .afterwards(outcome.database())
                        .result()
                        .steps())
                .hasSize(1);
    }

    /** Another session began it between the look and the statement. */
    @Test
    void thatIfNotExistsSkippedIsNamed() {
        Outcome<MigrationReport> outcome = Trial.of(IF_NOT_EXISTS)
                .initialized()
                .faults(Faults.script()
                        .at("IF NOT EXISTS i1_2", Fault.meanwhile(database -> database.state.invalidIndex = "i1_2")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("An invalid index i1_2 exists");
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
    }

    @Test
    void thatIfNotExistsSkippedIsNamedAlsoWhereAConnectionIsLostMeanwhile() {
        Outcome<MigrationReport> outcome = Trial.of(IF_NOT_EXISTS)
                .initialized()
                .faults(Faults.script()
                        .at("IF NOT EXISTS i1_2", Fault.none())
                        .at("SELECT i.indexrelid", Fault.lost(Fault.Fate.NOT_DONE)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("IF NOT EXISTS i1_2")).isEqualTo(1);
    }

    @Test
    void isRefusedInATransactionToo() {
        Migration atomic = new Migration(
                1, "index", "CREATE TABLE t1_1 (a int);\nCREATE INDEX IF NOT EXISTS \"I\" ON t1_1 (a);\n", null);

        Outcome<MigrationReport> outcome = Trial.of(atomic)
                .initialized()
                .given(database -> database.state.invalidIndex = "I")
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageStartingWith("code:V1__index.sql:2:1: V1 failed: An invalid index \"I\" exists");
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(Trial.of(atomic).initialized().migrate().result().steps()).hasSize(1);
        assertThat(Trial.of(atomic)
                        .on(Product.COCKROACHDB)
                        .initialized()
                        .migrate()
                        .count("indexrelid"))
                .isZero();
    }

    @Test
    void isNotLookedForOnCockroach() {
        Outcome<MigrationReport> outcome =
                Trial.of(IF_NOT_EXISTS).on(Product.COCKROACHDB).initialized().migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("indexrelid")).isZero();
    }
}
