package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.ServerProcess;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a statement of an earlier connection has ended before a run decides anything about it. */
class UnfinishedStatementEngineTest {
    private static final String LOOK = "SELECT pid, usename";
    private static final String TERMINATE = "pg_terminate_backend(pid)";
    private static final ServerProcess PROCESS = new ServerProcess(42, 1_000L);
    private static final String FIRST = "CREATE TABLE IF NOT EXISTS t1_1 (a int)";

    /** Two tables, the first made; an earlier run died while it made the second. */
    private static Trial left(@Nullable ServerProcess process) {
        return left(Trial.of(repeatable(1, 2)), true, null, process);
    }

    private static Trial left(Trial trial, boolean running, @Nullable String error, @Nullable ServerProcess process) {
        Progress noted = new Progress(Version.of(1), Direction.APPLY, chain(FIRST), 1, running, error, process);
        return trial.initialized().given(database -> {
            database.state.lease = new LeaseRow(7, "earlier", 0, noted);
            database.state.objects.add("t1_1");
        });
    }

    private static Trial executing(Trial trial, int process, int looks) {
        return trial.given(database -> {
            database.state.process = process;
            database.state.processLooks = looks;
        });
    }

    private static List<String> order(Outcome<?> outcome) {
        return outcome.calls().stream()
                .filter(call -> call.contains(LOOK) || call.contains(TERMINATE) || call.contains("EXISTS t1_2"))
                .map(call -> call.contains(LOOK) ? "look" : call.contains(TERMINATE) ? "terminate" : "statement")
                .toList();
    }

    @Test
    void isTerminatedAndWaitedForBeforeAnythingElse() {
        Outcome<MigrationReport> outcome =
                executing(left(PROCESS), 42, 1000).lockWait(Duration.ZERO).migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(order(outcome)).containsExactly("look", "terminate", "look", "look", "statement");
        assertThat(outcome.events(MigrationEvent.ProcessTerminated.class))
                .containsExactly(new MigrationEvent.ProcessTerminated(42, "what it executes"));
    }

    @Test
    void isWaitedForWhereTheNoteNamesNoProcess() {
        Outcome<MigrationReport> outcome = executing(left(null), 77, 2).migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(order(outcome)).containsExactly("look", "look", "look", "statement");
        assertThat(outcome.events(MigrationEvent.Retrying.class))
                .hasSize(2)
                .allSatisfy(waiting -> assertThat(waiting.reason()).contains("server process 77 of user shop"));
    }

    @Test
    void ofAnotherProcessIsWaitedForToo() {
        assertThat(order(executing(left(PROCESS), 77, 1).migrate())).containsExactly("look", "look", "statement");
    }

    @Test
    void thatHasEndedIsNoneOfTheUsersBusiness() {
        Outcome<MigrationReport> outcome = left(PROCESS).migrate();

        assertThat(order(outcome)).containsExactly("look", "statement");
        assertThat(outcome.events(MigrationEvent.Retrying.class)).isEmpty();
    }

    @Test
    void thatDoesNotEndEndsTheRun() {
        Outcome<MigrationReport> outcome =
                executing(left(null), 77, 1000).lockWait(Duration.ofSeconds(1)).migrate();

        assertThat(outcome.failure())
                .isInstanceOf(DatabaseErrorException.class)
                .extracting(Outcome::summary)
                .isEqualTo(
                        "The run cannot continue with V1 yet: server process 77 of user shop (application app) has not"
                                + " ended; it executes since 12:00: what it executes.");
        assertThat(outcome.events(MigrationEvent.Retrying.class))
                .as("waits in the lock wait of 1 s, by a clock that moves by 100 ms with each call")
                .hasSizeBetween(3, 10);
        assertThat(outcome.migrationFailure().remedy().toString())
                .contains("SELECT pg_terminate_backend(77);", "connection pooler", "MigratorBuilder.lockWait");
        assertThat(outcome.count("EXISTS t1_2")).isZero();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.database().state.lease.progress().running()).isTrue();
    }

    @Test
    void ofAnotherRoleIsOnlyWaitedFor() {
        Outcome<MigrationReport> outcome = executing(left(PROCESS), 42, 3)
                .faults(Faults.script().at(TERMINATE, Fault.refused("42501", TERMINATE)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(order(outcome)).containsExactly("look", "terminate", "look", "look", "look", "statement");
    }

    @Test
    void isInDoubtAfterItsEndIfItCannotBeRepeated() {
        Progress noted = new Progress(Version.of(1), Direction.APPLY, "", 0, true, null, PROCESS);
        Outcome<MigrationReport> outcome = executing(
                        Trial.of(concurrent(1, 2))
                                .initialized()
                                .given(database -> database.state.lease = new LeaseRow(7, "earlier", 0, noted)),
                        42,
                        9)
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(outcome.database().state.processLooks).isZero();
    }

    @Test
    void ofTheRunItselfHasEndedBeforeItIsRepeated() {
        Outcome<MigrationReport> outcome = executing(Trial.of(repeatable(1, 2)).initialized(), 0, 1000)
                .lockWait(Duration.ofMinutes(5))
                .faults(Faults.script().at("EXISTS t1_2", Fault.lost(Fate.NOT_DONE)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(order(outcome)).containsExactly("statement", "look", "terminate", "look", "look", "statement");
        assertThat(outcome.events(MigrationEvent.ProcessTerminated.class))
                .extracting(MigrationEvent.ProcessTerminated::process)
                .as("the first connection's")
                .containsExactly(1);
    }

    @Test
    void hasEndedBeforeAnIndexThatItLeftIsLookedFor() {
        Outcome<MigrationReport> outcome = executing(
                        left(Trial.of(repeatable(1, 2)), false, "the invalid index i has to be dropped first", PROCESS),
                        42,
                        5)
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(order(outcome)).containsExactly("look", "terminate", "look", "look", "statement");
    }

    /** The statement failed before anybody died. */
    @Test
    void isNotLookedForWhereNothingWasUnderWay() {
        assertThat(left(Trial.of(repeatable(1, 2)), false, "boom", null)
                        .migrate()
                        .count(LOOK))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOK, "WITH fence", TERMINATE})
    void isStillWaitedForWhereAConnectionIsLostMeanwhile(String at) {
        Faults.Script lost = Faults.script().at(LOOK, Fault.none()).at(at, Fault.lost(Fate.NOT_DONE));
        Outcome<MigrationReport> next =
                executing(left(PROCESS), 42, 3).faults(lost).migrate();
        assertThat(next.result().steps()).hasSize(1);
        assertThat(next.database().state.processLooks).isZero();

        Outcome<MigrationReport> own = executing(Trial.of(repeatable(1, 2)).initialized(), 0, 3)
                .faults(Faults.script()
                        .at("EXISTS t1_2", Fault.lost(Fate.NOT_DONE))
                        .at(LOOK, Fault.none())
                        .at(at, Fault.lost(Fate.NOT_DONE)))
                .migrate();
        assertThat(own.result().steps()).hasSize(1);
        assertThat(own.database().state.processLooks).isZero();
    }

    @Test
    void isNotWaitedForAfterTheLeaseWasLost() {
        Outcome<MigrationReport> outcome = executing(left(null), 77, 1000)
                .lockWait(Duration.ofMinutes(5))
                .faults(Faults.script().at(LOOK, Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.count("EXISTS t1_2")).isZero();
    }

    // ---- notes ----

    @ParameterizedTest
    @EnumSource(Product.class)
    void onlyTheNoteBeforeAStatementThatCommitsAloneNamesAProcess(Product product) {
        Outcome<MigrationReport> outcome =
                Trial.of(mixed(1)).on(product).initialized().migrate();

        assertThat(outcome.sent().filter(call -> call.contains("statements_done =")))
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note.contains("process_id = CASE pg_catalog.pg_backend_pid() WHEN 1 "))
                        .isEqualTo(product == Product.POSTGRESQL && note.contains("statement_running = true")));
    }

    @Test
    void isWaitedForWhereAPoolerHidesIt() {
        Outcome<MigrationReport> outcome = executing(Trial.of(repeatable(1, 2)).initialized(), 77, 2)
                .given(database -> database.state.pooled = true)
                .faults(Faults.script().at("EXISTS t1_2", Fault.lost(Fate.NOT_DONE)))
                .migrate();

        assertThat(order(outcome)).containsExactly("statement", "look", "look", "look", "statement");
    }

    // ---- resume ----

    @ParameterizedTest
    @EnumSource(Product.class)
    void refusesWhatAPersonDecidedBesideIt(Product product) {
        for (Resumption decision : List.of(Resumption.from(2), Resumption.from(3), Resumption.done())) {
            Outcome<Resumed> outcome = executing(left(PROCESS), 42, 5)
                    .on(product)
                    .given(database -> database.state.jobs = 2)
                    .run(new Resume(decision));

            assertThat(outcome.failure())
                    .isInstanceOf(InvalidMigrationsException.class)
                    .hasMessageContaining("But the next one was still under way until now.");
            assertThat(outcome.database().state.lease.progress().running()).isTrue();
            assertThat(outcome.database().isLeaseHeld()).isFalse();
            assertThat(Trial.of(repeatable(1, 2))
                            .on(product)
                            .owner("again")
                            .blockingOn(outcome.database(), new Resume(decision))
                            .failure())
                    .isNull();
        }
    }

    /** Its changes stay, whatever they are. */
    @ParameterizedTest
    @EnumSource(Product.class)
    void hasEndedBeforeItIsAbandoned(Product product) {
        Outcome<Resumed> outcome = executing(left(PROCESS), 42, 5)
                .on(product)
                .given(database -> database.state.jobs = 2)
                .run(new Resume(Resumption.abandon()));

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.database().state.lease.progress()).isNull();
        assertThat(outcome.count(product == Product.POSTGRESQL ? LOOK : "SHOW JOBS"))
                .isEqualTo(3);
    }

    @Test
    void aConnectionThatIsLostWhileAPersonDecidesChangesNothing() {
        Outcome<Resumed> outcome = left(PROCESS)
                .faults(Faults.script().at(LOOK, Fault.lost(Fate.DONE)))
                .run(new Resume(Resumption.from(2)));

        assertThat(outcome.failure()).hasMessageStartingWith("The connection was lost while looking for");
        assertThat(outcome.database().state.lease.progress().running()).isTrue();
    }
}
