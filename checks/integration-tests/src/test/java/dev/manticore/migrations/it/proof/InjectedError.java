package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An error that is injected at a statement of a run.
 *
 * @param statement which of the message's, from 0
 */
record InjectedError(SentMessage message, int statement, String sqlState, Way way) {
    /** How the error is produced. */
    enum Way {
        /** The server itself fails there: the statement is not carried out, nor what shares its transaction. */
        RAISED,
        /** Everything is carried out, but the answer says otherwise, and the connection goes on. */
        ANSWERED,
        /** Likewise, and the connection ends. */
        ANSWERED_AND_CUT
    }

    /** What the design makes of a SQLSTATE. */
    enum Meaning {
        /** The same message may succeed when it is sent again. */
        PASSING(List.of("40001", "40P01")),
        DEFINITE(List.of("55P03", "57014", "25P02", "53300")),
        /** The outcome has to be found out. */
        UNKNOWN(List.of("40003", "08000", "08003", "08006", "57P01", "57P02", "57P03")),
        /** Committed, but not all of it. */
        PARTIAL(List.of("XXA00"));

        @SuppressWarnings("ImmutableEnumChecker") // List.of makes none that could be changed
        private final List<String> states;

        Meaning(List<String> states) {
            this.states = states;
        }

        List<String> states() {
            return states;
        }

        static Meaning of(String sqlState) {
            for (Meaning meaning : values()) {
                if (meaning.states.contains(sqlState)) {
                    return meaning;
                }
            }
            throw new IllegalArgumentException(sqlState);
        }

        List<Way> ways() {
            return switch (this) {
                case PASSING, DEFINITE -> List.of(Way.RAISED);
                case UNKNOWN -> List.of(Way.values());
                // A connection that ends is no partial commit, whatever was said before.
                case PARTIAL -> List.of(Way.RAISED, Way.ANSWERED);
            };
        }
    }

    /** A definite error comes again if the migration, which shared its message with others, is sent alone. */
    Fault injectInto(WireProxy proxy) {
        if (way == Way.RAISED) {
            Fault first = raise(proxy);
            if (meaning() == Meaning.DEFINITE && message.part() == SentMessage.Part.ATOMIC) {
                raise(proxy);
            }
            return first;
        }
        AtomicReference<@Nullable AwaitedAnswer> awaited = new AtomicReference<>();
        proxy.watch(frame -> {
            if (isMessage(frame)) {
                int before = message.offsetIn(Objects.requireNonNull(frame.sql())) + statement;
                awaited.compareAndSet(null, new AwaitedAnswer(frame.connection(), new AtomicInteger(before)));
            }
        });
        Predicate<Frame> answer = frame -> {
            AwaitedAnswer known = awaited.get();
            return known != null && known.is(frame);
        };
        return way == Way.ANSWERED ? proxy.breakOff(answer, sqlState) : proxy.breakOffAndCut(answer, sqlState);
    }

    /**
     * The answer to one statement. Other connections are answered meanwhile, e.g. that of the lease.
     *
     * @param left how many answers come before it; less than none after it
     */
    private record AwaitedAnswer(int connection, AtomicInteger left) {
        boolean is(Frame frame) {
            return frame.connection() == connection && frame.type() == 'C' && left.getAndDecrement() == 0;
        }
    }

    private Fault raise(WireProxy proxy) {
        return proxy.rewrite(
                this::isMessage,
                sent -> sent.withSql(sql -> SentMessage.replace(
                        sql,
                        message.offsetIn(sql) + statement,
                        "DO $inject$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '" + sqlState
                                + "'; END $inject$")));
    }

    private boolean isMessage(Frame frame) {
        String sql = frame.sql();
        return sql != null && message.isIn(sql);
    }

    /** A server that says that a transaction was committed in part has not executed what follows it in its message. */
    boolean isPossible() {
        return meaning() != Meaning.PARTIAL || way != Way.ANSWERED || !message.followed();
    }

    Meaning meaning() {
        return Meaning.of(sqlState);
    }

    /** Whether a run of the design's can end in this way. */
    void check(FaultInjector.Outcome outcome) {
        SentMessage.Part part = message.part();
        switch (meaning()) {
            case PASSING -> {
                if (part == SentMessage.Part.ALONE && refusesTransaction()) {
                    // It may leave something behind and is therefore not simply sent again.
                    stoppedAtTheStatement(outcome);
                } else {
                    assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
                }
            }
            case DEFINITE -> definite(outcome, part);
            case UNKNOWN -> unknown(outcome, part);
            case PARTIAL -> partial(outcome, part);
        }
        if (outcome.verdict() == Verdict.BY_ITSELF && part != SentMessage.Part.RELEASE) {
            assertThat(outcome.toldThatTheLeaseIsReleased())
                    .as("told that the lease is released")
                    .isTrue();
        }
    }

    /** Whether a run that is to try again what waits too long for a lock can end in this way after 55P03. */
    void checkTriedAgain(FaultInjector.Outcome outcome) {
        boolean triedAgain = mayWaitForALock() && !refusesTransaction();
        if (triedAgain || takesTheSessionBack()) {
            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
            assertThat(outcome.failure()).isNull();
        } else {
            check(outcome);
        }
        assertThat(outcome.events().stream().anyMatch(MigrationEvent.LockTimedOut.class::isInstance))
                .as("told that it is tried again")
                .isEqualTo(triedAgain);
    }

    /**
     * A statement of a script or what checks its constraints and indexes. Of BEGIN and COMMIT, where a deferred trigger may wait,
     * an adapter need not tell which one failed.
     */
    private boolean mayWaitForALock() {
        String sql = message.statements().get(statement);
        return message.line(statement).isPresent()
                || sql.startsWith("SET CONSTRAINTS")
                || sql.startsWith("SELECT 1 / CASE WHEN EXISTS")
                || (message.part() != SentMessage.Part.RECORD && (sql.startsWith("BEGIN") || sql.equals("COMMIT")));
    }

    /** Whether it is part of a migration: what is read before it knows of no limit. */
    boolean isUnderLimits() {
        return message.part() != SentMessage.Part.READING || takesTheSessionBack();
    }

    /** After a stepwise script, in a message of its own; where that fails, the connection is given up. */
    private boolean takesTheSessionBack() {
        return message.part() == SentMessage.Part.READING
                && message.text().contains("set_config('manticore.session', '', false)");
    }

    private void definite(FaultInjector.Outcome outcome, SentMessage.Part part) {
        switch (part) {
            case RELEASE -> assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
            case ATOMIC, TOGETHER, ALONE -> {
                if (message.line(statement).isPresent()) {
                    stoppedAtTheStatement(outcome);
                } else {
                    stopped(outcome, outcome.failure(), StatementFailedException.class, DatabaseErrorException.class);
                }
            }
            case READING -> notRead(outcome);
            case ACQUISITION -> stopped(outcome, outcome.failure(), DatabaseErrorException.class);
            case NOTE, RECORD -> {
                assertThat(outcome.failure())
                        .isInstanceOf(DatabaseErrorException.class)
                        .hasMessageContaining(sqlState);
                // The note that the statement was executed is lost: the outcome is unknown.
                assertThat(outcome.verdict()).isIn(Verdict.BY_THE_NEXT_RUN, Verdict.IN_DOUBT);
            }
        }
    }

    private void unknown(FaultInjector.Outcome outcome, SentMessage.Part part) {
        switch (part) {
            case READING -> {
                // Of an error that is followed by the connection's end, Vert.x's client tells the end alone.
                if (outcome.verdict() != Verdict.BY_ITSELF) {
                    assertThat(outcome.verdict()).isEqualTo(Verdict.BY_THE_NEXT_RUN);
                    assertThat(outcome.failure())
                            .isInstanceOfAny(DatabaseUnreachableException.class, DatabaseErrorException.class);
                }
            }
            case ALONE -> {
                ProofScript.Line line = message.line(statement).orElseThrow();
                assertThat(outcome.verdict())
                        .isEqualTo(line.carriedOut() == null ? Verdict.BY_ITSELF : Verdict.IN_DOUBT);
                if (line.carriedOut() != null) {
                    assertThat(outcome.doubts())
                            .singleElement()
                            .extracting(ScriptStatement::sql)
                            .isEqualTo(line.sql());
                }
            }
            default -> assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
        }
    }

    private void partial(FaultInjector.Outcome outcome, SentMessage.Part part) {
        switch (part) {
            case READING -> notRead(outcome);
            case ACQUISITION -> stopped(outcome, outcome.failure(), DatabaseErrorException.class);
            case ATOMIC, TOGETHER, ALONE -> {
                assertThat(outcome.verdict()).isEqualTo(Verdict.IN_PART);
                assertThat(outcome.failure())
                        .isInstanceOfSatisfying(
                                StatementFailedException.class,
                                failure ->
                                        assertThat(failure.error().sqlState()).isEqualTo(sqlState));
            }
            case NOTE, RECORD, RELEASE -> assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
        }
    }

    /**
     * A user may have no right to look at the lease: what there is to do, the run finds out when it has the lease. Where the tables are not
     * there yet, the server does not come to the statements that read the others, and the answer of this number is one to the next message.
     */
    private void notRead(FaultInjector.Outcome outcome) {
        String sql = message.statements().get(statement);
        boolean ofTheLease = sql.startsWith("SELECT owner");
        if (ofTheLease && way == Way.RAISED) {
            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
        } else if (ofTheLease) {
            assertThat(outcome.verdict()).isIn(Verdict.BY_ITSELF, Verdict.BY_THE_NEXT_RUN);
        } else if (!sql.contains("_migrations_repeatable") || outcome.verdict() != Verdict.BY_ITSELF) {
            stopped(outcome, outcome.failure(), DatabaseErrorException.class);
        }
    }

    private boolean refusesTransaction() {
        return message.text().contains("CONCURRENTLY");
    }

    private void stoppedAtTheStatement(FaultInjector.Outcome outcome) {
        stopped(outcome, outcome.failure(), StatementFailedException.class);
        StatementFailedException failure = (StatementFailedException) outcome.failure();
        assertThat(failure.location().text())
                .isEqualTo(message.line(statement).orElseThrow().sql() + ";");
    }

    private void stopped(FaultInjector.Outcome outcome, @Nullable MigrationException failure, Class<?>... types) {
        assertThat(outcome.verdict()).isEqualTo(Verdict.BY_THE_NEXT_RUN);
        assertThat(failure).isNotNull();
        assertThat(failure).isInstanceOfAny(types).hasMessageContaining(sqlState);
    }

    /** What a person does after a partial commit, who sees whether it was carried out. */
    @Nullable
    Verdict settle(MigrationException failure, Subject subject) {
        boolean carriedOut = way != Way.RAISED;
        if (failure instanceof OutcomeUnknownException unknown && unknown.statement() != null) {
            assertThat(unknown).hasMessageContaining("partially");
            assertThat(Objects.requireNonNull(unknown.location()).text()).isEqualTo(lineOfTheScript() + ";");
            subject.resume(Resumption.from(unknown.statement() + (carriedOut ? 1 : 0)));
            return Verdict.IN_PART;
        }
        if (failure instanceof InvalidMigrationsException refused) {
            assertThat(refused.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTLY_DONE));
            subject.resume(carriedOut ? Resumption.done() : Resumption.abandon());
            return Verdict.IN_PART;
        }
        return null;
    }

    /** Of a stepwise script's message, which has one of them at most. */
    private String lineOfTheScript() {
        for (int i = 0; i < message.statements().size(); i++) {
            if (message.line(i).isPresent()) {
                return message.statements().get(i);
            }
        }
        throw new AssertionError("no statement of a script in " + message);
    }

    @Override
    public String toString() {
        return sqlState + " " + way + " at statement " + statement + " of " + message.part() + ": "
                + message.statements().get(statement);
    }
}
