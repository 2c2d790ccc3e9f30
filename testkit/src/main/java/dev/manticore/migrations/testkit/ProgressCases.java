package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How far a script that runs statement by statement has come. The next runner has to find it, whatever happened to this
 * one.
 */
interface ProgressCases extends LeaseHooks {
    ServerProcess JOBS = new ServerProcess(0, null, List.of("901234567890123456", "72"));

    static Progress progress(int done, boolean running, @Nullable String error) {
        return new Progress(Version.of(7), Direction.APPLY, "0123456789abcdef".repeat(4), done, running, error);
    }

    @Test
    default void progressIsReadAsItWasNoted() throws Exception {
        List<Progress> notes = List.of(
                progress(0, true, null),
                progress(12, false, "ERROR: \"é😀☃\" isn't \\ a 'number' ? $1 {d '..'}\n at line 2;\t--"),
                progress(3, false, ""),
                progress(0, false, null),
                new Progress(
                        Version.of(Long.MAX_VALUE), Direction.REVERT, "", Integer.MAX_VALUE, true, "x".repeat(4_000)),
                new Progress(Version.of(1, 0, Long.MAX_VALUE), Direction.APPLY, "ab", 1, true, null),
                new Progress(new RepeatableName("all views"), Direction.APPLY, "ab", 1, false, "error"));
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            for (Progress note : notes) {
                trial.ours().run(Scripts.transaction(trial.store().note(lease, note)));

                assertThat(trial.look())
                        .as("a note, read by another connection")
                        .isInstanceOfSatisfying(
                                LeaseState.Held.class,
                                held -> assertThat(held.progress()).isEqualTo(note));
            }
        }
    }

    /** The next run continues with the repetition behind the last one that is counted. */
    @Test
    default void repetitionsAreReadAsTheyWereNoted() throws Exception {
        Progress repeated = progress(1, false, null).with(new Repetitions(3, 300));
        Progress much = progress(1, false, "error").with(new Repetitions(Long.MAX_VALUE, Long.MAX_VALUE));
        Progress none = progress(2, false, null);
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            for (Progress note : List.of(repeated, none, much)) {
                trial.ours().run(Scripts.transaction(trial.store().note(lease, note)));
                trial.ours().run(Scripts.autocommit(trial.store().renew(lease)));

                assertThat(repetitions(trial.look()))
                        .as("the repetitions of a note")
                        .isEqualTo(note.repetitions());
            }
            trial.ours().run(Scripts.autocommit(trial.store().release(lease)));
            LeaseState granted = trial.ask(trial.ours(), trial.store().acquire("two", Duration.ofMinutes(1)));
            assertThat(repetitions(granted))
                    .as("the repetitions that the next owner is told of")
                    .isEqualTo(much.repetitions());
        }
    }

    private static Repetitions repetitions(LeaseState state) {
        return Objects.requireNonNull(state.progress(), "the note").repetitions();
    }

    /** Whoever finds a statement noted as running looks for the process that executes it. */
    @Test
    default void theProcessThatWritesANoteIsStoredWithIt() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            trial.trial().assumePostgres("it has no server processes.");
            Lease lease = trial.take("one");
            String pid = trial.trial().process();
            Progress note = note(Integer.parseInt(pid));
            trial.ours().run(Scripts.autocommit(trial.store().note(lease, note)));
            String received = trial.trial()
                    .see("SELECT CAST(extract(epoch FROM query_start) * 1000000 AS BIGINT) FROM pg_stat_activity"
                            + " WHERE pid = " + pid);

            assertThat(process(trial))
                    .as("the process that wrote the note, and when it received the message with it")
                    .isEqualTo(
                            new ServerProcess(Integer.parseInt(pid), Long.valueOf(Objects.requireNonNull(received))));
            trial.ours().run(Scripts.autocommit(trial.store().note(lease, note(Integer.parseInt(pid) + 1))));
            assertThat(process(trial))
                    .as("the process of a note that another one wrote than the client knows of, as behind a connection"
                            + " pooler")
                    .isNull();
            trial.ours().run(Scripts.autocommit(trial.store().note(lease, note)));
            trial.ours().run(Scripts.autocommit(trial.store().note(lease, progress(1, true, null))));
            assertThat(process(trial))
                    .as("the process of a note that names none")
                    .isNull();
        }
    }

    private static Progress note(int pid) {
        return new Progress(Version.of(7), Direction.APPLY, "ab", 1, true, null, new ServerProcess(pid, null));
    }

    private static @Nullable ServerProcess process(LeaseTrial trial) throws Exception {
        LeaseState state = trial.look();
        assertThat(state).as("the lease").isInstanceOf(LeaseState.Held.class);
        return Objects.requireNonNull(((LeaseState.Held) state).progress()).process();
    }

    /** A store may note no jobs at all. */
    @Test
    default void jobsAreThoseOfTheLastNote() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            Progress note = progress(1, true, null).by(ServerProcess.NONE);
            trial.ours().run(Scripts.autocommit(trial.store().note(lease, note)));
            trial.ours().run(Scripts.autocommit(trial.store().renew(lease, note.by(JOBS))));
            assertThat(jobs(trial)).as("the jobs of a renewal").isIn(JOBS.jobs(), List.of());

            trial.ours().run(Scripts.autocommit(trial.store().note(lease, note)));
            assertThat(jobs(trial)).as("the jobs after the next note").isEmpty();
        }
    }

    /** It was sent beside a statement that has ended since. */
    @Test
    default void aLateRenewalNotesNoJobsBesideAnotherStatement() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            Progress next = progress(2, true, null).by(ServerProcess.NONE);
            trial.ours().run(Scripts.autocommit(trial.store().note(lease, next)));
            trial.ours()
                    .run(Scripts.autocommit(
                            trial.store().renew(lease, progress(1, true, null).by(JOBS))));

            assertThat(jobs(trial)).as("the jobs beside the next statement").isEmpty();
        }
    }

    private static List<String> jobs(LeaseTrial trial) throws Exception {
        return Objects.requireNonNull(process(trial), "the time of the note").jobs();
    }

    @Test
    default void progressIsClearedByANoteOfNothing() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.transaction(trial.store().note(lease, progress(2, true, "error"))));
            trial.ours().run(Scripts.transaction(trial.store().note(lease, null)));

            assertThat(trial.look())
                    .as("the lease after the note was cleared")
                    .isInstanceOfSatisfying(
                            LeaseState.Held.class,
                            held -> assertThat(held.progress()).isNull());
        }
    }

    @Test
    default void progressOutlivesItsLease() throws Exception {
        Progress note = progress(2, false, "error");
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease released = trial.take("one");
            trial.ours().run(Scripts.transaction(trial.store().note(released, note)));
            trial.ours().run(Scripts.autocommit(trial.store().release(released)));
            assertThat(trial.look()).as("the lease after its release").isEqualTo(new LeaseState.Free("one", note));

            LeaseState granted = trial.ask(trial.ours(), trial.store().acquire("two", Duration.ofMillis(1)));
            assertThat(granted)
                    .as("what the next owner is told of the progress")
                    .isInstanceOfSatisfying(
                            LeaseState.Granted.class,
                            state -> assertThat(state.progress()).isEqualTo(note));
            trial.trial().pause("0.05");
            assertThat(trial.look()).as("the lease after it expired").isEqualTo(new LeaseState.Free("two", note));
        }
    }

    @Test
    default void fenceAndRenewalKeepTheProgress() throws Exception {
        Progress note = progress(2, true, null);
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease lease = trial.take("one");
            trial.ours().run(Scripts.transaction(trial.store().note(lease, note)));
            trial.ours().run(Scripts.transaction(trial.store().fence(lease)));
            trial.ours().run(Scripts.autocommit(trial.store().renew(lease)));

            assertThat(trial.look())
                    .as("the progress after a fence and a renewal, which are no notes")
                    .isInstanceOfSatisfying(
                            LeaseState.Held.class,
                            held -> assertThat(held.progress()).isEqualTo(note));
        }
    }
}
