package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.ServerProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a run on CockroachDB waits for schema changes that continue after their statement was cut off. */
class SchemaJobsEngineTest {

    private static Trial cockroach() {
        return Trial.of(repeatable(1, 2)).on(Product.COCKROACHDB).initialized();
    }

    private static Faults.Script cutOff() {
        return Faults.script().at("EXISTS t1_1", Fault.lost(Fate.NOT_DONE));
    }

    @Test
    void areWaitedForBeforeAnythingElseIsSent() {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> database.state.jobs = 3)
                .faults(cutOff())
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(4);
        assertThat(outcome.events(MigrationEvent.Retrying.class))
                .extracting(MigrationEvent.Retrying::reason)
                .containsExactly(
                        "3 schema changes have not ended (job 71, running: CREATE INDEX i ON shop.public.t (a))",
                        "2 schema changes have not ended (job 71, running: CREATE INDEX i ON shop.public.t (a))",
                        "1 schema change has not ended (job 71, running: CREATE INDEX i ON shop.public.t (a))");
        assertThat(outcome.calls().stream()
                        .filter(call -> call.contains("SHOW JOBS") || call.contains("EXISTS t1_1"))
                        .map(call -> call.contains("SHOW JOBS") ? "jobs" : "statement"))
                .containsExactly("statement", "jobs", "jobs", "jobs", "jobs", "statement");
    }

    @Test
    void ofADeadRunnerAreWaitedForToo() {
        ModelDatabase database = cockroach()
                .faults(cutOff().at("open", 100, new Fault.Unreachable("57P03")))
                .migrate()
                .database();
        database.state.jobs = 2;
        database.pass(60_000);

        Outcome<MigrationReport> later =
                Trial.of(repeatable(1, 2)).on(Product.COCKROACHDB).afterwards(database);

        assertThat(later.result().steps()).hasSize(1);
        assertThat(later.count("SHOW JOBS")).isEqualTo(3);
    }

    // ---- jobs that have nothing to do with the run ----

    private static Outcome<MigrationReport> besides(String stuck) {
        return cockroach()
                .lockWait(Duration.ofSeconds(1))
                .faults(cutOff().at(
                                "AS held",
                                Fault.meanwhile(database -> database.state.stuckJobs.put(database.millis(), stuck))))
                .migrate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE other.public.t ADD COLUMN a INT8",
                "ROLL BACK JOB 5: CREATE INDEX i ON other.app.t (other.app.t.a)",
                "DROP TABLE other.public.shop"
            })
    void ofAnotherDatabaseAreNotWaitedFor(String stuck) {
        Outcome<MigrationReport> outcome = besides(stuck);

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE shop.public.t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES other.public.t (a)",
                "DROP SCHEMA other",
                "ALTER TABLE t ADD CHECK (public.t.a > 0)",
                "CREATE INDEX on 'a text without an end",
                ""
            })
    void thatMayBeOfThisDatabaseAreWaitedFor(String stuck) {
        assertThat(besides(stuck).failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("(job 99, reverting: ");
    }

    @Test
    void thatAreOlderThanTheNoteAreNotWaitedFor() {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> {
                    database.state.stuckJobs.put(database.millis(), "ALTER TABLE shop.public.t DROP COLUMN a");
                    database.pass(60_000);
                })
                .faults(cutOff())
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(1);
    }

    @Test
    void thatWereNotAnnouncedAreNotWaitedFor() {
        Fault besides = Fault.meanwhile(
                database -> database.state.stuckJobs.put(database.millis(), "ALTER TABLE shop.public.t"));
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> database.state.jobs = 2)
                .faults(Faults.script()
                        .at("EXISTS t1_1", Fault.announced("71, 72", Fault.lost(Fate.NOT_DONE)))
                        .at("AS held", besides))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(3);
    }

    @Test
    void thatADeadRunnerHasNotedAreTheOnlyOnesWaitedFor() {
        ModelDatabase database = cockroach()
                .faults(cutOff().at("open", 100, new Fault.Unreachable("57P03")))
                .migrate()
                .database();
        LeaseRow left = database.state.lease;
        Progress noted = left.progress();
        Long when = noted.process().noted();
        database.state.lease = new LeaseRow(
                left.token(), left.owner(), left.expires(), noted.by(new ServerProcess(0, when, List.of("71"))));
        database.state.jobs = 1;
        database.state.stuckJobs.put(database.millis(), "ALTER TABLE shop.public.t ADD COLUMN a INT8");
        database.pass(60_000);

        Outcome<MigrationReport> later =
                Trial.of(repeatable(1, 2)).on(Product.COCKROACHDB).afterwards(database);

        assertThat(later.result().steps()).hasSize(1);
        assertThat(later.count("SHOW JOBS")).isEqualTo(2);
    }

    /** Somebody may continue it: it has not ended. */
    @Test
    void thatWereAnnouncedAndPausedAreWaitedFor() {
        Outcome<MigrationReport> outcome = cockroach()
                .lockWait(Duration.ofSeconds(1))
                .given(database -> {
                    database.state.jobs = 100;
                    database.state.jobStatus = "paused";
                })
                .faults(Faults.script().at("EXISTS t1_1", Fault.announced("71", Fault.lost(Fate.NOT_DONE))))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("1 schema change has not ended (job 71, paused: ")
                .hasMessageContaining("RESUME JOB 71");
    }

    @Test
    void thatSomebodyPausedAreNotWaitedForIfNobodyKnowsWhoseTheyAre() {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> {
                    database.state.jobs = 100;
                    database.state.jobStatus = "paused";
                })
                .faults(cutOff())
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
    }

    /** The server answers that the job was paused: the statement has failed, and its job goes on later. */
    @Test
    void thatArePausedBeforeTheAnswerAreWaitedFor() {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> {
                    database.state.jobs = 3;
                    database.state.jobStatus = "paused";
                })
                .faults(Faults.script().at("EXISTS t1_1", Fault.announced("71", Fault.refused("XXUUU", "EXISTS t1_1"))))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(4);
        assertThat(outcome.events(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
    }

    /** It was answered: none of the jobs that are under way is its own. */
    @Test
    void areNotWaitedForAfterAStatementThatTookEffectInPart() {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> database.state.jobs = 100)
                .faults(Faults.script().at("EXISTS t1_1", Fault.refused("XXA00", "EXISTS t1_1")))
                .migrate();
        assertThat(outcome.database().state.lease.progress().error()).isNotNull();

        Outcome<Resumed> resumed = Trial.of(repeatable(1, 2))
                .on(Product.COCKROACHDB)
                .owner("again")
                .blockingOn(outcome.database(), new Resume(Resumption.from(2)));

        assertThat(resumed.failure()).isNull();
        assertThat(resumed.count("SHOW JOBS")).isZero();
    }

    /** The server announces jobs only when it has committed the statement: what fails then is no passing failure. */
    @Test
    void thatFailAreNotRepeated() {
        Outcome<MigrationReport> outcome = cockroach()
                .faults(Faults.script().at("EXISTS t1_1", Fault.announced("71", Fault.refused("40001", "EXISTS t1_1"))))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("The server has carried it out as job 71 and undone it. ");
        assertThat(outcome.count("EXISTS t1_1")).isEqualTo(1);
    }

    /** Written by a version that noted no time. */
    @Test
    void ofANoteWithoutATimeAreAllWaitedFor() {
        ModelDatabase database = cockroach()
                .faults(cutOff().at("open", 100, new Fault.Unreachable("57P03")))
                .migrate()
                .database();
        Progress noted = database.state.lease.progress();
        assertThat(noted.process()).as("the note's time").isNotNull();
        database.state.lease = new LeaseRow(
                7, "earlier", 0, new Progress(noted.id(), noted.direction(), noted.checksum(), 0, true, null));
        database.state.stuckJobs.put(0L, "ALTER TABLE shop.public.t DROP COLUMN a");

        Outcome<MigrationReport> later = Trial.of(repeatable(1, 2))
                .on(Product.COCKROACHDB)
                .lockWait(Duration.ofSeconds(1))
                .afterwards(database);

        assertThat(later.failure()).isInstanceOf(DatabaseErrorException.class);
    }

    @Test
    void areNotAskedForWhereNothingIsInDoubt() {
        assertThat(cockroach().migrate().count("SHOW JOBS")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aStatementThatWasCancelledGoesOnAsAJobOnCockroachAlone(Product product) {
        Outcome<MigrationReport> outcome = Trial.of(repeatable(1, 2))
                .on(product)
                .initialized()
                .faults(Faults.script().at("EXISTS t1_1", Fault.refused("57014", "EXISTS t1_1")))
                .migrate();

        assertThat(outcome.failure() == null).isEqualTo(product == Product.COCKROACHDB);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(product == Product.COCKROACHDB ? 1 : 0);
    }

    @Test
    void anInterruptCancelsTheStatementAndLeavesItsNoteForTheNextRun() {
        Outcome<MigrationReport> outcome = cockroach()
                .faults(Faults.script()
                        .at(
                                "EXISTS t1_1",
                                new Fault.Meanwhile(
                                        database -> Thread.currentThread().interrupt(),
                                        Fault.refused("57014", "EXISTS t1_1"))))
                .blocking(new Migrate(Target.latest()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.failure())
                .isInstanceOf(RunInterruptedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("The run was interrupted while statement 1 of V1 was running; its schema change may go on in"
                        + " the server.");
        assertThat(outcome.database().state.lease.progress().running()).isTrue();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void thatDoNotEndEndTheRun() {
        Outcome<MigrationReport> outcome = cockroach()
                .lockWait(Duration.ofSeconds(1))
                .given(database -> database.state.jobs = 1000)
                .faults(cutOff())
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .hasMessageContaining("schema changes have not ended");
        assertThat(outcome.count("EXISTS t1_1")).isEqualTo(1);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @Test
    void theLeaseMayBeLostMeanwhile() {
        Outcome<MigrationReport> outcome = cockroach()
                .lockWait(Duration.ofMinutes(5))
                .given(database -> database.state.jobs = 1000)
                .faults(cutOff().at("SHOW JOBS", Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.count("EXISTS t1_1")).isEqualTo(1);
    }

    @Test
    void areNotOvertakenByARunThatIsInterrupted() {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> database.state.jobs = 1000)
                .faults(cutOff().at("SHOW JOBS", InterruptEngineTest.INTERRUPT))
                .blocking(new Migrate(Target.latest()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.failure()).isInstanceOf(RunInterruptedException.class);
        assertThat(outcome.count("EXISTS t1_1")).isEqualTo(1);
        assertThat(outcome.database().state.lease.progress().running()).isTrue();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOW JOBS", "WITH fence"})
    void areWaitedForAlsoWhereAConnectionIsLostMeanwhile(String at) {
        Outcome<MigrationReport> outcome = cockroach()
                .given(database -> database.state.jobs = 2)
                .faults(cutOff().at("SHOW JOBS", Fault.none()).at(at, Fault.lost(Fate.DONE)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.jobs).isZero();
    }

    /** Where CONCURRENTLY does nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"57014", "40001"})
    void anIndexIsBuiltLikeAnythingElse(String sqlState) {
        Outcome<MigrationReport> outcome = Trial.of(
                        new Migration(1, "index", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i1_1 ON t (a)", null))
                .on(Product.COCKROACHDB)
                .initialized()
                .faults(Faults.script().at("CREATE INDEX", Fault.refused(sqlState, "CREATE INDEX")))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(sqlState.equals("57014") ? 1 : 0);
    }

    @Test
    void aStatementThatCannotBeRepeatedStaysInDoubt() {
        Outcome<MigrationReport> outcome = Trial.of(Scripts.concurrent(1, 1))
                .on(Product.COCKROACHDB)
                .initialized()
                .given(database -> database.state.jobs = 1)
                .faults(Faults.script().at("CREATE INDEX", Fault.lost(Fate.NOT_DONE)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(outcome.count("SHOW JOBS")).isEqualTo(2);
    }
}
