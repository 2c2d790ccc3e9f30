package dev.manticore.migrations.internal.operation;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static dev.manticore.migrations.internal.enginetest.Scripts.concurrent;
import static dev.manticore.migrations.internal.enginetest.Scripts.mixed;
import static dev.manticore.migrations.internal.enginetest.Scripts.repeatable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows that {@code unlock} takes the lease from its holder, which then commits nothing more. */
class UnlockEngineTest {
    private static final String REVOKE = "token = token % ";

    /** By somebody else, at this moment. */
    private static Fault somebodyUnlocks() {
        return Fault.meanwhile(UnlockEngineTest::unlock);
    }

    private static void unlock(ModelDatabase database) {
        Trial.of(atomic(1)).owner("operator").blockingOn(database, new Unlock());
    }

    @Test
    void takesTheLeaseFromItsHolderAndSaysWhoThatWas() {
        Outcome<Optional<LeaseHolder>> outcome =
                Trial.of(atomic(1)).initialized().given(Rival::takeLease).run(new Unlock());
        LeaseHolder holder = outcome.result().orElseThrow();
        assertThat(holder.owner()).isEqualTo("rival");
        assertThat(holder.remaining()).isBetween(java.time.Duration.ofSeconds(28), java.time.Duration.ofSeconds(30));
        assertThat(outcome.events()).containsExactly(new MigrationEvent.LeaseRevoked("rival", holder.remaining()));
        assertThat(outcome.database().isLeaseHeld()).isFalse();
        assertThat(outcome.sent()).hasSize(2);
    }

    @Test
    void aSecondOneFindsNobody() {
        Outcome<Optional<LeaseHolder>> outcome = Trial.of(atomic(1))
                .initialized()
                .given(Rival::takeLease)
                .given(UnlockEngineTest::unlock)
                .run(new Unlock());
        assertThat(outcome.result()).isEmpty();
        assertThat(outcome.events()).isEmpty();
    }

    @Test
    void withoutTablesNobodyHoldsItAndNoneIsMade() {
        Outcome<Optional<LeaseHolder>> outcome = Trial.of(atomic(1)).run(new Unlock());
        assertThat(outcome.result()).isEmpty();
        assertThat(outcome.count("CREATE")).isZero();
        assertThat(Trial.of(atomic(1))
                        .applied(1)
                        .given(database -> database.state.leaseTable = false)
                        .run(new Unlock())
                        .result())
                .isEmpty();
    }

    @Test
    void anAtomicMigrationOfTheDeposedHolderIsRolledBackAndItsReleaseFreesNothing() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                .initialized()
                .faults(Faults.script().at("t2_1", somebodyUnlocks()).at("1970", Fault.meanwhile(Rival::takeLease)))
                .migrate();
        assertThat(outcome.failure())
                .isInstanceOf(LeaseLostException.class)
                .extracting(Outcome::summary)
                .isEqualTo("This run lost the lease to operator before V2 was recorded; it was rolled back.");
        assertThat(outcome.database().state.objects).containsExactly("t1_1", "t1_2");
        assertThat(outcome.database().state.history).containsOnlyKeys(1L);
        assertThat(outcome.database().state.lease.owner()).isEqualTo("rival");
        assertThat(outcome.database().isLeaseHeld())
                .as("the next holder's lease")
                .isTrue();
    }

    @Test
    void aStatementUnderWayStaysNotedAsThat() {
        Outcome<MigrationReport> outcome = Trial.of(concurrent(1, 2))
                .initialized()
                .faults(Faults.script().at("CREATE INDEX CONCURRENTLY i1_1", somebodyUnlocks()))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class).hasMessageContaining("operator");
        assertThat(outcome.count("CONCURRENTLY i1_2")).isZero();
        assertThat(outcome.database().state.lease.progress().running()).isTrue();

        Outcome<MigrationReport> next = Trial.of(concurrent(1, 2)).afterwards(outcome.database());
        assertThat(next.failure()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(next.count("CREATE INDEX")).isZero();
    }

    @Test
    void aDataStatementOfTheDeposedHolderIsRolledBackWithItsNote() {
        Outcome<MigrationReport> outcome = Trial.of(mixed(1))
                .initialized()
                .faults(Faults.script().at("INSERT INTO t1_4", somebodyUnlocks()))
                .migrate();
        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.database().state.objects).containsExactly("i1_2", "t1_1", "t1_3");

        Outcome<MigrationReport> next = Trial.of(mixed(1)).afterwards(outcome.database());
        assertThat(next.result().steps()).hasSize(1);
        assertThat(next.database().state.violations).isEmpty();
    }

    @Test
    void aHolderThatIsUnlockedWhileItHasNoConnectionPlansAnew() {
        Outcome<MigrationReport> outcome = Trial.of(repeatable(1, 3), atomic(2))
                .initialized()
                .faults(Faults.script().at("EXISTS t1_2", Fault.lost(Fate.DONE)).at("open", somebodyUnlocks()))
                .migrate();
        assertThat(outcome.result().steps()).extracting(StepReport::id).containsExactly(Version.of(1), Version.of(2));
        assertThat(outcome.events(MigrationEvent.RunStarted.class)).hasSize(2);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void anUnlockBeforeTheCommitOfAnUnknownOutcomeIsFoundOutAbout() {
        for (Fate fate : Fate.values()) {
            Outcome<MigrationReport> outcome = Trial.of(atomic(1), atomic(2))
                    .initialized()
                    .faults(Faults.script().at("t1_1", Fault.lost(fate)).at("open", somebodyUnlocks()))
                    .migrate();
            assertThat(outcome.result().steps()).as("%s", fate).hasSize(2);
            assertThat(outcome.database().state.violations).isEmpty();
        }
    }

    @Test
    void isSentAgainAfterAFailureThatPasses() {
        Outcome<Optional<LeaseHolder>> outcome = Trial.of(atomic(1))
                .initialized()
                .given(Rival::takeLease)
                .faults(Faults.script().at(REVOKE, 3, Fault.refused("40001", "")))
                .run(new Unlock());
        assertThat(outcome.result()).isPresent();
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(3);
    }

    @Test
    void isSentOnceWhenItsAnswerIsLostSinceAnotherMayHaveTheLeaseNow() {
        Outcome<Optional<LeaseHolder>> outcome = Trial.of(atomic(1))
                .initialized()
                .given(Rival::takeLease)
                .faults(Faults.script().at(REVOKE, Fault.lost(Fate.DONE)))
                .run(new Unlock());
        assertThat(outcome.failure())
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageStartingWith("The connection was lost while taking the lease away");
        assertThat(outcome.count(REVOKE)).isEqualTo(1);
    }

    @Test
    void saysThatItIsRefused() {
        Outcome<Optional<LeaseHolder>> outcome = Trial.of(atomic(1))
                .initialized()
                .faults(Faults.script().at(REVOKE, Fault.refused("42501", "")))
                .run(new Unlock());
        assertThat(outcome.failure()).isInstanceOf(DatabaseErrorException.class);
        assertThat(outcome.migrationFailure().remedy().toString()).startsWith("Grant the privilege");
    }
}
