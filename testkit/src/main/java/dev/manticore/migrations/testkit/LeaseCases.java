package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One runner at a time holds the lease, and no runner holds it for ever. */
interface LeaseCases extends LeaseHooks {

    @Test
    default void twoConnectionsCannotBothHoldTheLease() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            trial.take(trial.ours(), "one", LeaseTrial.LONG);
            LeaseState answer = trial.ask(trial.theirs(), trial.store().acquire("two", LeaseTrial.LONG));

            assertThat(answer)
                    .as("the answer to another owner while the lease is held")
                    .isInstanceOf(LeaseState.Held.class);
            LeaseState.Held held = (LeaseState.Held) answer;
            assertThat(held.owner()).isEqualTo("one");
            assertThat(held.remaining())
                    .as("the time until the lease expires")
                    .isPositive()
                    .isLessThanOrEqualTo(LeaseTrial.LONG);
        }
    }

    @Test
    default void ofSeveralWhoAskAtOnceOneIsGranted() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            for (int round = 0; round < 5; round++) {
                Later<LeaseState> ours = asking(trial, trial.ours(), "one");
                Later<LeaseState> theirs = asking(trial, trial.theirs(), "two");
                List<LeaseState.Granted> granted = Stream.of(ours.get(), theirs.get())
                        .filter(LeaseState.Granted.class::isInstance)
                        .map(LeaseState.Granted.class::cast)
                        .toList();

                assertThat(granted)
                        .as("leases granted to two owners who asked at once, for the first time and again")
                        .hasSize(1);
                trial.ours()
                        .run(Scripts.autocommit(
                                trial.store().release(granted.get(0).lease())));
            }
        }
    }

    private static Later<LeaseState> asking(LeaseTrial trial, TxSession session, String owner) {
        return Later.of(() -> trial.ask(session, trial.store().acquire(owner, LeaseTrial.LONG)));
    }

    @Test
    default void anExpiredLeaseCanBeTaken() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease first = trial.take(trial.ours(), "one", Duration.ofMillis(1));
            trial.trial().pause("0.05");

            assertThat(trial.look()).as("an expired lease, looked at").isInstanceOf(LeaseState.Free.class);
            Lease second = trial.take(trial.theirs(), "two", LeaseTrial.LONG);
            assertThat(second.token()).as("the token of the lease after it").isNotEqualTo(first.token());
            assertThat(second.owner()).isEqualTo("two");
            assertThat(second.duration()).isEqualTo(LeaseTrial.LONG);
        }
    }

    @Test
    default void aLeaseRunsByTheDatabasesClockFromWhenItIsTaken() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Query<LeaseState> rendered = trial.store().acquire("one", LeaseTrial.LONG);
            trial.trial().pause("0.5");
            Instant sent = trial.now();
            trial.ask(trial.ours(), rendered);
            Instant expiry = trial.expiry();

            assertThat(expiry)
                    .as(
                            "when a lease of 10 min expires that was rendered half a second before it was sent; the statement"
                                    + " must read the database's clock, as clock_timestamp(), and not bring a time along")
                    .isBetween(
                            sent.plus(LeaseTrial.LONG).minus(LeaseTrial.ROUNDING),
                            trial.now().plus(LeaseTrial.LONG).plus(LeaseTrial.ROUNDING));
        }
    }

    @Test
    default void theSameOwnerTakesItsLeaseAgainWithANewToken() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease first = trial.take("one");
            Lease second = trial.take("one");

            assertThat(second.token())
                    .as("the token of an owner who took its lease again; the old one must fence off what is in flight")
                    .isNotEqualTo(first.token());
            trial.refused(
                    "The fence of a token that its owner had replaced",
                    Scripts.transaction(trial.store().fence(first)));
            trial.ours().run(Scripts.transaction(trial.store().fence(second)));
        }
    }

    @Test
    default void tokensNeverComeBack() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Set<Long> tokens = new HashSet<>();
            for (int i = 0; i < 6; i++) {
                Lease lease = trial.take("owner " + i % 2);
                assertThat(tokens.add(lease.token()))
                        .as("whether the token %d is new, as each has to be", lease.token())
                        .isTrue();
                trial.ours().run(Scripts.autocommit(trial.store().release(lease)));
            }
        }
    }

    @Test
    default void aReleasedLeaseIsFreeAtOnce() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.autocommit(trial.store().release(lease)));

            assertThat(trial.look()).isEqualTo(new LeaseState.Free("one", null));
            trial.take(trial.theirs(), "two", LeaseTrial.LONG);
        }
    }

    @Test
    default void aRevokedLeaseIsFreeAndItsHolderFencedOff() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Progress progress = new Progress(Version.of(7), Direction.APPLY, "ab", 3, true, null);
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.transaction(trial.store().note(lease, progress)));

            LeaseState before = trial.ask(trial.theirs(), trial.store().revoke("operator"));
            assertThat(before).as("the answer to revoking a lease").isInstanceOf(LeaseState.Held.class);
            assertThat(((LeaseState.Held) before).owner()).isEqualTo("one");
            assertThat(trial.look())
                    .as("the lease after it was revoked; the saved progress has to stay")
                    .isEqualTo(new LeaseState.Free("operator", progress));
            assertThat(trial.ask(trial.theirs(), trial.store().revoke("operator")))
                    .as("the answer to revoking a lease that nobody holds")
                    .isInstanceOf(LeaseState.Free.class);
            for (String sql : List.of(
                    trial.store().fence(lease),
                    trial.store().note(lease, null),
                    trial.store().renew(lease))) {
                Scripts.refused(
                        trial.ours(),
                        Scripts.transaction(sql),
                        "The statement of a holder whose lease was revoked has to fail: " + sql);
            }
            Lease next = trial.take(trial.theirs(), "two", LeaseTrial.LONG);
            trial.ours().run(Scripts.autocommit(trial.store().release(lease)));
            trial.theirs().run(Scripts.transaction(trial.store().fence(next)));
            assertThat(trial.look())
                    .as("the next holder's lease after the previous holder released its own")
                    .isInstanceOf(LeaseState.Held.class);
        }
    }

    @Test
    default void revokingWhatNobodyEverHadDoesNothing() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            assertThat(trial.ask(trial.ours(), trial.store().revoke("operator")))
                    .isEqualTo(new LeaseState.Free(null, null));
            trial.take("one");
        }
    }

    @Test
    default void lookingAtTheLeaseTakesNothing() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            assertThat(trial.look()).as("a lease that nobody ever took").isEqualTo(new LeaseState.Free(null, null));
            Lease lease = trial.take("one");
            assertThat(trial.look()).as("a lease that is held, looked at").isInstanceOf(LeaseState.Held.class);
            trial.ours().run(Scripts.transaction(trial.store().fence(lease)));
        }
    }
}
