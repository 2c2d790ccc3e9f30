package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
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
import dev.manticore.migrations.spi.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows which decisions {@code resume} accepts, and how it records them. */
class ResumeEngineTest {
    private static final String FIRST = "CREATE INDEX CONCURRENTLY i1_1 ON t (a)";
    private static final String SECOND = "CREATE INDEX CONCURRENTLY i1_2 ON t (a)";
    private static final Progress IN_DOUBT = new Progress(Version.of(1), Direction.APPLY, chain(FIRST), 1, true, null);

    /** Three indexes, the first built, the second in doubt. */
    private static Trial inDoubt() {
        return left(Trial.of(concurrent(1, 3)).initialized(), IN_DOUBT, "i1_1");
    }

    private static Trial left(Trial trial, Progress progress, String... objects) {
        return trial.given(database -> {
            database.state.lease = new LeaseRow(7, "earlier", 0, progress);
            database.state.objects.addAll(List.of(objects));
        });
    }

    private static Outcome<Resumed> resume(Trial trial, Resumption resumption) {
        return trial.run(new Resume(resumption));
    }

    private static void refused(Outcome<?> outcome, Problem.Kind kind, String message) {
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining(message);
        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .extracting(Problem::kind)
                .containsExactly(kind);
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.events(MigrationEvent.ProgressDecided.class)).isEmpty();
    }

    private static MigrationReport goOn(Outcome<Resumed> decided, Migration... migrations) {
        Outcome<MigrationReport> next = Trial.of(migrations).afterwards(decided.database());
        assertThat(next.failure()).isNull();
        assertThat(next.database().state.violations).isEmpty();
        return next.result();
    }

    @Test
    void goesOnBehindAStatementThatWasCarriedOut() {
        Outcome<Resumed> outcome =
                resume(inDoubt().given(database -> database.state.objects.add("i1_2")), Resumption.from(3));
        assertThat(outcome.result().id()).isEqualTo(Version.of(1));
        assertThat(outcome.result().direction()).isEqualTo(Direction.APPLY);
        assertThat(outcome.result().statement()).isEqualTo(3);
        assertThat(outcome.result().location()).hasToString("code:V1__concurrent.sql:3:1");
        assertThat(outcome.database().state.lease.progress())
                .isEqualTo(new Progress(Version.of(1), Direction.APPLY, chain(FIRST, SECOND), 2, false, null));
        assertThat(outcome.count("CREATE INDEX")).isZero();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.events(MigrationEvent.ProgressDecided.class))
                .containsExactly(new MigrationEvent.ProgressDecided(Resumption.from(3), outcome.result()));

        assertThat(goOn(outcome, concurrent(1, 3)).steps()).hasSize(1);
        assertThat(outcome.database().state.objects).containsExactly("i1_1", "i1_2", "i1_3");
    }

    /** What is left of it, as an invalid index, is then this script's to drop. */
    @Test
    void repeatsAStatementThatWasNotCarriedOutAndKeepsThatItWasBegun() {
        Outcome<Resumed> outcome = resume(inDoubt(), Resumption.from(2));
        assertThat(outcome.database().state.lease.progress())
                .isEqualTo(new Progress(Version.of(1), Direction.APPLY, chain(FIRST), 1, false, "interrupted"));

        Outcome<MigrationReport> next = Trial.of(concurrent(1, 3)).afterwards(outcome.database());
        assertThat(next.result().steps()).hasSize(1);
        assertThat(next.count("SELECT i.indexrelid"))
                .as("looked for an invalid one")
                .isEqualTo(1);
        assertThat(next.database().state.violations).isEmpty();
    }

    @Test
    void goesBackAndForthWithTheChecksumOfTheFileAsItIs() {
        Trial trial = left(
                Trial.of(concurrent(1, 3)).initialized(),
                new Progress(Version.of(1), Direction.APPLY, chain("of", "another", "file"), 3, false, "boom"));
        assertThat(resume(trial, Resumption.from(2)).database().state.lease.progress())
                .isEqualTo(new Progress(Version.of(1), Direction.APPLY, chain(FIRST), 1, false, null));
        assertThat(resume(trial, Resumption.from(1)).database().state.lease.progress())
                .isEqualTo(new Progress(Version.of(1), Direction.APPLY, "", 0, false, null));
    }

    @Test
    void fromBehindTheLastStatementOnlyTheHistoryIsLeft() {
        Outcome<Resumed> outcome = resume(inDoubt(), Resumption.from(4));
        assertThat(outcome.result().statement()).isEqualTo(4);
        assertThat(outcome.result().location()).isNull();
        Outcome<MigrationReport> next = Trial.of(concurrent(1, 3)).afterwards(outcome.database());
        assertThat(next.count("CREATE INDEX")).isZero();
        assertThat(next.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void doneRecordsTheMigrationAndClearsTheNoteInOneTransaction() {
        Outcome<Resumed> outcome = resume(inDoubt(), Resumption.done());
        assertThat(outcome.result()).isEqualTo(new Resumed(Version.of(1), Direction.APPLY, null, null));
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
        assertThat(outcome.database().state.history.get(1L).appliedBy()).isEqualTo("me");
        assertThat(outcome.database().state.lease.progress()).isNull();
        assertThat(outcome.sent().filter(call -> call.contains("TRANSACTION")))
                .singleElement()
                .asString()
                .contains("SELECT 1 / count(*) FROM fence\n;\nWITH written AS (INSERT INTO \"public\".\"_migrations\"");
        assertThat(goOn(outcome, concurrent(1, 3)).steps()).isEmpty();
    }

    @Test
    void anUndoThatIsDoneIsErased() {
        Trial trial = left(
                Trial.of(concurrent(1, 2)).applied(1),
                new Progress(Version.of(1), Direction.REVERT, "", 0, true, null));
        Outcome<Resumed> outcome = resume(trial, Resumption.done());
        assertThat(outcome.result()).isEqualTo(new Resumed(Version.of(1), Direction.REVERT, null, null));
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().state.lease.progress()).isNull();
    }

    @Test
    void anUndoGoesOnInItsOwnFile() {
        Trial trial = left(
                Trial.of(concurrent(1, 2)).applied(1),
                new Progress(Version.of(1), Direction.REVERT, "", 0, true, null),
                "i1_2");
        Outcome<Resumed> outcome = resume(trial, Resumption.from(2));
        assertThat(outcome.result().location()).hasToString("code:U1__undo_concurrent.sql:2:1");
        assertThat(outcome.database().state.lease.progress())
                .isEqualTo(new Progress(
                        Version.of(1), Direction.REVERT, chain("DROP INDEX CONCURRENTLY i1_1"), 1, false, null));
    }

    @Test
    void abandonForgetsItWithItsFileOrWithout() {
        Outcome<Resumed> outcome = resume(inDoubt(), Resumption.abandon());
        assertThat(outcome.result().statement()).isEqualTo(1);
        assertThat(outcome.result().location()).hasToString("code:V1__concurrent.sql:1:1");
        assertThat(outcome.database().state.lease.progress()).isNull();
        assertThat(outcome.database().state.history).isEmpty();
        assertThat(outcome.database().isLeaseHeld()).isFalse();

        Outcome<Resumed> gone = resume(left(Trial.of(atomic(2)).initialized(), IN_DOUBT), Resumption.abandon());
        assertThat(gone.result()).isEqualTo(new Resumed(Version.of(1), Direction.APPLY, 1, null));
        assertThat(gone.database().state.lease.progress()).isNull();
    }

    // ---- refusals ----

    @Test
    void isRefusedWhereNothingIsPartDone() {
        for (Trial trial : List.of(
                Trial.of(atomic(1)),
                Trial.of(atomic(1)).applied(1),
                Trial.of(atomic(1)).applied(1).given(database -> database.state.leaseTable = false))) {
            Outcome<Resumed> outcome = resume(trial, Resumption.done());
            refused(outcome, Problem.Kind.NOT_PARTLY_DONE, "No migration is partially applied");
            assertThat(outcome.count("AS held")).as("nothing is asked for").isZero();
        }
    }

    @Test
    void whatTheHistorySettledIsNotPartDone() {
        Trial trial = left(Trial.of(concurrent(1, 3)).applied(1), IN_DOUBT);
        refused(resume(trial, Resumption.done()), Problem.Kind.NOT_PARTLY_DONE, "No migration is partially applied");
    }

    @Test
    void isRefusedWithAStatementThatTheScriptDoesNotHave() {
        Outcome<Resumed> outcome = resume(inDoubt(), Resumption.from(5));
        refused(outcome, Problem.Kind.UNKNOWN_TARGET, "V1 has no statement 5; it has 3 statements.");
        assertThat(outcome.migrationFailure().remedy().toString()).startsWith("Use a number from 1 to 4;");
        assertThat(outcome.database().state.lease.progress()).isEqualTo(IN_DOUBT);
    }

    @Test
    void isRefusedWithoutTheFile() {
        for (Resumption resumption : List.of(Resumption.from(1), Resumption.done())) {
            Outcome<Resumed> outcome = resume(left(Trial.of(atomic(2)).initialized(), IN_DOUBT), resumption);
            refused(outcome, Problem.Kind.PARTLY_DONE, "But its file is missing.");
            assertThat(outcome.database().state.lease.progress()).isEqualTo(IN_DOUBT);
        }
    }

    @Test
    void isRefusedWhereTheFileIsOneTransactionNowOrCannotBeRead() {
        refused(
                resume(left(Trial.of(atomic(1)).initialized(), IN_DOUBT), Resumption.from(2)),
                Problem.Kind.PARTLY_DONE,
                "But the file now runs in one transaction");
        refused(
                resume(
                        left(
                                Trial.of(new Migration(1, "x", "SELECT 'open", null))
                                        .initialized(),
                                IN_DOUBT),
                        Resumption.done()),
                Problem.Kind.INVALID_SCRIPT,
                "");
    }

    @Test
    void waitsForTheLeaseAsARunDoes() {
        Outcome<Resumed> outcome = resume(
                inDoubt()
                        .lockWait(Duration.ofSeconds(1))
                        .given(database -> database.state.lease = new LeaseRow(7, "rival", 100_000_000_000L, IN_DOUBT)),
                Resumption.done());
        assertThat(outcome.failure())
                .isInstanceOf(LeaseNotObtainedException.class)
                .hasMessageContaining("rival");
        assertThat(outcome.events(MigrationEvent.LeaseAwaited.class)).isNotEmpty();
        assertThat(outcome.database().state.history).isEmpty();
    }

    @Test
    void aHolderThatHasNothingPartDoneIsNotWaitedFor() {
        Outcome<Resumed> outcome = resume(Trial.of(atomic(1)).initialized().given(Rival::takeLease), Resumption.done());
        assertThat(outcome.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("A run of rival holds the lease.");
        assertThat(outcome.count("AS held")).isZero();
    }

    // ---- what goes wrong ----

    @Test
    void aLeaseThatWasLostChangesNothing() {
        for (Resumption resumption : List.of(Resumption.from(3), Resumption.done(), Resumption.abandon())) {
            Outcome<Resumed> outcome = resume(
                    inDoubt().faults(Faults.script().at("TRANSACTION", Fault.meanwhile(Rival::takeLease))), resumption);
            assertThat(outcome.failure())
                    .isInstanceOf(LeaseLostException.class)
                    .extracting(Outcome::summary)
                    .isEqualTo("This run lost the lease to rival before V1 was recorded; nothing was changed.");
            assertThat(outcome.database().state.history).isEmpty();
            assertThat(outcome.database().state.lease.progress()).isEqualTo(IN_DOUBT);
        }
    }

    @Test
    void isSentAgainAfterAFailureThatPasses() {
        Outcome<Resumed> outcome = resume(
                inDoubt().faults(Faults.script().at("TRANSACTION", 3, new Fault.CommitRefused("40001"))),
                Resumption.done());
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(3);
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void anAnswerThatIsLostIsSaid(Fate fate) {
        Outcome<Resumed> outcome =
                resume(inDoubt().faults(Faults.script().at("TRANSACTION", Fault.lost(fate))), Resumption.done());
        assertThat(outcome.failure())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("V1");
        assertThat(((OutcomeUnknownException) outcome.failure()).statement()).isNull();
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        Outcome<Resumed> again =
                Trial.of(concurrent(1, 3)).owner("again").blockingOn(outcome.database(), new Resume(Resumption.done()));
        assertThat(again.failure() == null).isEqualTo(fate == Fate.NOT_DONE);
        assertThat(again.database().state.history).containsOnlyKeys(1L);
    }

    @Test
    void theLeaseIsGivenBackWhenItIsRefused() {
        Outcome<Resumed> outcome = resume(
                inDoubt().faults(Faults.script().at("TRANSACTION", Fault.refused("23505", "INSERT INTO"))),
                Resumption.done());
        assertThat(outcome.failure()).hasMessageStartingWith("The database reported an error while recording V1");
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.database().state.lease.progress()).isEqualTo(IN_DOUBT);
    }
}
